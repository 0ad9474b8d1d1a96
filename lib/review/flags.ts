import type { AccessGrant } from "../access/access-grant.ts";
import { definitionKey } from "../access/access-parts.ts";
import type { CustomerAccess, DelegatedAssignment } from "../access/access-side.ts";
import { subscriptionOfScope } from "../delegation/scope.ts";
import type { RoleCatalogue } from "../roles/role-catalogue.ts";
import type { AccessChange, CustomerSides } from "./access-change.ts";
import { definitionIdsOf } from "./access-change.ts";
import { coversScope, samePrincipal, scopesTouch } from "./access-order.ts";
import { type Flag, joinFlags } from "./grade.ts";
import { losesExit, losesReader } from "./lock-out.ts";
import { refusedGrants } from "./refused-grant.ts";
import { isSuperseded, sameTenant } from "./replaced-delegation.ts";

/** Both sides of a customer, with the catalogue. */
export interface Sides extends CustomerSides {
  readonly catalogue: RoleCatalogue;
}

/** The changes with their flags, found by comparing the two whole sides. */
export function flagged(changes: readonly AccessChange[], sides: Sides): AccessChange[] {
  const refused = refusedDefinitions(sides);
  return changes.map((change) => {
    const found = new Set<Flag>(change.flags);
    if (interrupts(change, sides)) found.add("interruption");
    if (locksOut(change, sides)) found.add("lock-out");
    if (onboards(change, sides)) found.add("onboarding");
    if (offboards(change, sides)) found.add("offboarding");
    if (definitionIdsOf(change).some((id) => refused.has(definitionKey(change.subscriptionId, id))))
      found.add("refused-role");
    return { ...change, flags: joinFlags(found) };
  });
}

/**
 * Whether remaining access pauses, or may be removed with the change. One cause is a delegation that another one
 * replaces. The other is another one on the subscription that gives the same principal the same role.
 *
 * @see https://learn.microsoft.com/azure/lighthouse/how-to/update-delegation
 * @see https://learn.microsoft.com/azure/lighthouse/how-to/remove-delegation
 */
function interrupts(change: AccessChange, sides: Sides): boolean {
  if (change.kind === "grant-restated" || change.kind === "grant-altered")
    return !sameOrigin(change.before, change.after);
  if (change.kind === "assignment-removed") return isSuperseded(change.before, sides);
  if (change.kind !== "grant-removed") return false;
  const gone = change.before;
  return sides.after.grants.some(
    (grant) =>
      samePrincipal(grant, gone) &&
      grant.roleDefinitionId === gone.roleDefinitionId &&
      scopesTouch(grant.scope, gone.scope) &&
      !sameOrigin(grant, gone),
  );
}

/** Whether two grants come from one assignment. azurerm also replaces one whose scope is spelled differently. */
function sameOrigin(a: AccessGrant, b: AccessGrant): boolean {
  return (
    a.registrationDefinitionId === b.registrationDefinitionId &&
    a.registrationAssignmentId === b.registrationAssignmentId &&
    a.scope === b.scope
  );
}

function locksOut(change: AccessChange, sides: Sides): boolean {
  if (change.kind !== "grant-removed" && change.kind !== "grant-altered") return false;
  return losesExit(change.before, sides) || losesReader(change.before, sides);
}

function onboards(change: AccessChange, { before, after }: Sides): boolean {
  return change.kind === "assignment-added" && !isDelegated(change.after, after, before);
}

function offboards(change: AccessChange, { before, after }: Sides): boolean {
  return change.kind === "assignment-removed" && !isDelegated(change.before, before, after);
}

/** Whether the other side also delegates an assignment's scope to the same managing tenant. */
function isDelegated(assignment: DelegatedAssignment, own: CustomerAccess, other: CustomerAccess): boolean {
  return other.assignments.some(
    (each) => coversScope(each.scope, assignment.scope) && sameTenant(assignment, own, each, other),
  );
}

/** Azure accepts or refuses a whole definition: one refused grant refuses every change of it. */
function refusedDefinitions({ after, catalogue }: Sides): ReadonlySet<string> {
  return new Set(
    refusedGrants(after.grants, catalogue).map(({ grant: { scope, registrationDefinitionId } }) =>
      definitionKey(subscriptionOfScope(scope), registrationDefinitionId),
    ),
  );
}
