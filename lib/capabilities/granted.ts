import { type AccessGrant, delegatedRoles } from "../access/access-grant.ts";
import {
  type Permissions,
  permissionsOf,
  unionOf,
  unknownRolePermissions,
} from "../permissions/permissions.ts";
import { type BuiltInRole, type RoleCatalogue, roleById } from "../roles/role-catalogue.ts";
import { USER_ACCESS_ADMINISTRATOR_ROLE_ID } from "../roles/well-known-roles.ts";
import type { Guid } from "../values/guid.ts";

/**
 * All that User Access Administrator allows under Azure Lighthouse beside handing out its delegated roles: support
 * tickets (Microsoft: Tenants, users, and roles in Azure Lighthouse scenarios).
 */
const SUPPORT_ONLY: BuiltInRole = {
  id: USER_ACCESS_ADMINISTRATOR_ROLE_ID,
  name: "User Access Administrator",
  permissions: [
    {
      actions: ["Microsoft.Support/*"],
      notActions: [],
      dataActions: [],
      notDataActions: [],
      condition: null,
    },
  ],
};

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

/** What a role allows where Azure Lighthouse authorizes a principal for it. */
export function authorizedPermissions(id: Guid, catalogue: RoleCatalogue): Permissions {
  if (id === USER_ACCESS_ADMINISTRATOR_ROLE_ID) return permissionsOf([SUPPORT_ONLY], ["control"]);
  const role = roleById(catalogue, id);
  return role === undefined ? unknownRolePermissions(id) : permissionsOf([role], ["control"]);
}

/** What a role allows a managed identity that it is assigned to. */
export function handedOutPermissions(id: Guid, catalogue: RoleCatalogue): Permissions {
  const role = roleById(catalogue, id);
  return role === undefined ? unknownRolePermissions(id) : permissionsOf([role], ["control", "data"]);
}

function distinct(ids: readonly Guid[]): readonly Guid[] {
  return [...new Set(ids)].sort();
}
