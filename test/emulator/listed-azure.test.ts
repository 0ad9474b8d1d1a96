import { expect, test } from "vitest";
import type { AzureDirectory } from "../../lib/emulator/directory.ts";
import { subscriptionsWithoutTenant } from "../../lib/emulator/directory.ts";
import { savedFromLists } from "../../lib/emulator/listed-azure.ts";
import { readListedResources } from "../../lib/formats/arm/lists.ts";
import {
  assignment,
  CUSTOMER,
  definition,
  GROUP,
  MANAGING,
  OTHER,
  OWNER,
  PERSON,
  ROLES,
  SCOPE,
  SmallAzure,
  SUBSCRIPTION,
} from "../support/azure.ts";

/*
 * An emulated Azure that begins with what Azure's lists hold.
 */

const WEB = `${SCOPE}/resourceGroups/Web`;

/** A small Azure with a delegation of the subscription and one of a group. */
function delegated(): SmallAzure {
  const azure = new SmallAzure();
  azure.define("1", {
    eligibleAuthorizations: [
      {
        principalId: PERSON,
        roleDefinitionId: ROLES.contributor,
        justInTimeAccessPolicy: { multiFactorAuthProvider: "Azure", maximumActivationDuration: "PT2H" },
      },
    ],
  });
  azure.define("2", { registrationDefinitionName: "Web" });
  azure.assign("1", "1");
  azure.assign("2", "2", WEB);
  return azure;
}

function listsOf(azure: SmallAzure) {
  const list = (path: string) => azure.ask("GET", path.replace(/\/[^/]+$/, "")).body.value;
  const read = readListedResources({
    definitions: list(definition("1")),
    assignments: [...list(assignment("1")), ...list(assignment("2", WEB))],
  });
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return read.value;
}

test("it holds the same delegations, gives the same access and the same answers, and nothing was gained", () => {
  const real = delegated();
  const copy = new SmallAzure(savedFromLists(listsOf(real)));
  expect(copy.azure.resources()).toEqual(real.azure.resources());
  expect(copy.azure.access()).toEqual(real.azure.access());
  expect(copy.azure.access()).toHaveLength(3);
  expect(copy.azure.history()).toEqual([]);
  for (const path of [definition("1"), definition("2"), assignment("1"), assignment("2", WEB)])
    expect(copy.ask("GET", path)).toEqual(real.ask("GET", path));
  // and it goes on as any other
  expect(copy.unassign("1").status).toBe(202);
  expect(copy.held).toEqual([[GROUP, ROLES.reader]]);
  const saved = new SmallAzure(copy.azure.save());
  expect(saved.azure.access()).toEqual(copy.azure.access());
});

const EMPTY: AzureDirectory = { tenants: [], subscriptions: [], signedIn: { clientId: OWNER } };

test("tenants, subscriptions and groups that only the lists know are added", () => {
  const saved = savedFromLists(listsOf(delegated()));
  const { directory } = new SmallAzure(saved, EMPTY).azure;
  expect(directory.tenants.map(({ id, name }) => [id, name]).sort()).toEqual(
    [
      [CUSTOMER, "Customer"],
      [MANAGING, "Provider"],
    ].sort(),
  );
  expect(directory.subscriptions).toEqual([
    {
      id: SUBSCRIPTION,
      name: SUBSCRIPTION,
      tenantId: CUSTOMER,
      roleAssignments: [],
      resourceGroups: ["Web"],
    },
  ]);
});

test("what the directory knows stays, but a subscription is in the tenant that Azure names", () => {
  const saved = savedFromLists(listsOf(delegated()));
  const principals = [{ id: OWNER, type: "User" as const, displayName: "Owner" }];
  const { directory } = new SmallAzure(saved, {
    ...EMPTY,
    tenants: [{ id: CUSTOMER, name: "Own name", principals }],
    subscriptions: [
      {
        id: SUBSCRIPTION,
        name: "production",
        tenantId: OTHER,
        resourceGroups: ["WEB", "data"],
        roleAssignments: [{ principalId: OWNER, role: "Owner" }],
      },
    ],
  }).azure;
  expect(directory.tenants.find(({ id }) => id === CUSTOMER)).toEqual({
    id: CUSTOMER,
    name: "Own name",
    principals,
  });
  expect(directory.subscriptions).toEqual([
    {
      id: SUBSCRIPTION,
      name: "production",
      tenantId: CUSTOMER,
      resourceGroups: ["WEB", "data"],
      roleAssignments: [{ principalId: OWNER, role: "Owner" }],
    },
  ]);
});

test("a subscription that nothing gives a tenant is named, and what failed gives no access", () => {
  const { definitions, assignments } = listsOf(delegated());
  const [first] = definitions;
  if (first === undefined) throw new Error("nothing is listed");
  const { manageeTenantId: _, ...properties } = first.properties;
  const older = savedFromLists({ definitions: [{ ...first, properties }], assignments: [] });
  expect(subscriptionsWithoutTenant(EMPTY, older.listed)).toEqual([SUBSCRIPTION]);
  expect(subscriptionsWithoutTenant(new SmallAzure().azure.directory, older.listed)).toEqual([]);
  const failing = savedFromLists({
    definitions,
    assignments: assignments.map((each) => ({
      ...each,
      properties: { ...each.properties, provisioningState: "Failed" },
    })),
  });
  expect(new SmallAzure(failing).azure.access()).toEqual([]);
  expect(new SmallAzure(failing).ask("GET", assignment("1")).body.properties.provisioningState).toBe(
    "Failed",
  );
});
