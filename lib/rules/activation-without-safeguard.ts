import { planVersions } from "./offer-parts.ts";
import type { OfferRule } from "./rule.ts";

/** LH029: an eligible authorization is activated with multifactor authentication or with somebody's approval. */
export const activationWithoutSafeguard: OfferRule = {
  code: "LH029",
  kind: "activation-without-safeguard",
  severity: "warning",
  judges: "offer",
  title: "Every eligible authorization is activated with multifactor authentication or with an approval",
  what: "An eligible authorization asks for no multifactor authentication and has no approver.",
  harm: "Whoever has the session of an eligible principal has the role for the asking: the access is standing but for one click.",
  fix: 'Set `multiFactorAuthProvider: "Azure"`, or name approvers.',
  accept:
    "Where Conditional Access of the managing tenant asks for multifactor authentication at every sign-in of these principals.",
  source: "Microsoft: Create eligible authorizations (access policy); the judgement is this project's own",
  *check({ value: offer, file }) {
    for (const { version } of planVersions(offer)) {
      for (const { principal, justInTimeAccessPolicy: policy, path } of version.eligibleAuthorizations) {
        if (policy.multiFactorAuthProvider === "Azure" || policy.approvers.length > 0) continue;
        yield {
          at: { file, path: [...path, "justInTimeAccessPolicy"] },
          problem: `${principal.displayName} activates the role with neither multifactor authentication nor an approval`,
          received: policy.multiFactorAuthProvider,
          allowed: "multifactor authentication, or at least one approver",
          fix: 'set multiFactorAuthProvider to "Azure", or name approvers',
          facts: { principalId: principal.objectId, principal: principal.displayName },
        };
      }
    }
  },
};
