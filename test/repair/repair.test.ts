import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { joinedList, listDigest } from "../../lib/formats/snapshot/snapshot-lists.ts";
import { type InAzure, type InState, repairSteps } from "../../lib/repair/repair-steps.ts";
import { armLists, grant, guidOf } from "../adopting/arm-fleet.ts";
import {
  assignmentValues,
  definitionValues,
  type OtherResource,
  shownState,
  stateFile,
} from "../adopting/other-states.ts";
import { change, keeper, snapshot, temporaryFolder } from "../support/estates.ts";

/*
 * keeper repair without Terraform: what it needs to know, what it says, and that it runs nothing.
 */

const GRANTS = [grant(1, "reader"), grant(1, "deletes")];
const NAME = `bellows-operations_${guidOf("b", 1)}`;
const RESOURCES: readonly OtherResource[] = [
  { type: "azurerm_lighthouse_definition", name: NAME, values: definitionValues(1, GRANTS) },
  { type: "azurerm_lighthouse_assignment", name: NAME, values: assignmentValues(1) },
];
const LISTS = armLists([{ customer: 1, authorizations: GRANTS }]);

/** An estate of one adopted customer, whose state is kept in files. */
async function estate(files: Readonly<Record<string, string>> = {}): Promise<string> {
  const folder = temporaryFolder();
  change(folder, { ...LISTS, ...files });
  expect(await keeper(folder, ["adopt", "azure", "--output", "."])).toMatchObject({ code: 0 });
  return folder;
}

const STATES = ["missing", "whole", "tainted", "other-id"] as const satisfies readonly InState["kind"][];
const AZURE = [
  "exists",
  "failed",
  "unfinished",
  "missing",
  "subscription-gone",
  "unknown",
] as const satisfies readonly InAzure[];

/** What each resource needs, by the table of the test's own. */
const EXPECTED: Readonly<Record<(typeof STATES)[number], string>> = {
  missing: "import delete-failed wait deploy none unknown",
  whole: "none deploy wait deploy forget none",
  tainted: "untaint deploy wait deploy forget unknown",
  "other-id": "exchange unknown wait unknown forget unknown",
};

test("every pair of state and Azure has its step, and nothing is kept or removed that was not read", () => {
  for (const kind of STATES)
    expect(
      AZURE.map((azure) => {
        const state: InState = kind === "other-id" ? { kind, id: "x" } : { kind };
        const [step] = repairSteps([
          { address: "a", id: "b", what: "definition", subscriptionId: "c", offerId: "d", state, azure },
        ]);
        return step?.kind;
      }).join(" "),
    ).toBe(EXPECTED[kind]);
});

test("a whole state has nothing to repair, by the local state or a named one", async () => {
  const folder = await estate({ "state/customer-1.tfstate": stateFile(RESOURCES) });
  const ran = await keeper(folder, ["repair", "customer-1", "--from", "azure"]);
  expect(ran).toMatchObject({
    code: 0,
    out: "customer-1: nothing to repair: 2 resources whole\nread: state/customer-1.tfstate, azure\n",
  });
  change(folder, { "named.json": stateFile(RESOURCES), "state/customer-1.tfstate": undefined });
  const named = await keeper(folder, ["repair", "customer-1", "--from", "named.json", "azure", "--json"]);
  expect(JSON.parse(named.out)).toMatchObject({ customer: "customer-1", read: ["named.json", "azure"] });
});

/** The same state in both forms, where Terraform keeps an object that it replaced and could not delete yet. */
function withDeposed(): readonly (readonly [string, string])[] {
  const old = { ...definitionValues(1, GRANTS), id: definitionValues(9, GRANTS).id };
  const filed = JSON.parse(stateFile(RESOURCES));
  // Terraform writes the deposed object behind the current one
  filed.resources[0].instances.push({ deposed: "5a4c1b2d", schema_version: 0, attributes: old });
  const shown = JSON.parse(JSON.stringify(shownState(RESOURCES)));
  const { resources } = shown.values.root_module;
  resources.splice(1, 0, { ...resources[0], deposed_key: "5a4c1b2d", values: old });
  return [
    ["a state file", JSON.stringify(filed)],
    ["a shown state", JSON.stringify(shown)],
  ];
}

test.each(withDeposed())(
  "a deposed object in %s does not hide the resource that took its place",
  async (_, state) => {
    const folder = await estate({ "named.json": state });
    const words = ["repair", "customer-1", "--from", "named.json", "azure"];
    expect(await keeper(folder, words)).toMatchObject({
      code: 0,
      out: expect.stringContaining("nothing to repair: 2 resources whole"),
    });
    // without the current object the address is empty, whatever was deposed there
    const { values, resources } = JSON.parse(state);
    const isDeposed = (each: object) => "deposed" in each || "deposed_key" in each;
    const only = (each: { readonly type: string }) =>
      each.type !== "azurerm_lighthouse_definition" || isDeposed(each);
    if (resources !== undefined) resources[0].instances = resources[0].instances.filter(isDeposed);
    else values.root_module.resources = values.root_module.resources.filter(only);
    change(folder, { "named.json": JSON.stringify({ ...JSON.parse(state), resources, values }) });
    const ran = await keeper(folder, words);
    expect(ran).toMatchObject({ code: 1, out: expect.stringContaining("1 of 2 resources to repair") });
    expect(ran.out).toContain(`import azurerm_lighthouse_definition.${NAME} `);
  },
);

