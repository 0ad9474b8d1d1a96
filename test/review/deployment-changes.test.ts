import { expect, test } from "vitest";
import type { CustomerAccess } from "../../lib/access/access-side.ts";
import type { Deployment } from "../../lib/access/deployment.ts";
import { compareSides } from "../../lib/review/compare.ts";
import { guidOf } from "../support/builders.ts";
import { sampleCatalogue } from "../support/catalogue.ts";
import { aGrant, anAccess, aSide } from "../support/sides.ts";

const USUAL: Deployment = {
  tenantId: guidOf("7"),
  settings: {
    cloud: "public",
    "sign-in": "Azure CLI",
    partner: "none",
    azurerm: ">= 4.55.0, < 6.0.0",
    "resource-provider": "is registered",
    state: "files in ../../../state/",
  },
};
const set = (changes: Deployment["settings"]): Deployment => ({
  ...USUAL,
  settings: { ...USUAL.settings, ...changes },
});
const stack = (customer: string, deployment?: Deployment): CustomerAccess =>
  anAccess([aGrant()], { customer, ...(deployment === undefined ? {} : { deployment }) });

function deployments(before: readonly CustomerAccess[], after: readonly CustomerAccess[]) {
  const compared = compareSides(aSide(...before), aSide(...after), { catalogue: sampleCatalogue() });
  if (!compared.ok) throw new Error(compared.error);
  expect(compared.value.grade).toBe(before.length < after.length ? "broadening" : "none");
  return compared.value.deployments;
}

test("a stack that is deployed as before is told nothing of", () => {
  expect(deployments([stack("a", USUAL)], [stack("a", set({}))])).toEqual([]);
});

test.each<[string, Deployment, string, string]>([
  ["tenant", { ...USUAL, tenantId: guidOf("8") }, guidOf("7"), guidOf("8")],
  [
    "state",
    set({ state: "HCP Terraform / evil.example / o" }),
    "files in ../../../state/",
    "HCP Terraform / evil.example / o",
  ],
  ["sign-in", set({ "sign-in": "OpenID Connect as x" }), "Azure CLI", "OpenID Connect as x"],
  ["partner", set({ partner: guidOf("b") }), "none", guidOf("b")],
  ["cloud", set({ cloud: "usgovernment" }), "public", "usgovernment"],
])("another %s is told, though nobody's access changes", (setting, now, before, after) => {
  expect(deployments([stack("a", USUAL)], [stack("a", now)])).toEqual([
    { setting, before, after, customers: ["a"] },
  ]);
});

test("the same of many customers is told once", () => {
  const now = set({ azurerm: "~> 5.2" });
  const before = ["a", "b", "c"].map((id) => stack(id, USUAL));
  expect(deployments(before, [stack("a", now), stack("b", USUAL), stack("c", now)])).toEqual([
    { setting: "azurerm", before: ">= 4.55.0, < 6.0.0", after: "~> 5.2", customers: ["a", "c"] },
  ]);
});

test("a new stack is told of where no stack before is deployed so, but for its own tenant and sign-in", () => {
  const before = [stack("a", USUAL)];
  const own = { ...set({ "sign-in": "OpenID Connect as x" }), tenantId: guidOf("8") };
  expect(deployments(before, [...before, stack("b", own)])).toEqual([]);
  expect(deployments(before, [...before, stack("b", set({ state: "elsewhere" }))])).toEqual([
    { setting: "state", before: undefined, after: "elsewhere", customers: ["b"] },
  ]);
});

test("the first subscription of a customer brings what the others have, and a document that is no stack says nothing", () => {
  const empty: Deployment = { tenantId: undefined, settings: { state: "files in ../../../state/" } };
  expect(deployments([stack("a", empty), stack("b", USUAL)], [stack("a", USUAL), stack("b", USUAL)])).toEqual(
    [],
  );
  expect(deployments([stack("a")], [stack("a", USUAL)])).toEqual([]);
  expect(deployments([stack("a", USUAL)], [stack("a")])).toEqual([]);
});
