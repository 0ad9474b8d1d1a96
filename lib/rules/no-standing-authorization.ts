import type { Offer, PlanVersion } from "../delegation/offer.ts";
import { lacksStanding } from "../delegation/refusals.ts";
import { offerAt } from "../delegation/revocation.ts";
import { own } from "../values/own.ts";
import type { Estate } from "./estate.ts";
import type { Breach } from "./finding.ts";
import { planVersions } from "./offer-parts.ts";
import type { OfferRule } from "./rule.ts";

/** LH014: every plan version has a standing authorization. */
export const noStandingAuthorization: OfferRule = {
  code: "LH014",
  kind: "no-standing-authorization",
  severity: "error",
  judges: "offer",
  title: "Every plan version has at least one standing authorization",
  what: "A plan version has no standing authorizations, neither its own nor from included sets. It may have eligible ones. Where revoked principals held the last ones, it counts only if a customer delegates scopes to the version. Where a customer revokes the last ones for itself, it counts at that customer.",
  harm: "A registration definition without a standing authorization cannot be created: ARM requires the list, and azurerm refuses an empty one. Customers who took this version get no delegation.",
  fix: "Add an authorization; Reader and the Managed Services Registration assignment Delete Role are the usual ones.",
  accept: "Never: such a version cannot be deployed.",
  source:
    "ARM type Microsoft.ManagedServices/registrationDefinitions (authorizations is required); azurerm_lighthouse_definition (at least one authorization); Azure-Lighthouse-samples issue 121 (eligible authorizations alone fail)",
  *check({ value: offer, file }, estate) {
    for (const { planId, number, version, path } of planVersions(offer)) {
      if (!lacksStanding(version)) continue;
      const isReduced = version.whole !== undefined;
      // a version without customers must not hold up a revocation
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
    yield* atCustomers(offer, estate);
  },
};

/** Customers that revoke the last standing authorizations of what they take. */
function* atCustomers(offer: Offer, { customers }: Estate): Generator<Breach> {
  for (const { value: customer, file } of customers) {
    if (customer.revoked === undefined) continue;
    const left = offerAt(customer, offer);
    for (const [index, delegation] of customer.delegations.entries()) {
      const { plan, version, scopes } = delegation;
      if (delegation.offer !== offer.id || scopes.length === 0) continue;
      const [whole, rest] = [versionOf(offer, plan, version), versionOf(left, plan, version)];
      if (whole === undefined || rest === undefined || lacksStanding(whole) || !lacksStanding(rest)) continue;
      const eligible = rest.eligibleAuthorizations.length;
      yield {
        at: { file, path: ["delegations", index] },
        problem: `Version ${version} of plan ${plan} has no standing authorizations left at ${customer.id} without the principals that it revokes`,
        received: `0 authorizations, ${eligible} eligible`,
        allowed: "at least one authorization that is not eligible",
        fix: "take a version with a standing authorization for another principal, or end this delegation",
        facts: { plan, version, eligibleAuthorizations: eligible },
      };
    }
  }
}

function versionOf({ plans }: Offer, plan: string, version: string): PlanVersion | undefined {
  return own(own(plans, plan)?.versions ?? {}, version);
}

function isTaken(estate: Estate, offer: string, plan: string, version: string): boolean {
  return estate.customers.some(({ value }) =>
    value.delegations.some(
      (each) =>
        each.offer === offer && each.plan === plan && each.version === version && each.scopes.length > 0,
    ),
  );
}
