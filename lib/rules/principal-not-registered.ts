import type { Offer } from "../delegation/offer.ts";
import type { ManagingTenant, Principal } from "../delegation/principal.ts";
import type { Guid } from "../values/guid.ts";
import type { Path } from "../values/path.ts";
import { eligibleAuthorizations, standingAuthorizations } from "./offer-parts.ts";
import { principalFacts, principalText } from "./principals.ts";
import type { OfferRule } from "./rule.ts";

/** LH021: every principal is in the managing tenant's registry. */
export const principalNotRegistered: OfferRule = {
  code: "LH021",
  kind: "principal-not-registered",
  severity: "error",
  judges: "offer",
  title: "Every principal is in the managing tenant's registry, as the registry describes it",
  what: "An authorization, an eligible authorization or an approver has an object id that `managingTenant.principals` does not list, or lists with another type or display name.",
  harm: "A wrong object id grants access to no principal, or to an unintended one. With another type or display name, the customer and the reviewer see a principal other than the one that gets the access.",
  fix: "Use a principal of `managingTenant.principals`; add it there first if it is missing.",
  accept: "Never: object ids are reviewed only in the registry. Adding the principal takes one line.",
  source:
    "Microsoft: Tenants, users, and roles in Azure Lighthouse scenarios (a principal is one of the managing tenant); Onboard a customer to Azure Lighthouse (the display name tells the customer the purpose). The registry is this project's own",
  *check({ value: offer, file }) {
    const registry = registryById(offer.managingTenant);
    for (const { principal, path } of namedPrincipals(offer)) {
      const registered = registry.get(principal.objectId) ?? [];
      if (registered.some((each) => isSame(each, principal))) continue;
      const described = registered.map(principalText).join(" and ");
      yield {
        at: { file, path },
        problem:
          registered.length === 0
            ? `The ${principalText(principal)} (${principal.objectId}) is not among the principals of ${offer.managingTenant.name}`
            : `The ${principalText(principal)} (${principal.objectId}) is registered as the ${described}`,
        received: `${principalText(principal)} (${principal.objectId})`,
        allowed:
          "a principal of `managingTenant.principals`, with the type and display name that it has there",
        fix:
          registered.length === 0
            ? "use a principal of `managingTenant.principals`, or add this one there"
            : `use the ${described} of \`managingTenant.principals\`, or correct it there`,
        facts: {
          principal: principalFacts(principal),
          registered: registered.map(principalFacts),
          managingTenant: offer.managingTenant.name,
        },
      };
    }
  },
};

function registryById({ principals }: ManagingTenant): ReadonlyMap<Guid, readonly Principal[]> {
  const byId = new Map<Guid, Principal[]>();
  for (const principal of Object.values(principals)) {
    const known = byId.get(principal.objectId);
    if (known === undefined) byId.set(principal.objectId, [principal]);
    else known.push(principal);
  }
  return byId;
}

function namedPrincipals(offer: Offer): { readonly principal: Principal; readonly path: Path }[] {
  const holders = [...standingAuthorizations(offer), ...eligibleAuthorizations(offer)];
  const approvers = eligibleAuthorizations(offer).flatMap(({ justInTimeAccessPolicy, path }) =>
    justInTimeAccessPolicy.approvers.map((principal, index) => ({
      principal,
      path: [...path, "justInTimeAccessPolicy", "approvers", index],
    })),
  );
  return [
    ...holders.map(({ principal, path }) => ({ principal, path: [...path, "principal"] })),
    ...approvers,
  ];
}

function isSame(a: Principal, b: Principal): boolean {
  return a.type === b.type && a.displayName === b.displayName;
}