test("another resource under the address is exchanged, and what the state forgets is named", async () => {
  const other = stateFile(RESOURCES).replaceAll(guidOf("d", 1), guidOf("d", 9));
  const folder = await estate({ "state/customer-1.tfstate": other });
  const ran = await keeper(folder, ["repair", "customer-1", "--from", "azure"]);
  expect(ran).toMatchObject({ code: 1 });
  const stack = "terraform -chdir=cdktf.out/stacks/customer-1";
  const id = `/subscriptions/${guidOf("b", 1)}/providers/Microsoft.ManagedServices/registrationDefinitions`;
  expect(ran.out).toContain(`  ${stack} state rm azurerm_lighthouse_definition.${NAME}
  ${stack} import azurerm_lighthouse_definition.${NAME} ${id}/${guidOf("d", 1)}
    Azure and access stay as they are. The state forgets ${id.toLowerCase()}/${guidOf("d", 9)},`);
});

test("of a subscription that Azure does not know, the state is to forget everything", async () => {
  const folder = await estate({ "state/customer-1.tfstate": stateFile(RESOURCES) });
  const empty = joinedList([]);
  change(folder, {
    "gone/definitions.json": JSON.stringify(empty),
    "gone/assignments.json": JSON.stringify(empty),
    "gone/snapshot.json": JSON.stringify({
      version: 1,
      cloud: "public",
      apiVersion: "2022-10-01",
      began: "2026-11-29T21:00:00Z",
      ended: "2026-11-29T21:00:01Z",
      selection: "named",
      withPeople: false,
      tenants: [],
      subscriptions: [
        {
          id: guidOf("b", 1),
          managedByTenantIds: [],
          foundBy: ["definitions"],
          notRead: [{ part: "registration-definitions", code: "not-found", sentence: "gone" }],
        },
      ],
      disagreements: [],
      digests: { definitions: listDigest(empty), assignments: listDigest(empty) },
    }),
  });
  const ran = await keeper(folder, ["repair", "customer-1", "--from", "gone"]);
  expect(ran, ran.err).toMatchObject({ code: 1 });
  expect(ran.out.match(/ state rm azurerm_lighthouse_\w+\./g)).toHaveLength(2);
  expect(ran.out).toContain("Azure does not know the subscription");
});

test("a state that was not read is never an empty one", async () => {
  const folder = await estate({
    "estate.json": '{"state":{"backend":"cloud","organization":"bellows"}}',
  });
  const blind = await keeper(folder, ["repair", "customer-1", "--from", "azure"]);
  expect(blind).toMatchObject({ code: 2, out: "" });
  expect(blind.err).toContain("the state of customer-1 is kept elsewhere, and was not passed");
  const lost = await keeper(folder, ["repair", "customer-1", "--from", "azure", "--state-lost"]);
  expect(lost).toMatchObject({ code: 1, out: expect.stringContaining("2 of 2 resources to repair") });
  change(folder, { "state.json": stateFile(RESOURCES) });
  const both = await keeper(folder, ["repair", "customer-1", "--from", "state.json", "--state-lost"]);
  expect(both).toMatchObject({ code: 2, err: expect.stringContaining("pass one of both") });
});

test("where Azure differs from the definitions, the next deployment is announced", async () => {
  const folder = await estate();
  change(folder, armLists([{ customer: 1, authorizations: [...GRANTS, grant(2, "contributor")] }]));
  const ran = await keeper(folder, ["repair", "customer-1", "--from", "azure"]);
  expect(ran.out).toContain("Azure differs in its authorizations: the next deployment changes it to this");
});

test("keeper repair writes no file", async () => {
  const folder = await estate();
  const before = snapshot(folder);
  expect(await keeper(folder, ["repair", "customer-1", "--from", "azure"])).toMatchObject({ code: 1 });
  expect(snapshot(folder)).toEqual(before);
  expect(readFileSync(join(folder, "estate.lock.json"), "utf8")).toContain("imports");
});

test("an unknown customer and an unreadable source are refused", async () => {
  const folder = await estate();
  expect(await keeper(folder, ["repair", "customer-7"])).toMatchObject({ code: 2 });
  expect(await keeper(folder, ["repair", "customer-1", "--from", "nothing"])).toMatchObject({ code: 2 });
});
