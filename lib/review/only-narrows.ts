import { type AccessGrant, delegatedRoles, grantIdentity } from "../access/access-grant.ts";
import type { CustomerAccess } from "../access/access-side.ts";
import { asciiLowerCase } from "../values/ascii-lower-case.ts";
import { reachesAsFar } from "./access-order.ts";

/**
 * Whether a change of a customer takes access away and does nothing else. What is left is there already, by the same
 * delegations, role by role, on the same or stricter terms. A role that another one covers is not looked for. So the
 * answer needs no role catalogue, and `false` may be too careful.
 */
export function onlyNarrows(before: CustomerAccess, after: CustomerAccess): boolean {
  return (
    after.grants.every((grant) => before.grants.some((each) => allowsAsMuch(each, grant))) &&
    isAmong(after.definitions.map(definitionText), before.definitions.map(definitionText)) &&
    isAmong(after.assignments.map(assignmentText), before.assignments.map(assignmentText)) &&
    !isAmong(before.grants.map(grantIdentity), after.grants.map(grantIdentity))
  );
}

function allowsAsMuch(grant: AccessGrant, other: AccessGrant): boolean {
  return (
    grant.roleDefinitionId === other.roleDefinitionId &&
    reachesAsFar(grant, other) &&
    isAmong(delegatedRoles(other), delegatedRoles(grant))
  );
}

type Definition = CustomerAccess["definitions"][number];
type Assignment = CustomerAccess["assignments"][number];

/** What Azure cannot change of a definition in place. */
function definitionText({
  registrationDefinitionId,
  subscriptionId,
  managingTenantId,
  name,
  marketplacePlan = "",
}: Definition): string {
  return JSON.stringify([registrationDefinitionId, subscriptionId, managingTenantId, name, marketplacePlan]);
}

function assignmentText({ registrationAssignmentId, registrationDefinitionId, scope }: Assignment): string {
  return JSON.stringify([registrationAssignmentId, registrationDefinitionId, asciiLowerCase(scope)]);
}

function isAmong(texts: readonly string[], others: readonly string[]): boolean {
  const known = new Set(others);
  return texts.every((text) => known.has(text));
}
