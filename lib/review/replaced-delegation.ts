import { definitionOf, grantsOfAssignment } from "../access/access-parts.ts";
import type { CustomerAccess, DelegatedAssignment } from "../access/access-side.ts";
import { offerOfSource } from "../delegation/version-marker.ts";
import type { CustomerSides } from "./access-change.ts";
import { scopesTouch } from "./access-order.ts";
import { assignmentKey } from "./delegation-changes.ts";

/**
 * Whether another delegation replaces a removed one. It is on a touching scope. It shares a principal or the offer with
 * the old one, or belongs to a new managing tenant. Shared principals have no access in between, because the old one is
 * removed first.
 *
 * @see https://learn.microsoft.com/azure/lighthouse/how-to/update-delegation
 */
export function isSuperseded(gone: DelegatedAssignment, { before, after }: CustomerSides): boolean {
  const former = new Set(before.assignments.map(assignmentKey));
  const [holders, offer] = [holdersOf(gone, before), offerOf(gone, before)];
  return after.assignments
    .filter((each) => !former.has(assignmentKey(each)) && scopesTouch(each.scope, gone.scope))
    .some(
      (come) =>
        (offer !== undefined && offer === offerOf(come, after)) ||
        [...holdersOf(come, after)].some((holder) => holders.has(holder)) ||
        (!stays(gone, before, after) && !stays(come, after, before)),
    );
}

/** Principals with access by an assignment, each with its tenant. */
function holdersOf(assignment: DelegatedAssignment, { grants }: CustomerAccess): ReadonlySet<string> {
  const own = grantsOfAssignment(assignment, grants);
  return new Set(own.map(({ managingTenantId, principalId }) => `${managingTenantId}/${principalId}`));
}

/** The offer that an assignment's definition claims. A false claim hides only this one of the three signs. */
function offerOf(assignment: DelegatedAssignment, access: CustomerAccess): string | undefined {
  const source = definitionOf(assignment, access)?.claimedSource;
  return source === undefined ? undefined : offerOfSource(source);
}

/** Whether an assignment's managing tenant also has one on the other side. It must be on a touching scope. */
function stays(assignment: DelegatedAssignment, own: CustomerAccess, other: CustomerAccess): boolean {
  return other.assignments.some(
    (each) => scopesTouch(each.scope, assignment.scope) && sameTenant(assignment, own, each, other),
  );
}

/** Whether two assignments, each of its side, are to one managing tenant. An unknown tenant equals no other. */
export function sameTenant(
  assignment: DelegatedAssignment,
  access: CustomerAccess,
  other: DelegatedAssignment,
  otherAccess: CustomerAccess,
): boolean {
  const tenant = definitionOf(assignment, access)?.managingTenantId;
  return tenant !== undefined && tenant === definitionOf(other, otherAccess)?.managingTenantId;
}
