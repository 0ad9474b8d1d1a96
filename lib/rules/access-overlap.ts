import type { Principal } from "../delegation/principal.ts";
import { resolveRole } from "../delegation/role-reference.ts";
import type { BuiltInRole, RoleCatalogue } from "../roles/role-catalogue.ts";
import { groupBy } from "../values/group-by.ts";
import { listed } from "../values/listed.ts";
import { type OfferedPart, offeredParts } from "./delegations.ts";
import type { Breach, Json } from "./finding.ts";
import { principalFacts, principalText } from "./principals.ts";
import type { CustomerRule } from "./rule.ts";

const MOST_SHOWN = 5;

/** LH051: warns where two delegations grant the same access on a subscription. */
export const accessOverlap: CustomerRule = {
  code: "LH051",
  kind: "access-overlap",
  severity: "warning",
  judges: "customer",
  title: "No principal has one role on a subscription by two offers of its managing tenant",
  what: "Two offers of one managing tenant are delegated on one subscription, and both have an authorization, or both an eligible authorization, for one principal and one role.",
  harm: "When one of the two delegations is removed, the principal can lose the role although the other delegation still grants it. The access comes back when the other one is deployed again.",
  fix: "Remove the authorization from one of the offers, or take one plan that has the authorizations of both.",
  accept: "When both delegations end together, or when after a removal the other one is deployed again.",
  source:
    "Microsoft: Remove access to a delegation; View and manage service providers (delegations with the same principal and role)",
  *check({ value: customer, file }, estate) {
    const parts = offeredParts(customer, estate);
    const groups = groupBy(
      parts,
      ({ subscriptionId, offer }) => `${subscriptionId} ${offer.managingTenant.tenantId}`,
    );
    for (const group of groups.values()) {
      const granted = firstOfEachOffer(group).map((part) => ({
        part,
        grants: grantsOf(part, estate.catalogue),
      }));
      for (const [index, second] of granted.entries()) {
        for (const first of granted.slice(0, index)) {
          const shared = [...second.grants]
            .filter(([key]) => first.grants.has(key))
            .map(([, grant]) => grant);
          if (shared.length > 0) yield overlap(file, first.part, second.part, shared);
        }
      }
    }
  },
};

/** First scope of each offer. LH046 reports an offer that is delegated twice on a subscription. */
function firstOfEachOffer(parts: readonly OfferedPart[]): OfferedPart[] {
  return [...groupBy(parts, ({ offer }) => offer.id).values()].flatMap((group) => group.slice(0, 1));
}

interface Grant {
  readonly principal: Principal;
  readonly role: BuiltInRole;
  readonly access: "standing" | "eligible";
}

function grantsOf({ version }: OfferedPart, catalogue: RoleCatalogue): ReadonlyMap<string, Grant> {
  const grants = new Map<string, Grant>();
  for (const access of ["standing", "eligible"] as const) {
    const authorizations = access === "standing" ? version?.authorizations : version?.eligibleAuthorizations;
    for (const { principal, role: reference } of authorizations ?? []) {
      const role = resolveRole(catalogue, reference);
      if (role !== undefined)
        grants.set(`${principal.objectId} ${role.id} ${access}`, { principal, role, access });
    }
  }
  return grants;
}

function overlap(file: string, first: OfferedPart, second: OfferedPart, shared: readonly Grant[]): Breach {
  const { scope, subscriptionId, offer, path } = second;
  return {
    at: { file, path },
    problem: `On subscription ${scope.subscription} (${subscriptionId}) the offers ${first.offer.id} and ${offer.id} both grant ${listed(shared.map(grantText), MOST_SHOWN)}`,
    received: `${shared.length} ${shared.length === 1 ? "grant" : "grants"} of offer ${offer.id} that offer ${first.offer.id} has too`,
    allowed: "one offer of a managing tenant for each principal and role on a subscription",
    fix: "remove the shared authorizations from one offer, or take one plan that grants everything",
    facts: {
      subscription: scope.subscription,
      subscriptionId,
      managingTenant: offer.managingTenant.name,
      managingTenantId: offer.managingTenant.tenantId,
      offers: [first, second].map((part) => ({
        offer: part.offer.id,
        plan: part.delegation.plan,
        version: part.delegation.version,
        path: part.path,
      })),
      grants: shared.map(grantFacts),
    },
  };
}

function grantText({ principal, role, access }: Grant): string {
  return `the ${principalText(principal)} ${role.name} (${access})`;
}

function grantFacts({ principal, role, access }: Grant): Json {
  return { principal: principalFacts(principal), role: role.name, roleDefinitionId: role.id, access };
}
