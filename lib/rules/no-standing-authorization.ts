import { lacksStanding } from "../delegation/refusals.ts";
import type { Estate } from "./estate.ts";
import { planVersions } from "./offer-parts.ts";
import type { OfferRule } from "./rule.ts";

/** LH014: every plan version has a standing authorization. */
export const noStandingAuthorization: OfferRule = {
  code: "LH014",
  kind: "no-standing-authorization",
  severity: "error",
  judges: "offer",
  title: "Every plan version has at least one standing authorization",
  what: "A plan version has no standing authorizations, neither its own nor from included sets. It may have eligible ones. Where revoked principals held the last ones, it counts only if a customer takes the version.",
  harm: "A registration definition without a standing authorization cannot be created: ARM requires the list, and azurerm refuses an empty one. Customers who took this version get no delegation.",
  fix: "Add an authorization; Reader and the Managed Services Registration assignment Delete Role are the usual ones.",
  accept: "Never: such a version cannot be deployed.",
  source:
    "ARM type Microsoft.ManagedServices/registrationDefinitions (authorizations is required); azurerm_lighthouse_definition (at least one authorization); Azure-Lighthouse-samples issue 121 (eligible authorizations alone fail)",
  *check({ value: offer, file }, estate) {
    for (const { planId, number, version, path } of planVersions(offer)) {
      if (!lacksStanding(version)) continue;
      const isReduced = version.whole !== undefined;
      // a revocation must not be held up by a version that nobody has
      if (isReduced && !isTaken(estate, offer.id, planId, number)) continue;
      const eligible = version.eligibleAuthorizations.length;
      const what = eligible === 0 ? "no authorizations" : "only eligible authorizations";
      const has = isReduced ? `has ${what} left without the revoked principals` : `has ${what}`;
      yield {
        at: { file, path },
        problem: `Version ${number} of plan ${planId} ${has}`,
        received: `0 authorizations, ${eligible} eligible`,
        allowed: "at least one authorization that is not eligible",
        fix: isReduced
          ? "move its customers to a version with a standing authorization for another principal, or end their delegations"
          : "add an authorization, or include a set that has one",
        facts: { plan: planId, version: number, eligibleAuthorizations: eligible },
      };
    }
  },
};

function isTaken(estate: Estate, offer: string, plan: string, version: string): boolean {
  return estate.customers.some(({ value }) =>
    value.delegations.some((each) => each.offer === offer && each.plan === plan && each.version === version),
  );
}
