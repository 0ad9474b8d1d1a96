import type { AccessGrant } from "../access/access-grant.ts";
import {
  definitionKey,
  definitionOn,
  grantsOfAssignment,
  grantsOfDefinition,
} from "../access/access-parts.ts";
import type { DelegatedAssignment, DelegatedDefinition } from "../access/access-side.ts";
import { planOfSource } from "../delegation/version-marker.ts";
import type { AccessChange, CustomerChange } from "../review/access-change.ts";
import { definitionIdsOf } from "../review/access-change.ts";
import { type KnownPlans, sourcesOf } from "./known-plans.ts";

/** Both sides of a change's customer. */
type Sides = Pick<CustomerChange, "before" | "after">;

/**
 * The grants that a change affects. By its grade: those that are added, removed or altered. By its flags, also all
 * grants of a flagged definition or assignment. Azure replaces, removes and refuses it as a whole.
 */
export function affectedGrants(change: AccessChange, sides: Sides, by: "grade" | "flag"): AccessGrant[] {
  switch (change.kind) {
    case "grant-added":
      return [change.after];
    case "grant-removed":
      return [change.before];
    case "grant-altered":
    case "grant-restated":
      return [change.before, change.after];
    case "subscription-vanished":
      return [...change.leftStanding];
    case "subscription-added":
      return [];
    case "definition-added":
    case "assignment-added":
      return by === "grade" ? [] : delegatedBy(change.after, change, sides);
    case "definition-removed":
    case "assignment-removed":
      return by === "grade" ? [] : delegatedBy(change.before, change, sides);
    case "definition-changed":
      return by === "grade" ? [] : delegatedBy(change.after, change, sides);
  }
}

/** All grants of a definition or an assignment, before and after. */
function delegatedBy(
  delegated: DelegatedDefinition | DelegatedAssignment,
  { subscriptionId }: AccessChange,
  { before, after }: Sides,
): AccessGrant[] {
  const grants = [...(before?.grants ?? []), ...(after?.grants ?? [])];
  return "registrationAssignmentId" in delegated
    ? grantsOfAssignment(delegated, grants)
    : grantsOfDefinition({ ...delegated, subscriptionId }, grants);
}

/** The plans of the affected definitions, and whether base confirms all of them. */
export function affectedPlans(
  changes: readonly AccessChange[],
  sides: Sides,
  known: KnownPlans,
): { readonly plans: readonly string[]; readonly plansProven: boolean } {
  const keys = new Map(
    changes.flatMap((change) =>
      definitionIdsOf(change).map((id) => [
        definitionKey(change.subscriptionId, id),
        [change.subscriptionId, id] as const,
      ]),
    ),
  );
  const found = [...keys.values()].map(([subscriptionId, id]) => plansOf(subscriptionId, id, sides, known));
  return {
    plans: [...new Set(found.flatMap(({ plans }) => plans))],
    plansProven: found.length > 0 && found.every(({ proven }) => proven),
  };
}

function plansOf(
  subscriptionId: string,
  id: string,
  { before, after }: Sides,
  known: KnownPlans,
): { readonly plans: readonly string[]; readonly proven: boolean } {
  const [old, now] = [definitionOn(before, subscriptionId, id), definitionOn(after, subscriptionId, id)];
  const alike =
    old === undefined && now !== undefined && after !== undefined ? [...sourcesOf(now, after, known)] : [];
  const claims = [old?.claimedSource, now?.claimedSource].filter((claim) => claim !== undefined);
  return {
    plans: [...claims, ...alike].map(planOfSource),
    proven: old?.claimedSource !== undefined || alike.some((source) => source === now?.claimedSource),
  };
}
