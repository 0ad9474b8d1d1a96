import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { change, keeper, snapshot, temporaryFolder } from "../support/estates.ts";
import { type ArmDelegation, armLists, grant, guidOf } from "./arm-fleet.ts";
import { assignmentValues, definitionValues, type OtherResource, stateFile } from "./other-states.ts";

/*
 * The import mark: adopt writes it into the lock, and --finish takes it away once the import took effect, never before.
 */

const GRANTS = [grant(1, "reader"), grant(1, "deletes")];
const FLEET: readonly ArmDelegation[] = [1, 2].map((customer) => ({ customer, authorizations: GRANTS }));
const OFFER = "bellows-operations";

/** An estate that has adopted two customers. */
async function adopted(): Promise<string> {
  const folder = temporaryFolder();
  change(folder, armLists(FLEET));
  const ran = await keeper(folder, ["adopt", "azure", "--output", "."]);
  expect(ran, ran.err).toMatchObject({ code: 0 });
  return folder;
}

function lockOf(folder: string): Record<string, { readonly imports?: object }> {
  return JSON.parse(readFileSync(join(folder, "estate.lock.json"), "utf8")).customers;
}

/** A state of keeper's own that has everything of a customer, or less. */
function stateOf(number: number, without: readonly string[] = [], status?: "tainted"): string {
  const name = `${OFFER}_${guidOf("b", number)}`;
  const all: OtherResource[] = [
    { type: "azurerm_lighthouse_definition", name, values: definitionValues(number, GRANTS) },
    { type: "azurerm_lighthouse_assignment", name, values: assignmentValues(number) },
  ];
  const text = stateFile(all.filter(({ type }) => !without.includes(type)));
  return status === undefined
    ? text
    : text.replace('"schema_version":0', `"status":"${status}","schema_version":0`);
}

test("adopt marks what it adopted in the lock, and check warns while the mark stands", async () => {
  const folder = await adopted();
  expect(lockOf(folder)).toMatchObject({
    "customer-1": { imports: { [guidOf("b", 1)]: [OFFER] }, tenantId: guidOf("c", 1) },
    "customer-2": { imports: { [guidOf("b", 2)]: [OFFER] } },
  });
  const customer = snapshot(folder)["customers/customer-1.ts"] ?? "";
  expect(customer).toContain("registrationDefinitionId");
  expect(customer).not.toContain("import: true");
  const checked = await keeper(folder, ["check"]);
  expect(checked.err).toContain("warning LH079");
  expect(checked.err).toContain("The import of 2 customers is not finished: customer-1, customer-2");
});

test("the mark makes import blocks, also in a selected synthesis, and outlives it; without it there are none", async () => {
  const folder = await adopted();
  const stack = () => snapshot(folder)["cdktf.out/stacks/customer-1/cdk.tf.json"] ?? "";
  const before = lockOf(folder);
  expect(await keeper(folder, ["synth", "customer-1"])).toMatchObject({ code: 0 });
  expect(JSON.parse(stack()).import).toHaveLength(2);
  expect(stack()).not.toContain("[keeper ");
  expect(await keeper(folder, ["synth"])).toMatchObject({ code: 0 });
  expect(lockOf(folder)).toEqual(before);
  change(folder, { "state/customer-1.tfstate": stateOf(1) });
  const ran = await keeper(folder, ["adopt", "--finish"]);
  expect(ran, ran.err).toMatchObject({ code: 1 });
  expect(ran.out).toContain("1 import finished, 1 not\nnot finished: customer-2");
  expect(Object.keys(lockOf(folder)["customer-1"] ?? {})).not.toContain("imports");
  expect(lockOf(folder)["customer-2"]).toEqual(before["customer-2"]);
  expect(await keeper(folder, ["synth"])).toMatchObject({ code: 0 });
  expect(JSON.parse(stack()).import).toBe(undefined);
  expect(stack()).toContain(`[keeper ${OFFER}/standard@1.0.0]`);
});

