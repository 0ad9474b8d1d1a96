import type { Guid } from "../values/guid.ts";
import type { AppliedPolicy, SubscriptionAnswers } from "./answers.ts";
import { found, type PreflightFinding } from "./reasons.ts";

/** Judges whether policies of a subscription let each managing tenant be delegated to. */
export function judgePolicies(
  { id, policies }: SubscriptionAnswers,
  managingTenantIds: readonly Guid[],
): PreflightFinding[] {
  const subscriptionId = id;
  if (!policies.ok) return [found("policies-not-read", { subscriptionId, problem: policies.error })];
  const findings = policies.value.policies.flatMap((each) =>
    judgePolicy(each, subscriptionId, managingTenantIds),
  );
  const { assignments } = policies.value;
  return findings.length > 0 ? findings : [found("no-policy-denies", { subscriptionId, assignments })];
}

function judgePolicy(
  { assignmentId, name, effect }: AppliedPolicy,
  subscriptionId: Guid,
  managingTenantIds: readonly Guid[],
): PreflightFinding[] {
  switch (effect.kind) {
    case "allows-tenants":
      return managingTenantIds
        .filter((tenantId) => !effect.tenantIds.includes(tenantId))
        .map((tenantId) => found("tenant-not-allowed", { subscriptionId, assignmentId, name, tenantId }));
    case "may-deny":
      return [
        found("policy-may-deny", { subscriptionId, assignmentId, name, definitionId: effect.definitionId }),
      ];
    case "not-read": {
      const { definitionId, problem } = effect;
      return [found("policy-not-read", { subscriptionId, name, definitionId, problem })];
    }
  }
}
