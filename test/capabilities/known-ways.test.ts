import { describe, expect, test } from "vitest";
import { assurancesOf } from "../../lib/capabilities/assurances.ts";
import type { CapabilityCode } from "../../lib/capabilities/capabilities.ts";
import { type HeldCapability, heldCapabilities } from "../../lib/capabilities/decide.ts";
import { ESCALATION_CODES, ESCALATIONS, type EscalationCode } from "../../lib/capabilities/escalations.ts";
import { grantedPermissions } from "../../lib/capabilities/granted.ts";
import { knownWays } from "../../lib/capabilities/known-ways.ts";
import type { Permissions } from "../../lib/permissions/permissions.ts";
import { permissionsOf } from "../../lib/permissions/permissions.ts";
import { roleByName } from "../../lib/roles/role-catalogue.ts";
import { sampleCatalogue } from "../support/catalogue.ts";
import { aGrant, onRequest, ROLE } from "../support/sides.ts";

const catalogue = sampleCatalogue();

function allowing(actions: readonly string[], dataActions: readonly string[] = []): Permissions {
  const block = { actions, notActions: [], dataActions, notDataActions: [], condition: null };
  return permissionsOf([{ id: "", name: "", permissions: [block] }], ["control", "data"]);
}

function waysFrom(actions: readonly string[], dataActions: readonly string[] = []) {
  return knownWays({ own: heldCapabilities(allowing(actions, dataActions)), handedOut: [] });
}

/** For each step: operations that begin it, and a capability that it reaches. */
const STEPS: Readonly<
  Record<Exclude<EscalationCode, "delegated-roles">, readonly [string[], CapabilityCode]>
> = {
  "storage-keys": [["Microsoft.Storage/storageAccounts/listKeys/action"], "data.read-files"],
  "database-keys": [["Microsoft.DocumentDB/databaseAccounts/listKeys/action"], "data.use-databases"],
  "messaging-keys": [
    ["Microsoft.ServiceBus/namespaces/authorizationRules/listkeys/action"],
    "data.read-messages",
  ],
  "configuration-keys": [
    ["Microsoft.AppConfiguration/configurationStores/ListKeys/action"],
    "data.read-settings",
  ],
  "analytics-keys": [["Microsoft.Search/searchServices/listAdminKeys/action"], "data.use-ai"],
  "cluster-credentials": [
    ["Microsoft.ContainerService/managedClusters/listClusterAdminCredential/action"],
    "code.clusters",
  ],
  "cluster-bindings": [
    ["Microsoft.ContainerService/managedClusters/trustedAccessRoleBindings/write"],
    "data.use-clusters",
  ],
  "database-roles": [
    ["Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments/write"],
    "data.use-databases",
  ],
  "vault-policies": [["Microsoft.KeyVault/vaults/accessPolicies/write"], "data.read-secrets"],
  "publishing-profiles": [["Microsoft.Web/sites/publishxml/Action"], "code.web-apps"],
  "function-keys": [["Microsoft.Web/sites/host/listkeys/action"], "code.web-apps"],
  "pushed-images": [["Microsoft.ContainerRegistry/registries/push/write"], "code.containers"],
  "registry-credentials": [
    ["Microsoft.ContainerRegistry/registries/listCredentials/action"],
    "code.push-images",
  ],
  "identity-of-machine": [["Microsoft.Compute/virtualMachines/runCommand/action"], "identity.act"],
  "identity-of-web-app": [["Microsoft.Web/sites/publish/Action"], "identity.act"],
  "identity-of-container": [
    ["Microsoft.ContainerInstance/containerGroups/containers/exec/action"],
    "identity.act",
  ],
  "identity-of-cluster": [
    ["Microsoft.ContainerService/managedClusters/runcommand/action"],
    "data.use-clusters",
  ],
  "identity-of-automation": [["Microsoft.Automation/automationAccounts/jobs/write"], "identity.act"],
  "identity-of-logic-app": [["Microsoft.Logic/workflows/write"], "identity.act"],
  "identity-of-pipeline": [["Microsoft.DataFactory/factories/pipelines/createrun/action"], "identity.act"],
  "machine-with-identity": [
    [
      "Microsoft.ManagedIdentity/userAssignedIdentities/assign/action",
      "Microsoft.Compute/virtualMachines/write",
    ],
    "identity.act",
  ],
  "deployment-script-with-identity": [
    [
      "Microsoft.ManagedIdentity/userAssignedIdentities/*/assign/action",
      "Microsoft.Resources/deploymentScripts/write",
    ],
    "identity.act",
  ],
  "federated-credential": [
    ["Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials/write"],
    "identity.act",
  ],
  "sign-in-to-machines": [[], "code.machines"],
  "policy-deployment": [
    ["Microsoft.Authorization/policyAssignments/write", "Microsoft.Authorization/policyDefinitions/write"],
    "identity.act",
  ],
  "role-assignment": [["Microsoft.Authorization/roleAssignments/write"], "data.read-secrets"],
  "role-definition": [["Microsoft.Authorization/roleDefinitions/write"], "access.assign-roles"],
  "elevated-access": [["Microsoft.Authorization/elevateAccess/action"], "access.assign-roles"],
};

