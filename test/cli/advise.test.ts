// @module-tag git

import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { ADVICE } from "../../lib/advice/advice.ts";
import { adviceJsonSchema } from "../../lib/report/advice/json-schema.ts";
import { keeper, REPOSITORY, sampleCopy, snapshot } from "../support/estates.ts";
import { installedRepository, type ScratchRepository } from "../support/scratch-repository.ts";

const CUSTOMER = "customers/wide-world-importers.yaml";

const isAdvice = new Ajv2020({ strict: false, validateFormats: false }).compile(adviceJsonSchema());

test("advice on the sample has the edit at its line and a review, writes nothing, and ends with 0", async () => {
  const estate = sampleCopy();
  const before = snapshot(estate);
  const { code, out, err } = await keeper(estate, ["advise", "tailwind-traders"]);
  expect([code, err]).toEqual([0, ""]);
  expect(out).toContain("advice: 1 high");
  expect(out).toMatch(/offers\/managed-operations\.ts:\d+\n {7}- authorizations: \[\{ principal: operations/);
  expect(out).toContain("changes: narrowing: less access at Tailwind Traders");
  expect(out).toContain("then: keeper upgrade --plan managed-operations/virtual-machines --to 1.1.0");
  expect(snapshot(estate)).toEqual(before);
});

test("the JSON of advice keeps to its schema, with and without wants", async () => {
  const plain = await keeper(REPOSITORY, ["advise", "--format", "json"]);
  const wanting = await keeper(REPOSITORY, ["advise", "--format", "json", "--wants", "stop.compute"]);
  for (const { code, out } of [plain, wanting]) {
    expect(code).toBe(0);
    expect(isAdvice(JSON.parse(out)), JSON.stringify(isAdvice.errors)).toBe(true);
  }
  expect(JSON.parse(plain.out).wanted).toBeNull();
  const kinds = JSON.parse(wanting.out).advice.map(({ kind }: { kind: string }) => kind);
  expect(kinds).toContain("wider-role");
});

test("what is wanted is answered with the narrowest roles; Markdown has them too", async () => {
  const { out } = await keeper(REPOSITORY, [
    "advise",
    "fabrikam",
    "--wants",
    "support.requests",
    "--format",
    "markdown",
  ]);
  expect(out).toContain("- wanted: support.requests");
  expect(out).toContain("Support Request Contributor");
});

test.each([
  [["--wants", "keys.storag"], 'did you mean "keys.storage"?'],
  [["fabricam"], "fabrikam"],
])("an unknown name ends with 2 and names the one that was meant: %j", async (words, fix) => {
  const { code, out, err } = await keeper(REPOSITORY, ["advise", ...words]);
  expect([code, out]).toEqual([2, ""]);
  expect(err).toContain(fix);
});

test("definitions that break a rule are not advised on", async () => {
  const estate = sampleCopy({ "offers/broken.yaml": "id: broken\n" });
  const { code, err } = await keeper(estate, ["advise"]);
  expect(code).toBe(2);
  expect(err).toContain("run keeper check");
});

test("--since runs the definitions of a commit, and names the principals that reach more than there", async () => {
  const repository = installedRepository();
  const full = repository.base;
  repository.edit(CUSTOMER, "    scopes:\n      - subscription: finance", "    scopes: []");
  const empty = repository.commit();
  const reduced = await since(repository, full);
  expect(reduced).toEqual([]);
  repository.git("checkout", "-q", full, "--", CUSTOMER);
  repository.commit();
  const grown = await since(repository, empty);
  expect(grown.length).toBeGreaterThan(0);
  for (const { facts, changes, review } of grown) {
    expect(facts).toMatchObject({ since: empty, newCustomers: ["wide-world-importers"] });
    // a step of a person has no review yet: it says in general what it changes
    expect([review, changes]).toEqual([null, [ADVICE["reach-grew"].changes]]);
  }
  const none = await keeper(repository.root, ["advise", "--since", "no-such-revision"]);
  expect([none.code, none.out]).toEqual([2, ""]);
  expect(none.err).toContain("no-such-revision");
});

/** Advice on principals that reach more than at a commit. */
async function since(
  { root }: ScratchRepository,
  commit: string,
): Promise<{ readonly facts: object; readonly changes: string[]; readonly review: unknown }[]> {
  const { code, out } = await keeper(root, ["advise", "--since", commit, "--format", "json"]);
  expect(code, out).toBe(0);
  return JSON.parse(out).advice.filter(({ kind }: { kind: string }) => kind === "reach-grew");
}
