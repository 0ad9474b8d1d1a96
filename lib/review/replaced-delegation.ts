import type { CustomerAccess, DelegatedAssignment } from "../delegation/access-side.ts";
import { subscriptionOfScope } from "../delegation/scope.ts";
import { offerOfSource } from "../delegation/version-marker.ts";
import { scopesTouch } from "./access-order.ts";
import { assignmentKey } from "./delegation-changes.ts";

/**
 * Whether another delegation comes in the place of one that goes: on a scope that touches its own, and either some
 * principal has access by both, or both are of one offer. Whoever has access by both has none in between, because the
 * old one must be gone first.
 *
 * @see https://learn.microsoft.com/azure/lighthouse/how-to/update-delegation
 */
export function isReplaced(
  gone: DelegatedAssignment,
  { before, after }: { readonly before: CustomerAccess; readonly after: CustomerAccess },
): boolean {
  const former = new Set(before.assignments.map(assignmentKey));
  const [holders, offer] = [holdersOf(gone, before), offerOf(gone, before)];
  return after.assignments
    .filter((each) => !former.has(assignmentKey(each)) && scopesTouch(each.scope, gone.scope))
    .some(
      (come) =>
        (offer !== undefined && offer === offerOf(come, after)) ||
        [...holdersOf(come, after)].some((holder) => holders.has(holder)),
    );
}

/** Who has access by an assignment: principals, each with its tenant. */
function holdersOf({ registrationAssignmentId, scope }: DelegatedAssignment, { grants }: CustomerAccess) {
  const own = grants.filter(
    (grant) =>
      grant.registrationAssignmentId === registrationAssignmentId &&
      grant.scope.toLowerCase() === scope.toLowerCase(),
  );
  return new Set(own.map(({ managingTenantId, principalId }) => `${managingTenantId}/${principalId}`));
}

/** The offer that an assignment's definition claims to be of: who claims another one hides nothing but this. */
function offerOf({ registrationDefinitionId, scope }: DelegatedAssignment, { definitions }: CustomerAccess) {
  const definition = definitions.find(
    (each) =>
      each.registrationDefinitionId === registrationDefinitionId &&
      each.subscriptionId === subscriptionOfScope(scope),
  );
  return definition?.claimedSource === undefined ? undefined : offerOfSource(definition.claimedSource);
}
