import type { Offer } from "../delegation/offer.ts";
import { type RoleReference, resolveRole, roleText } from "../delegation/role-reference.ts";
import type { RoleCatalogue } from "../roles/role-catalogue.ts";
import type { Path } from "../values/path.ts";
import { eligibleAuthorizations, standingAuthorizations } from "./authorizations.ts";

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

/** The role's name; where the catalogue does not hold it, what the author wrote. */
export function roleName(catalogue: RoleCatalogue, reference: RoleReference): string {
  return resolveRole(catalogue, reference)?.name ?? roleText(reference);
}
