import { subscriptionOfScope } from "../delegation/scope.ts";
import { asciiLowerCase } from "../values/ascii-lower-case.ts";
import type { Guid } from "../values/guid.ts";
import type { AccessGrant } from "./access-grant.ts";
import type { CustomerAccess, DelegatedAssignment, DelegatedDefinition } from "./access-side.ts";

/** Key of a definition in one document: the same id can be on several subscriptions. */
export function definitionKey(subscriptionId: Guid, registrationDefinitionId: Guid): string {
  return `${subscriptionId}/${registrationDefinitionId}`;
}

/** The definition with this id on a subscription. Undefined where the document does not have it. */
export function definitionOn(
  access: CustomerAccess | undefined,
  subscriptionId: Guid,
  registrationDefinitionId: Guid,
): DelegatedDefinition | undefined {
  return access?.definitions.find(
    (each) =>
      each.registrationDefinitionId === registrationDefinitionId && each.subscriptionId === subscriptionId,
  );
}

/** Whether a document grants nothing by a definition: it lacks the definition, or every assignment. */
export function isMissing(
  access: CustomerAccess | undefined,
  subscriptionId: Guid,
  registrationDefinitionId: Guid,
): boolean {
  return (
    definitionOn(access, subscriptionId, registrationDefinitionId) === undefined ||
    access?.assignments.some(
      (each) =>
        each.registrationDefinitionId === registrationDefinitionId &&
        subscriptionOfScope(each.scope) === subscriptionId,
    ) !== true
  );
}

/** The definition that an assignment delegates. */
export function definitionOf(
  { registrationDefinitionId, scope }: DelegatedAssignment,
  access: CustomerAccess,
): DelegatedDefinition | undefined {
  return definitionOn(access, subscriptionOfScope(scope), registrationDefinitionId);
}

/** The grants that come from a definition, through any assignment. */
export function grantsOfDefinition(
  {
    subscriptionId,
    registrationDefinitionId,
  }: Pick<DelegatedDefinition, "subscriptionId" | "registrationDefinitionId">,
  grants: readonly AccessGrant[],
): AccessGrant[] {
  return grants.filter(
    (grant) =>
      grant.registrationDefinitionId === registrationDefinitionId &&
      subscriptionOfScope(grant.scope) === subscriptionId,
  );
}

/** The grants that come from an assignment. */
export function grantsOfAssignment(
  { registrationAssignmentId, scope }: DelegatedAssignment,
  grants: readonly AccessGrant[],
): AccessGrant[] {
  return grants.filter(
    (grant) =>
      grant.registrationAssignmentId === registrationAssignmentId &&
      asciiLowerCase(grant.scope) === asciiLowerCase(scope),
  );
}
