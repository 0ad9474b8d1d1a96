import type { EligibleAuthorization, PlanVersion } from "../delegation/offer.ts";
import { nameOfPrincipal } from "../delegation/principal.ts";
import { resolveRole } from "../delegation/role-reference.ts";
import type { RoleCatalogue } from "../roles/role-catalogue.ts";
import { canReadEverything } from "../roles/verdict.ts";
import type { Guid } from "../values/guid.ts";
import { planVersions, roleName } from "./offer-parts.ts";
import { principalFacts, principalText } from "./principals.ts";
import type { OfferRule } from "./rule.ts";

/** LH013: every eligible principal has a standing role with Reader access. */
export const eligibleWithoutStandingReader: OfferRule = {
  code: "LH013",
  kind: "eligible-without-standing-reader",
  severity: "warning",
  judges: "offer",
  title: "Every eligible principal has a standing authorization with Reader access in the same plan version",
  what: "A principal has an eligible authorization, but no authorization of the same plan version gives it a role with Reader access. Reported once for each principal and version.",
  harm: "The principal cannot activate its role in the Azure portal.",
  fix: "Add an authorization of the same principal for Reader, or for another role that includes Reader access.",
  accept:
    "When all eligible users activate outside the Azure portal, or have Reader access to the same scopes through another group. That the latter is enough is inference: the documentation requires the same principal.",
  source: "Microsoft: Create eligible authorizations (user)",
  *check({ value: offer, file }, { catalogue }) {
    for (const { version } of planVersions(offer)) {
      const readers = standingReaders(version, catalogue);
      for (const [objectId, eligible] of eligibleByPrincipal(version)) {
        const [first] = eligible;
        if (first === undefined || readers.has(objectId)) continue;
        const roles = [...new Set(eligible.map(({ role }) => roleName(catalogue, role)))];
        const { principal, path } = first;
        yield {
          at: { file, path: [...path, "principal"] },
          problem: `The ${principalText(principal)} is eligible for ${roles.join(", ")}, but no standing authorization gives it Reader access (role catalogue of ${catalogue.date})`,
          received: principalText(principal),
          allowed:
            "a principal with a standing authorization for Reader or a role that includes Reader access",
          fix: `add an authorization of "${nameOfPrincipal(principal)}" for Reader`,
          facts: { principal: principalFacts(principal), roles, catalogueDate: catalogue.date },
        };
      }
    }
  },
};

// a role that is missing in the catalogue may include Reader access; LH002 reports it
function standingReaders(version: PlanVersion, catalogue: RoleCatalogue): ReadonlySet<Guid> {
  const readers = version.authorizations.filter(({ role: reference }) => {
    const role = resolveRole(catalogue, reference);
    return role === undefined || canReadEverything(role);
  });
  return new Set(readers.map(({ principal }) => principal.objectId));
}

function eligibleByPrincipal(version: PlanVersion): ReadonlyMap<Guid, readonly EligibleAuthorization[]> {
  const byPrincipal = new Map<Guid, EligibleAuthorization[]>();
  for (const eligible of version.eligibleAuthorizations) {
    const { objectId } = eligible.principal;
    const known = byPrincipal.get(objectId);
    if (known === undefined) byPrincipal.set(objectId, [eligible]);
    else known.push(eligible);
  }
  return byPrincipal;
}
