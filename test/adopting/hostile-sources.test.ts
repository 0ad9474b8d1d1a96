import { expect, test } from "vitest";
import { change, keeper, snapshot, temporaryFolder } from "../support/estates.ts";
import { armLists, grant } from "./arm-fleet.ts";
import {
  assignmentValues,
  definitionValues,
  type OtherResource,
  stateFile,
  subscriptionResource,
} from "./other-states.ts";

/*
 * Sources that are broken, huge or made to harm: refused in plain words, or read; never half, and nothing is written.
 */

const GRANTS = [grant(1, "reader"), grant(1, "deletes")];
const STATE: readonly OtherResource[] = [
  subscriptionResource(1),
  { type: "azurerm_lighthouse_definition", name: "msp", values: definitionValues(1, GRANTS) },
  { type: "azurerm_lighthouse_assignment", name: "msp", values: assignmentValues(1) },
];
const LISTS = armLists([{ customer: 1, authorizations: GRANTS }]);
const DEEP = 200_000;

/** Adopts, and expects a refusal without a stack trace, after which the folder is as it was. */
async function expectRefused(source: string, text: string): Promise<string> {
  const folder = temporaryFolder();
  const path = source === "azure" ? "azure/definitions.json" : source;
  change(folder, { ...(source === "azure" ? LISTS : {}), [path]: text });
  const before = Object.keys(snapshot(folder));
  const ran = await keeper(folder, ["adopt", source, "--output", "."]);
  expect(ran).toMatchObject({ code: 2, out: "" });
  expect(ran.err).not.toMatch(/\n\s+at /);
  expect(ran.err.length).toBeLessThan(4_000);
  expect(Object.keys(snapshot(folder))).toEqual(before);
  return ran.err;
}

const LIST = LISTS["azure/definitions.json"] ?? "";

test.each([
  ["a truncated state", "one.tfstate", stateFile(STATE).slice(0, -40)],
  ["an empty file", "one.tfstate", ""],
  ["text", "one.tfstate", "not JSON"],
  ["a deep state", "one.tfstate", `${'{"version":4,"resources":['}${"[".repeat(DEEP)}${"]".repeat(DEEP)}]}`],
  ["a deep state of names", "one.tfstate", `${'{"version":'.repeat(DEEP)}4${"}".repeat(DEEP)}`],
  [
    "a state with modules in modules without end",
    "one.tfstate",
    `{"format_version":"1.0","values":{"root_module":${'{"child_modules":['.repeat(DEEP)}${"]}".repeat(DEEP)}}}`,
  ],
  ["a state of another version", "one.tfstate", stateFile(STATE).replace('"version":4', '"version":3')],
  [
    "a state with a key twice",
    "one.tfstate",
    stateFile(STATE).replace('"serial":7', '"serial":7,"version":4'),
  ],
  ["a truncated list", "azure", LIST.slice(0, -40)],
  [
    "a list with a further page",
    "azure",
    LIST.replace('"value"', '"nextLink":"https://example.com","value"'),
  ],
  ["a deep list", "azure", `{"value":${"[".repeat(DEEP)}${"]".repeat(DEEP)}}`],
  ["a list of nothing known", "azure", '{"value":[{"id":1}]}'],
])("%s is refused in words, and nothing is written", async (_, source, text) => {
  expect(text).not.toBe(source === "azure" ? LIST : stateFile(STATE));
  await expectRefused(source, text);
});

/** Other resources that together have about 50 MB. */
function fiftyMegabytes(): OtherResource[] {
  return Array.from({ length: 5_000 }, (_, index) => ({
    type: "azurerm_storage_account",
    name: `account_${index}`,
    values: { name: `account${index}`, tags: { filler: "x".repeat(10_000) } },
  }));
}

test("a state of 50 MB is adopted, and what is none of Lighthouse's is counted", async () => {
  const folder = temporaryFolder();
  const text = stateFile([...STATE, ...fiftyMegabytes()]);
  expect(text.length).toBeGreaterThan(50_000_000);
  change(folder, { "huge.tfstate": text });
  const ran = await keeper(folder, ["adopt", "huge.tfstate", "--output", "."]);
  expect(ran, ran.err).toMatchObject({ code: 1, err: "" });
  expect(ran.out).toContain("1 registration definition adopted: 1 customer, 1 new offer\n");
  expect(ran.out).toContain("and 4980 more that are not adopted: --json shows all\n");
});

test("a list of 50 MB that ends too early is refused", async () => {
  const folder = temporaryFolder();
  const many = armLists(
    Array.from({ length: 50_000 }, (_, index) => ({ customer: index + 1, authorizations: GRANTS })),
  );
  const text = many["azure/definitions.json"] ?? "";
  expect(text.length).toBeGreaterThan(50_000_000);
  change(folder, { ...many, "azure/definitions.json": text.slice(0, -10) });
  const ran = await keeper(folder, ["adopt", "azure", "--output", "."]);
  expect(ran).toMatchObject({ code: 2, out: "" });
  expect(ran.err).toContain("azure/definitions.json");
  expect(Object.keys(snapshot(folder)).every((path) => path.startsWith("azure/"))).toBe(true);
});
