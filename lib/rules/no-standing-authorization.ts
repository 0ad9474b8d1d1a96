import { lacksStanding } from "../delegation/refusals.ts";
import { planVersions } from "./offer-parts.ts";
import type { OfferRule } from "./rule.ts";

/** LH014: every plan version has a standing authorization. */
export const noStandingAuthorization: OfferRule = {
  code: "LH014",
  kind: "no-standing-authorization",
  severity: "error",
  judges: "offer",
  title: "Every plan version has at least one standing authorization",
  what: "A plan version has no standing authorizations, neither its own nor from included sets. It may have eligible ones.",
  harm: "A registration definition without a standing authorization cannot be created: ARM requires the list, and azurerm refuses an empty one. Customers who took this version get no delegation.",
  fix: "Add an authorization; Reader and the Managed Services Registration assignment Delete Role are the usual ones.",
  accept: "Never: such a version cannot be deployed.",
  source:
    "ARM type Microsoft.ManagedServices/registrationDefinitions (authorizations is required); azurerm_lighthouse_definition (at least one authorization); Azure-Lighthouse-samples issue 121 (eligible authorizations alone fail)",
  *check({ value: offer, file }) {
    for (const { planId, number, version, path } of planVersions(offer)) {
      if (!lacksStanding(version)) continue;
      const eligible = version.eligibleAuthorizations.length;
      const has = eligible === 0 ? "has no authorizations" : "has only eligible authorizations";
      yield {
        at: { file, path },
        problem: `Version ${number} of plan ${planId} ${has}`,
        received: `0 authorizations, ${eligible} eligible`,
        allowed: "at least one authorization that is not eligible",
        fix: "add an authorization, or include a set that has one",
        facts: { plan: planId, version: number, eligibleAuthorizations: eligible },
      };
    }
  },
};
