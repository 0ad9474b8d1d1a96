import { nameOfPrincipal } from "../delegation/principal.ts";
import { planVersions } from "./offer-parts.ts";
import type { OfferRule } from "./rule.ts";

/** LH029: activation requires multifactor authentication or an approval. */
export const activationWithoutSafeguard: OfferRule = {
  code: "LH029",
  kind: "activation-without-safeguard",
  severity: "warning",
  judges: "offer",
  title: "Every eligible authorization requires multifactor authentication or an approval",
  what: "An eligible authorization requires no multifactor authentication and has no approver.",
  harm: "An attacker with a session of an eligible principal can activate the role at once. The access is little safer than a standing one.",
  fix: 'Set `multiFactorAuthProvider: "Azure"`, or name approvers.',
  accept:
    "Where Conditional Access of the managing tenant requires multifactor authentication at every sign-in of these principals.",
  source: "Microsoft: Create eligible authorizations (access policy); the assessment is this project's own",
  *check({ value: offer, file }) {
    for (const { version } of planVersions(offer)) {
      for (const { principal, justInTimeAccessPolicy: policy, path } of version.eligibleAuthorizations) {
        if (policy.multiFactorAuthProvider === "Azure" || policy.approvers.length > 0) continue;
        yield {
          at: { file, path: [...path, "justInTimeAccessPolicy"] },
          problem: `${nameOfPrincipal(principal)} can activate the role without multifactor authentication and without approval`,
          received: policy.multiFactorAuthProvider,
          allowed: "multifactor authentication, or at least one approver",
          fix: 'set multiFactorAuthProvider to "Azure", or name approvers',
          facts: { principalId: principal.objectId, principal: principal.displayName },
        };
      }
    }
  },
};
