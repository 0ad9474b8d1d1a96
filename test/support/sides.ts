import { type AccessGrant, sortGrants } from "../../lib/access/access-grant.ts";
import type { AccessSide, CustomerAccess } from "../../lib/access/access-side.ts";
import { guidOf } from "./builders.ts";

/** Subscriptions of tests. */
export const SUBSCRIPTION = guidOf("1");
export const OTHER_SUBSCRIPTION = guidOf("2");

/** Ids of roles that tests speak of. */
export const ROLE = {
  reader: "acdd72a7-3385-48ef-bd42-f606fba81ae7",
  contributor: "b24988ac-6180-42a0-ab88-20f7382dd24c",
  owner: "8e3af657-a8ff-443c-a75c-2fe8c4bcb635",
  userAccessAdministrator: "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9",
  delete: "91c1777a-f3dc-4fae-b103-61d183457e46",
  monitoringReader: "43d0d8ad-25c7-4714-9337-8ba259a9fe05",
  virtualMachineContributor: "9980e02c-c2be-4d73-94e8-173b1dc7cf3c",
} as const;

/** A standing grant of Reader to principal `a` on a whole subscription, changed by `changes`. */
export function aGrant(changes: Partial<AccessGrant> = {}): AccessGrant {
  return {
    principalId: guidOf("a"),
    principalDisplayName: "Operators",
    roleDefinitionId: ROLE.reader,
    scope: `/subscriptions/${SUBSCRIPTION}`,
    access: { kind: "standing", delegatedRoleDefinitionIds: [] },
    managingTenantId: guidOf("9"),
    registrationDefinitionId: guidOf("d"),
    registrationAssignmentId: guidOf("e"),
    ...changes,
  };
}

/** Access on request, self-activated with multifactor authentication for four hours, changed by `changes`. */
export function onRequest(changes: object = {}): AccessGrant["access"] {
  return {
    kind: "eligible",
    multiFactorAuthProvider: "Azure",
    maximumActivationDuration: "PT4H",
    approvers: [],
    ...changes,
  };
}

/** The access of a customer that has these grants: definitions and assignments are made to fit them. */
export function anAccess(
  grants: readonly AccessGrant[],
  changes: Partial<CustomerAccess> = {},
): CustomerAccess {
  const subscriptionOf = ({ scope }: { readonly scope: string }) => scope.split("/")[2] ?? "";
  const distinct = <T>(values: readonly T[]) => [
    ...new Map(values.map((value) => [JSON.stringify(value), value])).values(),
  ];
  return {
    customer: "fabrikam",
    subscriptionIds: [...new Set([SUBSCRIPTION, ...grants.map(subscriptionOf)])].sort(),
    definitions: distinct(
      grants.map((grant) => ({
        registrationDefinitionId: grant.registrationDefinitionId,
        subscriptionId: subscriptionOf(grant),
        managingTenantId: grant.managingTenantId,
        name: "Test Operations",
        description: "For tests",
        claimedSource: "operations/standard@1.0.0",
        marketplacePlan: undefined,
      })),
    ),
    assignments: distinct(
      grants.map(({ registrationAssignmentId, registrationDefinitionId, scope }) => ({
        registrationAssignmentId,
        registrationDefinitionId,
        scope,
      })),
    ),
    grants: sortGrants(grants),
    ...changes,
  };
}

/** A whole estate of these customers. */
export function aSide(...customers: readonly CustomerAccess[]): AccessSide {
  return { source: "synthesized", selection: "complete", customers };
}