describe("each known way", () => {
  test.each(Object.entries(STEPS))(
    "%s begins with its operations and ends where it says",
    (step, [actions, code]) => {
      const signIn =
        step === "sign-in-to-machines" ? ["Microsoft.Compute/virtualMachines/loginAsAdmin/action"] : [];
      const ways = waysFrom(actions, signIn);
      expect(ways.find((each) => each.step === step)?.reaches).toContain(code);
      // without one of its operations the way does not begin
      for (const left of actions) {
        const steps = waysFrom(actions.filter((each) => each !== left)).map((each) => each.step);
        expect(steps, left).not.toContain(step);
      }
    },
  );

  test("is tested here", () => {
    expect([...Object.keys(STEPS), "delegated-roles"].sort()).toEqual([...ESCALATION_CODES].sort());
  });
});

test("ways go on: publishing profiles lead to code, and code to managed identities", () => {
  const ways = waysFrom(["Microsoft.Web/sites/publishxml/Action"]);
  expect(ways).toEqual([
    { step: "publishing-profiles", reaches: ["code.web-apps"] },
    { step: "identity-of-web-app", reaches: ["identity.act"] },
  ]);
});

test("a capability on other services begins no way that needs a certain service", () => {
  expect(waysFrom(["Microsoft.EventGrid/domains/listKeys/action"])).toEqual([]);
});

test("what is completely held is not said to be reached", () => {
  const reached = waysFrom(["Microsoft.Storage/storageAccounts/listKeys/action"], ["Microsoft.Storage/*"]);
  expect(reached.flatMap(({ reaches }) => reaches)).toEqual([]);
});

test("with Reader only reading is allowed, and nothing that is said not to be allowed is reached", () => {
  const { own } = grantedPermissions([aGrant()], catalogue);
  const held = heldCapabilities(own);
  const ways = knownWays({ own: held, handedOut: [] });
  expect(ways).toEqual([]);
  const permissions = grantedPermissions([aGrant()], catalogue);
  const cannot = assurancesOf({ permissions, own: held, handedOut: [], ways });
  expect(cannot).toContain("no-access-management");
  expect(cannot).toContain("no-deletion");
  expect(cannot).toContain("no-code");
  // read operations return keys, logs, costs and container images
  expect(cannot).not.toContain("no-keys");
  expect(cannot).not.toContain("no-logs");
  expect(cannot).not.toContain("no-costs");
  expect(cannot).not.toContain("no-stored-data");
});

/** What may be said of a User Access Administrator that may hand out a role. */
function saidOf(roleName: string) {
  const delegated = roleByName(catalogue, roleName)?.id ?? "";
  const grant = aGrant({
    roleDefinitionId: ROLE.userAccessAdministrator,
    access: { kind: "standing", delegatedRoleDefinitionIds: [delegated] },
  });
  const permissions = grantedPermissions([grant], catalogue);
  const own = heldCapabilities(permissions.own);
  const handedOut = heldCapabilities(permissions.handedOut);
  const ways = knownWays({ own, handedOut });
  return { cannot: assurancesOf({ permissions, own, handedOut, ways }), ways };
}

test("where a data role can be handed to a managed identity, no missing access to data is asserted", () => {
  expect(saidOf("Storage Blob Data Reader").cannot).not.toContain("no-stored-data");
  expect(saidOf("Storage Blob Data Reader").ways).toContainEqual({
    step: "delegated-roles",
    reaches: expect.arrayContaining(["data.read-files"]),
  });
  // a role that reads no data does not take the statement away
  expect(saidOf("Cost Management Reader").cannot).toContain("no-stored-data");
});

test("delegated roles count for User Access Administrator alone", () => {
  const grant = aGrant({
    access: { kind: "standing", delegatedRoleDefinitionIds: [ROLE.contributor] },
  });
  expect(grantedPermissions([grant], catalogue).handedOut.blocks).toEqual([]);
});

test("nothing is said not to be allowed with a role that the catalogue does not know", () => {
  const unknown = aGrant({ roleDefinitionId: "99999999-9999-9999-9999-999999999999" });
  const permissions = grantedPermissions([aGrant(), unknown], catalogue);
  expect(permissions.own.unknownRoles).toHaveLength(1);
  const own = heldCapabilities(permissions.own);
  expect(assurancesOf({ permissions, own, handedOut: [], ways: [] })).toEqual([]);
});

test("nothing is said not to be allowed to one who can act as a managed identity", () => {
  const grant = aGrant({ roleDefinitionId: ROLE.virtualMachineContributor, access: onRequest() });
  const permissions = grantedPermissions([grant], catalogue);
  const own: HeldCapability[] = heldCapabilities(permissions.own);
  const ways = knownWays({ own, handedOut: [] });
  expect(ways.flatMap(({ reaches }) => reaches)).toContain("identity.act");
  expect(assurancesOf({ permissions, own, handedOut: [], ways })).toEqual([]);
});

test("no step reaches what it starts from", () => {
  for (const code of ESCALATION_CODES) {
    const { from, reaches } = ESCALATIONS[code];
    if (typeof from === "string" || typeof reaches === "string") continue;
    const starts = from.map(({ capability }) => capability);
    expect(
      reaches.filter((each) => starts.includes(each)),
      code,
    ).toEqual([]);
  }
});
