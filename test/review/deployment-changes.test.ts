import { expect, test } from "vitest";
import type { CustomerAccess } from "../../lib/access/access-side.ts";
import type { Deployment, DeploymentSetting } from "../../lib/access/deployment.ts";
import { compareSides } from "../../lib/review/compare.ts";
import { guidOf } from "../support/builders.ts";
import { sampleCatalogue } from "../support/catalogue.ts";
import { aGrant, anAccess, aSide } from "../support/sides.ts";

const USUAL: Deployment = {
  tenantId: guidOf("7"),
  settings: {
    cloud: { code: "public" },
    "sign-in": { code: "azure-cli" },
    partner: { code: "none" },
    azurerm: { code: "versions", constraint: ">= 4.55.0, < 6.0.0" },
    "resource-provider": { code: "registered" },
    state: { code: "files", folder: "../../../state/" },
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
  if (!compared.ok) throw new Error(JSON.stringify(compared.error));
  expect(compared.value.grade).toBe(before.length < after.length ? "broadening" : "none");
  return compared.value.deployments;
}

test("a stack that is deployed as before is told nothing of", () => {
  expect(deployments([stack("a", USUAL)], [stack("a", set({}))])).toEqual([]);
});

const OIDC = { code: "open-id-connect", clientId: guidOf("6") } as const;
const EVIL = { code: "hcp-terraform", hostname: "evil.example", organization: "o" } as const;
const tenant = (tenantId: string) => ({ code: "tenant", tenantId }) as const;
const storage = (name: string): Deployment["settings"] => ({
  state: { code: "azure-storage", arguments: { storage_account_name: name } },
});

test.each<[DeploymentSetting, Deployment["settings"], Deployment["settings"]]>([
  ["state", {}, { state: EVIL }],
  ["state", { state: EVIL }, { state: { ...EVIL, project: "p" } }],
  ["state", storage("a"), storage("b")],
  ["sign-in", {}, { "sign-in": OIDC }],
  ["sign-in", { "sign-in": OIDC }, { "sign-in": { ...OIDC, clientId: guidOf("5") } }],
  ["partner", {}, { partner: { code: "credited", partnerId: guidOf("b") } }],
  ["cloud", {}, { cloud: { code: "usgovernment" } }],
  ["resource-provider", {}, { "resource-provider": { code: "not-registered" } }],
  ["azurerm", {}, { azurerm: { code: "versions", constraint: "~> 5.2" } }],
])("another %s is told, though nobody's access changes", (setting, old, now) => {
  const [before, after] = [set(old), set(now)];
  expect(deployments([stack("a", before)], [stack("a", after)])).toEqual([
    { setting, before: before.settings[setting], after: after.settings[setting], customers: ["a"] },
  ]);
});

test("another tenant is told, though nobody's access changes", () => {
  const now = { ...USUAL, tenantId: guidOf("8") };
  expect(deployments([stack("a", USUAL)], [stack("a", now)])).toEqual([
    { setting: "tenant", before: tenant(guidOf("7")), after: tenant(guidOf("8")), customers: ["a"] },
  ]);
});

test("the same of many customers is told once", () => {
  const now = set({ azurerm: { code: "versions", constraint: "~> 5.2" } });
  const before = ["a", "b", "c"].map((id) => stack(id, USUAL));
  expect(deployments(before, [stack("a", now), stack("b", USUAL), stack("c", now)])).toEqual([
    {
      setting: "azurerm",
      before: USUAL.settings.azurerm,
      after: now.settings.azurerm,
      customers: ["a", "c"],
    },
  ]);
});

test("a new stack is told of where no stack before is deployed so, but for its own tenant and sign-in", () => {
  const before = [stack("a", USUAL)];
  const own = { ...set({ "sign-in": OIDC }), tenantId: guidOf("8") };
  expect(deployments(before, [...before, stack("b", own)])).toEqual([]);
  expect(deployments(before, [...before, stack("b", set({ state: EVIL }))])).toEqual([
    { setting: "state", before: undefined, after: EVIL, customers: ["b"] },
  ]);
});

test("the first subscription of a customer brings what the others have, and a document that is no stack says nothing", () => {
  const empty: Deployment = {
    tenantId: undefined,
    settings: { state: { code: "files", folder: "../../../state/" } },
  };
  expect(deployments([stack("a", empty), stack("b", USUAL)], [stack("a", USUAL), stack("b", USUAL)])).toEqual(
    [],
  );
  expect(deployments([stack("a")], [stack("a", USUAL)])).toEqual([]);
  expect(deployments([stack("a", USUAL)], [stack("a")])).toEqual([]);
});
