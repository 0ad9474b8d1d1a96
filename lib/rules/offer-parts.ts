import type { Authorization, EligibleAuthorization, Offer, Plan, PlanVersion } from "../delegation/offer.ts";
import { type RoleReference, resolveRole, roleText } from "../delegation/role-reference.ts";
import type { RoleCatalogue } from "../roles/role-catalogue.ts";
import type { Path } from "../values/path.ts";

/** A version of a plan, with its path from the offer's root. */
export interface LocatedPlanVersion {
  readonly planId: string;
  readonly plan: Plan;
  readonly number: string;
  readonly version: PlanVersion;
  readonly path: Path;
}

/** All versions of all plans of an offer, in the author's order. */
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

/** Standing authorizations of all plan versions. */
export function standingAuthorizations(offer: Offer): readonly Authorization[] {
  return planVersions(offer).flatMap(({ version }) => version.authorizations);
}

/** Eligible authorizations of all plan versions. */
export function eligibleAuthorizations(offer: Offer): readonly EligibleAuthorization[] {
  return planVersions(offer).flatMap(({ version }) => version.eligibleAuthorizations);
}

/** A role as written in an offer, with its path from the offer's root. */
export interface GrantedRole {
  readonly reference: RoleReference;
  readonly path: Path;
}

/** Roles of all standing and eligible authorizations of an offer. */
export function authorizedRoles(offer: Offer): GrantedRole[] {
  return [...standingAuthorizations(offer), ...eligibleAuthorizations(offer)].map(({ role, path }) => ({
    reference: role,
    path: [...path, "role"],
  }));
}

/** Roles in all lists of delegated role definitions of an offer. */
export function delegatedRoles(offer: Offer): GrantedRole[] {
  return standingAuthorizations(offer).flatMap(({ delegatedRoleDefinitions, path }) =>
    delegatedRoleDefinitions.map((reference, index) => ({
      reference,
      path: [...path, "delegatedRoleDefinitions", index],
    })),
  );
}

/** Ids of offers whose plans name a role, by name or GUID. */
export function offersNaming(
  offers: readonly Offer[],
  role: { readonly id: string; readonly name: string },
): string[] {
  const isRole = ({ reference }: GrantedRole) => [role.id, role.name].includes(roleText(reference));
  return offers
    .filter((offer) => [...authorizedRoles(offer), ...delegatedRoles(offer)].some(isRole))
    .map(({ id }) => id);
}

/** Name of a role; the author's text where the catalogue does not have the role. */
export function roleName(catalogue: RoleCatalogue, reference: RoleReference): string {
  return resolveRole(catalogue, reference)?.name ?? roleText(reference);
}
