import { expect, test } from "vitest";
import { ASSURANCE_CODES, ASSURANCES } from "../../lib/capabilities/assurances.ts";
import { CAPABILITIES, CAPABILITY_CODES } from "../../lib/capabilities/capabilities.ts";
import { ESCALATION_CODES, ESCALATIONS } from "../../lib/capabilities/escalations.ts";
import { BY_WAY_OF, CANNOT, FOR_ENGINEERS, FOR_LAYMEN } from "../../lib/capabilities/sentences.ts";
import { matchesByExpression } from "../permissions/catalogue-oracle.ts";
import { keyOf, OPERATION_LIST, operationsOfRoles, REQUIREMENTS } from "./operation-list.ts";

const listed = new Map(OPERATION_LIST.operations.map((each) => [keyOf(each.plane, each.name), each]));

test("the table has 60 to 100 capabilities", () => {
  expect(CAPABILITY_CODES.length).toBeGreaterThanOrEqual(60);
  expect(CAPABILITY_CODES.length).toBeLessThanOrEqual(100);
});

test("every operation of the table is in the list of operations, on the same plane", () => {
  const strangers = REQUIREMENTS.flatMap(({ code, requirement: { plane, operations } }) =>
    operations
      .filter((name) => !name.includes("*") && !listed.has(keyOf(plane, name)))
      .map((name) => `${code}: ${plane} ${name}`),
  );
  expect(strangers).toEqual([]);
});

test("every pattern of the table names a resource provider of the list", () => {
  const strangers = REQUIREMENTS.flatMap(({ code, requirement: { plane, operations } }) =>
    operations.flatMap((pattern) => {
      const provider = pattern.split("/", 1)[0]?.toLowerCase() ?? "";
      if (!pattern.includes("*") || provider.includes("*")) return [];
      const known = [...listed.keys()].some((key) => key.startsWith(`${plane} ${provider}/`));
      return known ? [] : [`${code}: ${plane} ${pattern}`];
    }),
  );
  expect(strangers).toEqual([]);
});

test("an operation that the list takes from the built-in roles stands in one of them", () => {
  const ofRoles = operationsOfRoles();
  const fromRoles = OPERATION_LIST.operations.filter(({ source }) => source === "roles");
  expect(fromRoles.length).toBeGreaterThan(300);
  expect(fromRoles.filter(({ plane, name }) => !ofRoles.has(keyOf(plane, name)))).toEqual([]);
  // and one of a page stands in none: else the catalogue is the better source, which a test can check
  const fromPages = OPERATION_LIST.operations.filter(({ source }) => source !== "roles");
  expect(fromPages.filter(({ plane, name }) => ofRoles.has(keyOf(plane, name)))).toEqual([]);
});

test("the list is dated, sourced, sorted, without repetition, and holds nothing that the table does not use", () => {
  const { form, date, sources, operations } = OPERATION_LIST;
  expect(form).toBe("lighthouse-keeper operations 1");
  expect(date).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  for (const each of Object.values(sources)) expect(each.date).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  expect(new Set(operations.map(({ source }) => source))).toEqual(new Set(Object.keys(sources)));
  const keys = operations.map(({ name, plane }) => `${name.toLowerCase()} ${plane}`);
  expect(keys).toEqual([...new Set(keys)].sort());
  const unused = operations.filter(
    ({ name, plane }) =>
      !REQUIREMENTS.some(
        ({ requirement }) =>
          requirement.plane === plane &&
          [...requirement.operations, ...requirement.except].some((pattern) =>
            matchesByExpression(pattern, name.toLowerCase()),
          ),
      ),
  );
  expect(unused).toEqual([]);
});

test("services of one capability have different names, and each has an operation", () => {
  for (const code of CAPABILITY_CODES) {
    const { requirements } = CAPABILITIES[code];
    expect(new Set(requirements.map(({ service }) => service)).size, code).toBe(requirements.length);
    for (const { operations } of requirements) expect(operations.length, code).toBeGreaterThan(0);
  }
});

test("a capability without operations is reached by a known way", () => {
  const reached = new Set(
    ESCALATION_CODES.flatMap((step) => {
      const { reaches } = ESCALATIONS[step];
      return typeof reaches === "string" ? [] : reaches;
    }),
  );
  const bare = CAPABILITY_CODES.filter((code) => CAPABILITIES[code].requirements.length === 0);
  expect(bare).toEqual(["identity.act"]);
  expect(bare.filter((code) => !reached.has(code))).toEqual([]);
});

test("a step starts from services that its capabilities have", () => {
  const strangers = ESCALATION_CODES.flatMap((step) => {
    const { from } = ESCALATIONS[step];
    if (from === "delegated-roles") return [];
    return from.flatMap(({ capability, services = [] }) =>
      services.filter(
        (name) => !CAPABILITIES[capability].requirements.some(({ service }) => service === name),
      ),
    );
  });
  expect(strangers).toEqual([]);
});

test("every step has a source, and every statement a capability that refutes it", () => {
  for (const step of ESCALATION_CODES) expect(ESCALATIONS[step].source.length, step).toBeGreaterThan(10);
  for (const code of ASSURANCE_CODES) expect(ASSURANCES[code].length, code).toBeGreaterThan(0);
});

test("sentences are plain: at most 20 words, no capital at the beginning, no full stop, none twice", () => {
  const tables = [FOR_ENGINEERS, FOR_LAYMEN, BY_WAY_OF, CANNOT];
  for (const table of tables) {
    const sentences: string[] = Object.values(table);
    expect(new Set(sentences).size).toBe(sentences.length);
    for (const sentence of sentences) {
      expect(sentence.split(/\s+/).length, sentence).toBeLessThanOrEqual(20);
      expect(sentence, sentence).toMatch(/^[a-z].*[^.]$/s);
    }
  }
});
