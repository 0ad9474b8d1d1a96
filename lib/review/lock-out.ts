import type { AccessGrant } from "../delegation/access-grant.ts";
import type { CustomerAccess } from "../delegation/access-side.ts";
import { type RoleCatalogue, roleById } from "../roles/role-catalogue.ts";
import { canReadEverything } from "../roles/verdict.ts";
import { REGISTRATION_ASSIGNMENT_DELETE_ROLE_ID } from "../roles/well-known-roles.ts";
import { coversScope, samePrincipal } from "./access-order.ts";

/**
 * Whether with this grant the last standing right of the provider to remove its delegation goes, on a scope that stays
 * delegated.
 *
 * @see https://learn.microsoft.com/azure/lighthouse/how-to/remove-delegation
 */
export function losesExit(gone: AccessGrant, { after }: { readonly after: CustomerAccess }): boolean {
  if (!mayRemove(gone)) return false;
  // another managing tenant ends its own delegation, not this one
  const own = after.grants.filter(({ managingTenantId }) => managingTenantId === gone.managingTenantId);
  const exits = own.filter(mayRemove);
  return own.some(
    ({ scope }) => coversScope(gone.scope, scope) && !exits.some((exit) => coversScope(exit.scope, scope)),
  );
}

/** Whether a grant lets the provider remove its delegation at any time. */
export function mayRemove({ access, roleDefinitionId }: AccessGrant): boolean {
  return access.kind === "standing" && roleDefinitionId === REGISTRATION_ASSIGNMENT_DELETE_ROLE_ID;
}

/**
 * Whether with this grant the last standing Reader access goes of a principal that must activate something there:
 * without it nobody can activate in the portal.
 *
 * @see https://learn.microsoft.com/azure/lighthouse/how-to/create-eligible-authorizations
 */
export function losesReader(
  gone: AccessGrant,
  { after, catalogue }: { readonly after: CustomerAccess; readonly catalogue: RoleCatalogue },
): boolean {
  const reads = ({ access, roleDefinitionId }: AccessGrant) => {
    const role = roleById(catalogue, roleDefinitionId);
    return access.kind === "standing" && role !== undefined && canReadEverything(role);
  };
  if (!reads(gone)) return false;
  const own = after.grants.filter((grant) => samePrincipal(grant, gone));
  const readers = own.filter(reads);
  return own.some(
    ({ access, scope }) =>
      access.kind === "eligible" &&
      coversScope(gone.scope, scope) &&
      !readers.some((reader) => coversScope(reader.scope, scope)),
  );
}
