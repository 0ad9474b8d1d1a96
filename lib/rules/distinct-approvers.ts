import type { JustInTimeAccessPolicy } from "../delegation/just-in-time-access-policy.ts";
import type { EligibleAuthorization } from "../delegation/offer.ts";
import type { Principal } from "../delegation/principal.ts";
import type { Guid } from "../values/guid.ts";

/** The approvers of a policy by object id, each once, as first written. */
export function distinctApprovers(policy: JustInTimeAccessPolicy): ReadonlyMap<Guid, Principal> {
  const approvers = new Map<Guid, Principal>();
  for (const approver of policy.approvers) {
    if (!approvers.has(approver.objectId)) approvers.set(approver.objectId, approver);
  }
  return approvers;
}

/** Whether the eligible principal itself, and nobody else, is to approve its activation. */
export function isOnlyApproverOfItself(eligible: EligibleAuthorization): boolean {
  const approvers = distinctApprovers(eligible.justInTimeAccessPolicy);
  return approvers.size === 1 && approvers.has(eligible.principal.objectId);
}
