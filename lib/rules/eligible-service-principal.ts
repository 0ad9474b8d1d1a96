import { roleName } from "./offer-parts.ts";
import { principalFacts, principalText } from "./principals.ts";
import { refusedEligible } from "./refused-authorizations.ts";
import type { OfferRule } from "./rule.ts";

/** LH010: no eligible principal is a service principal. */
export const eligibleServicePrincipal: OfferRule = {
  code: "LH010",
  kind: "eligible-service-principal",
  severity: "error",
  judges: "offer",
  title: "No eligible authorization is for a service principal",
  what: "An eligible authorization names a service principal.",
  harm: "A service principal cannot activate a role. It would never get the access that the customer sees.",
  fix: "Name a user or a group, or give the service principal a standing authorization for the narrowest role that it needs.",
  accept: "Never: Lighthouse does not support it.",
  source: "Microsoft: Create eligible authorizations (user)",
  *check({ value: offer, file }, { catalogue }) {
    for (const { authorization } of refusedEligible(offer, catalogue, "service-principal-eligible")) {
      const { principal, role, path } = authorization;
      const name = roleName(catalogue, role);
      yield {
        at: { file, path: [...path, "principal"] },
        problem: `The ${principalText(principal)} is eligible for ${name} but cannot activate a role`,
        received: principalText(principal),
        allowed: "a user or a group",
        fix: "name a user or a group, or make it a standing authorization",
        facts: { principal: principalFacts(principal), role: name },
      };
    }
  },
};
