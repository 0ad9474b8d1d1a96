import { MOST_APPROVERS } from "../delegation/azure-limits.ts";
import { roleName } from "./offer-parts.ts";
import { principalFacts, principalText } from "./principals.ts";
import { refusedEligible } from "./refused-authorizations.ts";
import type { OfferRule } from "./rule.ts";

/** LH017: a policy has at most as many approvers as Lighthouse allows. */
export const tooManyApprovers: OfferRule = {
  code: "LH017",
  kind: "too-many-approvers",
  severity: "error",
  judges: "offer",
  title: `Every just-in-time access policy has at most ${MOST_APPROVERS} approvers`,
  what: `A just-in-time access policy names more than ${MOST_APPROVERS} different approvers.`,
  harm: `Lighthouse documents a maximum of ${MOST_APPROVERS}. azurerm does not check it, so the deployment would fail only when the service refuses it.`,
  fix: "Name a group of the managing tenant whose members are the approvers.",
  accept: "Never: it exceeds the documented limit.",
  source: "Microsoft: Create eligible authorizations (approvers); that the service refuses more is inference",
  *check({ value: offer, file }, { catalogue }) {
    for (const { authorization, refusal } of refusedEligible(offer, catalogue, "too-many-approvers")) {
      const { principal, role, path } = authorization;
      const { approvers } = refusal;
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
