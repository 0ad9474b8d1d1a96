import { type AccessGrant, delegatedRoles } from "../delegation/access-grant.ts";
import { type RoleCatalogue, roleById } from "../roles/role-catalogue.ts";
import { refusedOnlyForData, verdictOf } from "../roles/verdict.ts";
import { OWNER_ROLE_ID, USER_ACCESS_ADMINISTRATOR_ROLE_ID } from "../roles/well-known-roles.ts";

/**
 * Whether Azure refuses this grant by what the catalogue knows (facts 2.1, 2.2): the role itself, User Access
 * Administrator without roles to hand out or on request, roles to hand out elsewhere, or Owner among them. A role
 * that the catalogue does not know counts as refused: Lighthouse takes built-in roles only.
 */
export function isRefused(grant: AccessGrant, catalogue: RoleCatalogue): boolean {
  const role = roleById(catalogue, grant.roleDefinitionId);
  if (role === undefined) return true;
  const delegated = delegatedRoles(grant);
  const verdict = verdictOf(role);
  if (verdict.kind === "refused") return true;
  if (verdict.kind === "conditional") {
    return (
      grant.access.kind === "eligible" ||
      delegated.length === 0 ||
      delegated.some(mayNotBeHandedOut(catalogue))
    );
  }
  return delegated.length > 0;
}

function mayNotBeHandedOut(catalogue: RoleCatalogue): (id: string) => boolean {
  return (id) => {
    if (id === OWNER_ROLE_ID || id === USER_ACCESS_ADMINISTRATOR_ROLE_ID) return true;
    const role = roleById(catalogue, id);
    if (role === undefined) return true;
    const verdict = verdictOf(role);
    // Microsoft's text and Microsoft's samples disagree about roles with data actions here: not called refused
    return verdict.kind === "refused" && !refusedOnlyForData(verdict);
  };
}