test("all marks end with the states that show them, and then nothing is left to finish", async () => {
  const folder = await adopted();
  change(folder, { "one.json": stateOf(1), "two.json": stateOf(2) });
  const ran = await keeper(folder, ["adopt", "--finish", "--from", "one.json", "two.json"]);
  expect(ran, ran.err).toMatchObject({
    code: 0,
    out: expect.stringContaining("2 imports finished, 0 not\n"),
  });
  expect((await keeper(folder, ["check"])).err).not.toContain("LH079");
  const again = await keeper(folder, ["adopt", "--finish"]);
  expect(again).toMatchObject({ code: 0, out: "nothing to finish: the lock has no import mark\n" });
});

test.each([
  ["lacks an assignment", stateOf(1, ["azurerm_lighthouse_assignment"]), "azurerm_lighthouse_assignment"],
  ["has the definition tainted", stateOf(1, [], "tainted"), "azurerm_lighthouse_definition"],
  ["has another id", stateOf(1).replaceAll(guidOf("d", 1), guidOf("d", 9)), "azurerm_lighthouse_definition"],
])("a mark stands where the state %s", async (_, state, address) => {
  const folder = await adopted();
  const before = lockOf(folder);
  change(folder, { "state/customer-1.tfstate": state });
  const ran = await keeper(folder, ["adopt", "--finish", "--json"]);
  expect(ran).toMatchObject({ code: 1 });
  expect(JSON.parse(ran.out).marks[0]).toMatchObject({
    isFinished: false,
    why: { code: "not-in-state", address: `${address}.${OFFER}_${guidOf("b", 1)}` },
  });
  expect(lockOf(folder)).toEqual(before);
});

test("a snapshot finishes what keeper has written since, and nothing that it has merely adopted", async () => {
  const folder = await adopted();
  const same = await keeper(folder, ["adopt", "--finish", "--from", "azure"]);
  expect(same).toMatchObject({ code: 1, out: expect.stringContaining("0 imports finished, 2 not\n") });
  const description = `Bellows runs it.\n[keeper ${OFFER}/standard@1.0.0]`;
  const [one, two] = FLEET;
  if (one === undefined || two === undefined) throw new Error("the fleet has two");
  change(folder, armLists([{ ...one, description }]));
  const ran = await keeper(folder, ["adopt", "--finish", "--from", "azure"]);
  expect(ran).toMatchObject({ code: 1 });
  expect(ran.out).toContain("1 import finished, 1 not\nnot finished: customer-2");
  expect(ran.out).toContain("azure shows that it is gone from Azure, so its import fails");
});

test("a mark whose scope is gone is dropped by the next synthesis", async () => {
  const folder = await adopted();
  const customer = snapshot(folder)["customers/customer-1.ts"] ?? "";
  change(folder, {
    "customers/customer-1.ts": customer.replace(/scopes: \[[\s\S]*?\n {6}\],?/, "scopes: [],"),
  });
  const ran = await keeper(folder, ["adopt", "--finish"]);
  expect(ran.out).toContain("the definitions no longer have it");
  expect(await keeper(folder, ["synth"])).toMatchObject({ code: 0 });
  expect(Object.keys(lockOf(folder)["customer-1"] ?? {})).not.toContain("imports");
});

test.each([
  [["--finish", "azure"], "--finish adopts no source"],
  [["azure", "--from", "azure"], "--from belongs to --finish"],
  [[], "there is nothing to adopt"],
])("arguments that do not fit are refused: %j", async (words, problem) => {
  const ran = await keeper(await adopted(), ["adopt", ...words]);
  expect(ran).toMatchObject({ code: 2, out: "" });
  expect(ran.err).toContain(problem);
});

test("a plan is no state, and a sandbox's state finishes nothing", async () => {
  const folder = await adopted();
  change(folder, { "plan.json": '{"format_version":"1.2","resource_changes":[]}' });
  const plan = await keeper(folder, ["adopt", "--finish", "--from", "plan.json"]);
  expect(plan).toMatchObject({ code: 2, err: expect.stringContaining("is a plan") });
  const inside = await keeper(folder, ["adopt", "--finish"], { KEEPER_SANDBOX: folder });
  expect(inside).toMatchObject({ code: 2, err: expect.stringContaining("outside the sandbox") });
});
