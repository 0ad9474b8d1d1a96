import type { Authorization, EligibleAuthorization, Offer, Plan, PlanVersion } from "../delegation/offer.ts";
import { type RoleReference, resolveRole, roleText } from "../delegation/role-reference.ts";
import type { RoleCatalogue } from "../roles/role-catalogue.ts";
import type { Path } from "../values/path.ts";

/** One version of one plan of an offer, with its path from the offer's root. */
export interface LocatedPlanVersion {
  readonly planId: string;
  readonly plan: Plan;
  readonly number: string;
  readonly version: PlanVersion;
  readonly path: Path;
}

/** Every version of every plan of an offer, as authored. */
export function planVersions(offer: Offer): LocatedPlanVersion[] {
  return Object.entries(offer.plans).flatMap(([planId, plan]) =>
    Object.entries(plan.versions).map(([number, version]) => ({
      planId,
      plan,
      number,
      version,
      path: ["plans", planId, "versions", number],
    })),
  );
}

/** The standing authorizations of every version of every plan. */
export function standingAuthorizations(offer: Offer): readonly Authorization[] {
  return planVersions(offer).flatMap(({ version }) => version.authorizations);
}

/** The eligible authorizations of every version of every plan. */
export function eligibleAuthorizations(offer: Offer): readonly EligibleAuthorization[] {
  return planVersions(offer).flatMap(({ version }) => version.eligibleAuthorizations);
}

/** A role as the author of an offer named it, with its path from the offer's root. */
export interface GrantedRole {
  readonly reference: RoleReference;
  readonly path: Path;
}

/** The role of every authorization and every eligible authorization of an offer. */
export function authorizedRoles(offer: Offer): GrantedRole[] {
  return [...standingAuthorizations(offer), ...eligibleAuthorizations(offer)].map(({ role, path }) => ({
    reference: role,
    path: [...path, "role"],
  }));
}

/** Every role inside the delegated role definitions of an offer. */
export function delegatedRoles(offer: Offer): GrantedRole[] {
  return standingAuthorizations(offer).flatMap(({ delegatedRoleDefinitions, path }) =>
    delegatedRoleDefinitions.map((reference, index) => ({
      reference,
      path: [...path, "delegatedRoleDefinitions", index],
    })),
  );
}

/** Ids of the offers that name a role, by its name or GUID, anywhere in their plans. */
export function offersNaming(
  offers: readonly Offer[],
  role: { readonly id: string; readonly name: string },
): string[] {
  const isRole = ({ reference }: GrantedRole) => [role.id, role.name].includes(roleText(reference));
  return offers
    .filter((offer) => [...authorizedRoles(offer), ...delegatedRoles(offer)].some(isRole))
    .map(({ id }) => id);
}

/** The role's name; where the catalogue does not hold it, what the author wrote. */
export function roleName(catalogue: RoleCatalogue, reference: RoleReference): string {
  return resolveRole(catalogue, reference)?.name ?? roleText(reference);
}
