import { type AccessGrant, delegatedRoles } from "../access/access-grant.ts";
import { type Permissions, unionOf } from "../permissions/permissions.ts";
import { authorizedPermissions, handedOutPermissions } from "../permissions/role-permissions.ts";
import type { RoleCatalogue } from "../roles/role-catalogue.ts";
import { USER_ACCESS_ADMINISTRATOR_ROLE_ID } from "../roles/well-known-roles.ts";
import type { Guid } from "../values/guid.ts";

/** What grants allow their principal, and what they let it hand to managed identities. */
export interface GrantedPermissions {
  /** Control plane only: Azure Lighthouse grants no data actions. */
  readonly own: Permissions;
  /** Both planes: a managed identity may have data roles. */
  readonly handedOut: Permissions;
}

/** Permissions of a principal's grants on one scope, by one catalogue. */
export function grantedPermissions(
  grants: readonly AccessGrant[],
  catalogue: RoleCatalogue,
): GrantedPermissions {
  const own = distinct(grants.map(({ roleDefinitionId }) => roleDefinitionId));
  // elsewhere a list of delegated roles hands out nothing, and Azure refuses it
  const handedOut = distinct(
    grants
      .filter(({ roleDefinitionId }) => roleDefinitionId === USER_ACCESS_ADMINISTRATOR_ROLE_ID)
      .flatMap(delegatedRoles),
  );
  return {
    own: unionOf(own.map((id) => authorizedPermissions(id, catalogue))),
    handedOut: unionOf(handedOut.map((id) => handedOutPermissions(id, catalogue))),
  };
}

function distinct(ids: readonly Guid[]): readonly Guid[] {
  return [...new Set(ids)].sort();
}
