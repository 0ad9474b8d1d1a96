import { eligibleAuthorizations, roleName } from "./offer-parts.ts";
import { isOnlyApproverOfItself, principalFacts, principalText } from "./principals.ts";
import type { OfferRule } from "./rule.ts";

/** LH019: a group that may activate a role is not its only approver. */
export const eligibleGroupApprovesItself: OfferRule = {
  code: "LH019",
  kind: "eligible-group-approves-itself",
  severity: "warning",
  judges: "offer",
  title: "No eligible group is the only approver of its own members",
  what: "An eligible authorization is for a group, and its just-in-time access policy names only that group as approver.",
  harm: "Members approve each other, without anyone outside the group. A group with one member cannot activate the role, because approvers cannot approve their own access.",
  fix: "Name another group as approver.",
  accept: "When approval by a colleague is intended and the group always has at least two members.",
  source:
    "Microsoft: Create eligible authorizations (approvers cannot approve their own access); that members of one group can approve one another is inference",
  *check({ value: offer, file }, { catalogue }) {
    for (const eligible of eligibleAuthorizations(offer)) {
      const { principal, role, path } = eligible;
      if (principal.type !== "Group" || !isOnlyApproverOfItself(eligible)) continue;
      const name = roleName(catalogue, role);
      yield {
        at: { file, path: [...path, "justInTimeAccessPolicy", "approvers"] },
        problem: `The ${principalText(principal)} is the only approver of its own members' activation of ${name}`,
        received: principalText(principal),
        allowed: "an approver other than the eligible group",
        fix: "name another group as approver",
        facts: { principal: principalFacts(principal), role: name },
      };
    }
  },
};
