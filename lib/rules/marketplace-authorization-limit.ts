import { MOST_MARKETPLACE_AUTHORIZATIONS } from "../delegation/azure-limits.ts";
import type { PlanVersion } from "../delegation/offer.ts";
import { type RoleReference, resolveRole, roleText } from "../delegation/role-reference.ts";
import type { RoleCatalogue } from "../roles/role-catalogue.ts";
import { compareText } from "../values/compare-text.ts";
import { planVersions } from "./offer-parts.ts";
import type { OfferRule } from "./rule.ts";

/** LH027: a marketplace plan has no more authorizations than Partner Center accepts. */
export const marketplaceAuthorizationLimit: OfferRule = {
  code: "LH027",
  kind: "marketplace-authorization-limit",
  severity: "warning",
  judges: "offer",
  title: `Every plan version of a marketplace offer has at most ${MOST_MARKETPLACE_AUTHORIZATIONS} authorizations`,
  what: `The offer is in the marketplace too, and a plan version has more than ${MOST_MARKETPLACE_AUTHORIZATIONS} different authorizations, standing and eligible counted together.`,
  harm: "The version cannot be published in Partner Center as it is defined here. Customers who buy it there get other access than customers who are onboarded by ARM.",
  fix: "Give the roles to fewer, larger groups, or split the plan.",
  accept:
    "When Partner Center has accepted the version: the limit is from a page of 2021 and may have been raised.",
  source:
    "Microsoft: Create plans for a Managed Service offer (authorizations, text of 2021); not found in newer pages",
  *check({ value: offer, file }, { catalogue }) {
    if (offer.marketplace === undefined) return;
    for (const { planId, number, version, path } of planVersions(offer)) {
      const count = distinctAuthorizations(version, catalogue);
      if (count <= MOST_MARKETPLACE_AUTHORIZATIONS) continue;
      yield {
        at: { file, path },
        problem: `Version ${number} of plan ${planId} has ${count} authorizations, but Partner Center accepts ${MOST_MARKETPLACE_AUTHORIZATIONS} for a plan`,
        received: `${count} authorizations`,
        allowed: `at most ${MOST_MARKETPLACE_AUTHORIZATIONS} authorizations, standing and eligible together`,
        fix: "give the roles to fewer, larger groups, or split the plan",
        facts: {
          plan: planId,
          version: number,
          authorizations: count,
          most: MOST_MARKETPLACE_AUTHORIZATIONS,
        },
      };
    }
  },
};

function distinctAuthorizations(version: PlanVersion, catalogue: RoleCatalogue): number {
  const idOf = (reference: RoleReference) => resolveRole(catalogue, reference)?.id ?? roleText(reference);
  const standing = version.authorizations.map(({ principal, role, delegatedRoleDefinitions }) => {
    const delegated = [...new Set(delegatedRoleDefinitions.map(idOf))].sort(compareText);
    return JSON.stringify(["standing", principal.objectId, idOf(role), delegated]);
  });
  const eligible = version.eligibleAuthorizations.map(({ principal, role }) =>
    JSON.stringify(["eligible", principal.objectId, idOf(role)]),
  );
  return new Set([...standing, ...eligible]).size;
}
