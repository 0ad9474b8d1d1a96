import { expect, test } from "vitest";
import { savedFromLists } from "../../lib/emulator/listed-azure.ts";
import { listedInSources } from "../../lib/workflows/listed-sources.ts";
import { change, type Files, keeper, snapshot, temporaryFolder } from "../support/estates.ts";
import { grant, guidOf } from "./arm-fleet.ts";
import { armSnapshot } from "./arm-snapshot.ts";
import { assignmentValues, definitionValues, stateFile, subscriptionResource } from "./other-states.ts";

/*
 * A subscription that moved to another tenant keeps its delegations. Which tenant its definitions then name is not documented.
 */

const GRANTS = [grant(1, "reader"), grant(1, "deletes")];
const [FORMER, NOW] = [guidOf("c", 7), guidOf("c", 1)];

/** A snapshot that read the subscription in its tenant now, and a definition that names the former one. */
const MOVED = armSnapshot([{ customer: 1, customerTenant: 7, authorizations: GRANTS }], [1]);

function folderOf(files: Files): string {
  const folder = temporaryFolder();
  change(folder, files);
  return folder;
}

const adopt = (folder: string, ...sources: readonly string[]) =>
  keeper(folder, ["adopt", ...sources, "--output", ".", "--yaml", "--json"]);

function customer(tenantId: string): Files {
  const subscription = `subscriptions:\n  main: ${guidOf("b", 1)}\n`;
  const settings = JSON.stringify({
    language: "typescript",
    app: "npx --no keeper synth",
    output: "cdktf.out",
  });
  return {
    "cdktf.json": settings,
    "customers/one.yaml": `id: one\nname: One\ntenantId: ${tenantId}\n${subscription}delegations: []\n`,
  };
}

test("a delegation is not adopted where its definition and its subscription name different tenants", async () => {
  const folder = folderOf(MOVED);
  const ran = await adopt(folder, "azure");
  expect(ran.code).toBe(1);
  const { notAdopted } = JSON.parse(ran.out);
  expect(notAdopted).toMatchObject([{ code: "customer-tenants-differ" }]);
  for (const tenant of [FORMER, NOW]) expect(notAdopted[0].why).toContain(tenant);
  expect(Object.keys(snapshot(folder)).filter((file) => file.startsWith("customers/"))).toEqual([]);
});

test("nor where a state is of before the move", async () => {
  const state = stateFile([
    { ...subscriptionResource(1), values: { ...subscriptionResource(1).values, tenant_id: FORMER } },
    { type: "azurerm_lighthouse_definition", name: "msp", values: definitionValues(1, GRANTS) },
    { type: "azurerm_lighthouse_assignment", name: "msp", values: assignmentValues(1) },
  ]);
  const now = armSnapshot([{ customer: 1, authorizations: GRANTS }], [1]);
  const ran = await adopt(folderOf({ ...now, "old.tfstate": state }), "azure", "old.tfstate");
  expect(JSON.parse(ran.out).notAdopted).toMatchObject([{ code: "customer-tenants-differ" }]);
});

test("the estate decides where it defines the subscription's customer, with one of these tenants", async () => {
  const defined = await adopt(folderOf({ ...MOVED, ...customer(NOW) }), "azure");
  expect(JSON.parse(defined.out)).toMatchObject({ notAdopted: [], edits: [{ customer: "one" }] });
  const stranger = await adopt(folderOf({ ...MOVED, ...customer(guidOf("c", 9)) }), "azure");
  expect(JSON.parse(stranger.out).notAdopted).toMatchObject([{ code: "customer-tenants-differ" }]);
});

test("a sandbox has the subscription in the tenant in which it was read", () => {
  const listed = listedInSources(["azure"], folderOf(MOVED));
  if (!listed.ok) throw new Error(listed.error.problem);
  expect(savedFromLists(listed.value).listed.subscriptions).toMatchObject([{ tenantId: NOW }]);
});
