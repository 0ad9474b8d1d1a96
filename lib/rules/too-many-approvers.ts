import { MOST_APPROVERS } from "../delegation/just-in-time-access-policy.ts";
import { eligibleAuthorizations, roleName } from "./offer-parts.ts";
import { distinctApprovers, principalFacts, principalText } from "./principals.ts";
import type { OfferRule } from "./rule.ts";

/** LH017: a policy has no more approvers than Lighthouse allows. */
export const tooManyApprovers: OfferRule = {
  code: "LH017",
  kind: "too-many-approvers",
  severity: "error",
  judges: "offer",
  title: "Every just-in-time access policy has at most 10 approvers",
  what: "A just-in-time access policy names more than 10 different approvers.",
  harm: "Lighthouse documents 10 as the most. azurerm does not count them, so it would turn out only at the deployment that the service does.",
  fix: "Name a group of the managing tenant whose members are the approvers.",
  accept: "Never: it is more than Lighthouse documents.",
  source: "Microsoft: Create eligible authorizations (approvers); that the service refuses more is inference",
  *check({ value: offer, file }, { catalogue }) {
    for (const { principal, role, justInTimeAccessPolicy, path } of eligibleAuthorizations(offer)) {
      const approvers = distinctApprovers(justInTimeAccessPolicy).size;
      if (approvers <= MOST_APPROVERS) continue;
      const name = roleName(catalogue, role);
      yield {
        at: { file, path: [...path, "justInTimeAccessPolicy", "approvers"] },
        problem: `Activations of ${name} by the ${principalText(principal)} have ${approvers} approvers`,
        received: `${approvers} approvers`,
        allowed: `at most ${MOST_APPROVERS} approvers`,
        fix: "name a group whose members are the approvers",
        facts: { principal: principalFacts(principal), role: name, approvers, most: MOST_APPROVERS },
      };
    }
  },
};
