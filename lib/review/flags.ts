import type { AccessGrant } from "../delegation/access-grant.ts";
import type { CustomerAccess } from "../delegation/access-side.ts";
import { subscriptionOfScope } from "../delegation/scope.ts";
import type { RoleCatalogue } from "../roles/role-catalogue.ts";
import type { AccessChange } from "./access-change.ts";
import { samePrincipal, scopesTouch } from "./access-order.ts";
import { definitionIdsOf } from "./definition-ids.ts";
import { type Flag, joinFlags } from "./grade.ts";
import { losesExit, losesReader } from "./lock-out.ts";
import { isRefused } from "./refused-grant.ts";

/** Both sides of a customer, as flags need them. */
export interface Sides {
  readonly before: CustomerAccess;
  readonly after: CustomerAccess;
  readonly catalogue: RoleCatalogue;
}

/** The changes with every flag that the two sides, taken as a whole, put on them. */
export function flagged(changes: readonly AccessChange[], sides: Sides): AccessChange[] {
  const refused = refusedDefinitions(sides);
  return changes.map((change) => {
    const found = new Set<Flag>(change.flags);
    if (interrupts(change, sides)) found.add("interruption");
    if (locksOut(change, sides)) found.add("lock-out");
    if (onboards(change, sides)) found.add("onboarding");
    if (offboards(change, sides)) found.add("offboarding");
    if (definitionIdsOf(change).some((id) => refused.has(`${change.subscriptionId}/${id}`)))
      found.add("refused-role");
    return { ...change, flags: joinFlags(found) };
  });
}

/**
 * Whether access that is to stay pauses, or may go with what is removed: the same principal and role come from another
 * definition or assignment on the subscription from now on, or always did (facts 2.3: overlap trap, rename trap).
 */
function interrupts(change: AccessChange, { after }: Sides): boolean {
  if (change.kind === "grant-restated" || change.kind === "grant-altered")
    return !sameOrigin(change.before, change.after);
  if (change.kind !== "grant-removed") return false;
  const gone = change.before;
  return after.grants.some(
    (grant) =>
      samePrincipal(grant, gone) &&
      grant.roleDefinitionId === gone.roleDefinitionId &&
      scopesTouch(grant.scope, gone.scope) &&
      !sameOrigin(grant, gone),
  );
}

function sameOrigin(a: AccessGrant, b: AccessGrant): boolean {
  return (
    a.registrationDefinitionId === b.registrationDefinitionId &&
    a.registrationAssignmentId === b.registrationAssignmentId
  );
}

function locksOut(change: AccessChange, sides: Sides): boolean {
  if (change.kind !== "grant-removed" && change.kind !== "grant-altered") return false;
  return losesExit(change.before, sides) || losesReader(change.before, sides);
}

function onboards(change: AccessChange, { before }: Sides): boolean {
  if (change.kind !== "assignment-added") return false;
  return !before.assignments.some(({ scope }) => scopesTouch(scope, change.after.scope));
}

function offboards(change: AccessChange, { after }: Sides): boolean {
  if (change.kind !== "assignment-removed") return false;
  const stays = after.assignments.some(({ scope }) => scopesTouch(scope, change.before.scope));
  return !stays;
}

/** Azure takes a definition as a whole: one refused role in it refuses every change of it. */
function refusedDefinitions({ after, catalogue }: Sides): ReadonlySet<string> {
  const refused = after.grants.filter((grant) => isRefused(grant, catalogue));
  return new Set(
    refused.map(
      ({ scope, registrationDefinitionId }) => `${subscriptionOfScope(scope)}/${registrationDefinitionId}`,
    ),
  );
}
