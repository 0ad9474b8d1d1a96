import { planVersions, roleName } from "./offer-parts.ts";
import { isOnlyApproverOfItself, principalFacts, principalText } from "./principals.ts";
import type { OfferRule } from "./rule.ts";

/** LH018: a user who may activate a role is not its only approver. */
export const eligibleUserApprovesAlone: OfferRule = {
  code: "LH018",
  kind: "eligible-user-approves-alone",
  severity: "error",
  judges: "offer",
  title: "No eligible user is the only approver of that user's own activation",
  what: "An eligible authorization is for a user, and its just-in-time access policy names only that user as approver.",
  harm: "Approvers cannot approve their own access. The activation can never be approved, so the user never gets the role.",
  fix: "Name another approver, or remove `approvers` so that activation needs no approval.",
  accept: "Never: the role could not be activated.",
  source:
    "Microsoft: Create eligible authorizations (approvers cannot approve their own access; a different approver must); that the role can then never be activated is inference",
  *check({ value: offer, file }, { catalogue }) {
    // as written: where a revocation leaves the user alone, the authorization is left out
    const written = planVersions(offer).map(({ version }) => version.whole ?? version);
    for (const eligible of written.flatMap(({ eligibleAuthorizations }) => eligibleAuthorizations)) {
      const { principal, role, path } = eligible;
      if (principal.type !== "User" || !isOnlyApproverOfItself(eligible)) continue;
      const name = roleName(catalogue, role);
      yield {
        at: { file, path: [...path, "justInTimeAccessPolicy", "approvers"] },
        problem: `The ${principalText(principal)} is the only approver of their own activation of ${name}, so it can never be approved`,
        received: principalText(principal),
        allowed: "an approver other than the eligible user, or no approvers",
        fix: "add another approver, or remove `approvers`",
        facts: { principal: principalFacts(principal), role: name },
      };
    }
  },
};
