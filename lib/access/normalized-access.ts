import { DEFAULT_ACTIVATION_DURATION } from "../delegation/azure-limits.ts";
import { activationMinutes, canonicalDuration } from "../delegation/just-in-time-access-policy.ts";
import { compareText } from "../values/compare-text.ts";
import type { Guid } from "../values/guid.ts";
import type { EligibleAccess, StandingAccess } from "./access-grant.ts";

/** A just-in-time access policy of a document, in any case and order. Missing fields are undefined. */
export interface DocumentedPolicy {
  readonly multiFactorAuthProvider: string | null | undefined;
  readonly maximumActivationDuration: string | null | undefined;
  readonly approvers: EligibleAccess["approvers"];
}

/** Shared by most grants of a fleet. */
const NO_DELEGATED_ROLES: StandingAccess = { kind: "standing", delegatedRoleDefinitionIds: [] };

/** Standing access in its normal form: GUIDs in lower case, sorted, each once. */
export function standingAccess(delegatedRoleDefinitionIds: readonly Guid[]): StandingAccess {
  if (delegatedRoleDefinitionIds.length === 0) return NO_DELEGATED_ROLES;
  const ids = delegatedRoleDefinitionIds.map((id) => id.toLowerCase());
  return { kind: "standing", delegatedRoleDefinitionIds: [...new Set(ids)].sort(compareText) };
}

/**
 * Access on request in its normal form. Missing fields get ARM's defaults. Approvers are sorted by GUID, then name,
 * without duplicates. Durations of hours and minutes have one spelling; others stay unchanged.
 */
export function eligibleAccess(policy: DocumentedPolicy): EligibleAccess {
  const duration = policy.maximumActivationDuration ?? DEFAULT_ACTIVATION_DURATION;
  const minutes = activationMinutes(duration);
  const approvers = policy.approvers
    .map(({ principalId, displayName }) => ({ principalId: principalId.toLowerCase(), displayName }))
    .sort((a, b) => compareText(a.principalId, b.principalId) || compareText(a.displayName, b.displayName));
  return {
    kind: "eligible",
    multiFactorAuthProvider: policy.multiFactorAuthProvider === "Azure" ? "Azure" : "None",
    maximumActivationDuration: minutes === undefined ? duration : canonicalDuration(minutes),
    approvers: approvers.filter((each, index) => {
      const previous = approvers[index - 1];
      return each.principalId !== previous?.principalId || each.displayName !== previous.displayName;
    }),
  };
}
