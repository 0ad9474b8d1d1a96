import { eligibleAuthorizations, roleName, standingAuthorizations } from "./offer-parts.ts";
import { principalFacts, principalText } from "./principals.ts";
import type { OfferRule } from "./rule.ts";

/** LH026: access is granted to groups and service principals, not to users. */
export const userPrincipal: OfferRule = {
  code: "LH026",
  kind: "user-principal",
  severity: "warning",
  judges: "offer",
  title: "Every authorization is for a group or a service principal",
  what: "An authorization or eligible authorization names a single user.",
  harm: "When the user leaves or changes duties, every delegation of the plan version must be deployed again to revoke or move the access. The customer sees the user's name.",
  fix: "Name a security group and make the user a member. For automation, name a service principal.",
  accept: "When exactly one person must hold the role and the customer has agreed to that person.",
  source:
    "Microsoft: Tenants, users, and roles in Azure Lighthouse scenarios (best practices); Onboard a customer to Azure Lighthouse (groups rather than individual users)",
  *check({ value: offer, file }, { catalogue }) {
    for (const { principal, role, path } of [
      ...standingAuthorizations(offer),
      ...eligibleAuthorizations(offer),
    ]) {
      if (principal.type !== "User") continue;
      const name = roleName(catalogue, role);
      yield {
        at: { file, path: [...path, "principal"] },
        problem: `${name} goes to the single ${principalText(principal)}`,
        received: principalText(principal),
        allowed: "a group, or a service principal for automation",
        fix: "name a security group that the user is a member of",
        facts: { principal: principalFacts(principal), role: name },
      };
    }
  },
};
