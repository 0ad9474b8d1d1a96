import { type BuiltInRole, type RoleCatalogue, roleById } from "../roles/role-catalogue.ts";
import { USER_ACCESS_ADMINISTRATOR_ROLE_ID } from "../roles/well-known-roles.ts";
import type { Guid } from "../values/guid.ts";
import { type Permissions, permissionsOf, unknownRolePermissions } from "./permissions.ts";

/**
 * Permissions of User Access Administrator under Azure Lighthouse, besides assigning its delegated roles. "No other
 * right applies", except support tickets (Microsoft: Tenants, users, and roles in Azure Lighthouse scenarios).
 */
const USER_ACCESS_ADMINISTRATOR: BuiltInRole = {
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

/** What a role allows where Azure Lighthouse authorizes a principal for it. Covers the control plane only. */
export function authorizedPermissions(id: Guid, catalogue: RoleCatalogue): Permissions {
  const isLimited = id === USER_ACCESS_ADMINISTRATOR_ROLE_ID;
  const role = isLimited ? USER_ACCESS_ADMINISTRATOR : roleById(catalogue, id);
  return role === undefined ? unknownRolePermissions(id) : permissionsOf([role], ["control"]);
}

/** What a role allows a managed identity that it is assigned to: both planes. */
export function handedOutPermissions(id: Guid, catalogue: RoleCatalogue): Permissions {
  const role = roleById(catalogue, id);
  return role === undefined ? unknownRolePermissions(id) : permissionsOf([role], ["control", "data"]);
}
