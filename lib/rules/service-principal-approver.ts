import { roleName } from "./offer-parts.ts";
import { principalFacts, principalText } from "./principals.ts";
import { refusedEligible } from "./refused-authorizations.ts";
import type { OfferRule } from "./rule.ts";

/** LH011: no approver is a service principal. */
export const servicePrincipalApprover: OfferRule = {
  code: "LH011",
  kind: "service-principal-approver",
  severity: "error",
  judges: "offer",
  title: "No approver is a service principal",
  what: "A just-in-time access policy names a service principal as approver.",
  harm: "A service principal cannot be an approver. If it is the only one, no activation can be approved.",
  fix: "Name a user or a group as approver.",
  accept: "Never: Lighthouse does not support it.",
  source:
    "Microsoft: Create eligible authorizations (approvers); that no activation can be approved where it is the only one is inference",
  *check({ value: offer, file }, { catalogue }) {
    const refused = refusedEligible(offer, catalogue, "service-principal-approves");
    for (const { authorization, refusal } of refused) {
      const { principal, role, justInTimeAccessPolicy, path } = authorization;
      for (const [index, approver] of justInTimeAccessPolicy.approvers.entries()) {
        if (!refusal.indexes.includes(index)) continue;
        const name = roleName(catalogue, role);
        yield {
          at: { file, path: [...path, "justInTimeAccessPolicy", "approvers", index] },
          problem: `The ${principalText(approver)} cannot approve, but is an approver of the ${principalText(principal)} for ${name}`,
          received: principalText(approver),
          allowed: "a user or a group",
          fix: "name a user or a group as approver",
          facts: { approver: principalFacts(approver), principal: principalFacts(principal), role: name },
        };
      }
    }
  },
};
