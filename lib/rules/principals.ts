import type { JustInTimeAccessPolicy } from "../delegation/just-in-time-access-policy.ts";
import type { EligibleAuthorization } from "../delegation/offer.ts";
import type { Principal } from "../delegation/principal.ts";
import type { Guid } from "../values/guid.ts";
import type { Json } from "./finding.ts";

const TYPE_WORDS = {
  Group: "group",
  User: "user",
  ServicePrincipal: "service principal",
  unknown: "principal",
} as const satisfies Record<Principal["type"], string>;

/** Names a principal in a sentence, without article: `group "Operations Engineers"`. */
export function principalText(principal: Principal): string {
  const { type, displayName, objectId } = principal;
  return `${TYPE_WORDS[type]} ${displayName === "" ? objectId : `"${displayName}"`}`;
}

/** Encodes a principal for the facts of a breach. */
export function principalFacts({ type, objectId, displayName }: Principal): Json {
  return { type, objectId, displayName };
}

/** Distinct approvers of a policy by object id; of duplicates the first. */
export function distinctApprovers(policy: JustInTimeAccessPolicy): ReadonlyMap<Guid, Principal> {
  const approvers = new Map<Guid, Principal>();
  for (const approver of policy.approvers) {
    if (!approvers.has(approver.objectId)) approvers.set(approver.objectId, approver);
  }
  return approvers;
}

/** Whether the eligible principal itself is the only approver of its activation. */
export function isOnlyApproverOfItself(eligible: EligibleAuthorization): boolean {
  const approvers = distinctApprovers(eligible.justInTimeAccessPolicy);
  return approvers.size === 1 && approvers.has(eligible.principal.objectId);
}
