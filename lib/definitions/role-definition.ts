import type { DataRoleName, OtherRefusedRoleName, SupportedRoleName } from "../roles/role-names.ts";

/** The role that may only be given together with the roles it may assign. */
export type UserAccessAdministrator = "User Access Administrator";

/** A built-in role by its GUID, for roles newer than the catalogue's types. Checked when the definition is read. */
export interface RoleById {
  readonly id: string;
}

/**
 * A role that Lighthouse came to refuse after it was delegated. The delegations named go on working; anywhere
 * else it stays an error (rule LH003).
 */
export interface KeptRole {
  /** The refused role, by name or GUID. Owner was never supported and cannot be kept. */
  readonly keep: DataRoleName | OtherRefusedRoleName | RoleById;
  /** Ids of the subscriptions on which it is delegated already. */
  readonly onSubscriptions: readonly [string, ...string[]];
  /** Why it is still needed, for the reviewer. */
  readonly reason: string;
}

/** A role that Lighthouse can delegate, by name, by GUID, or kept though refused since. */
export type RoleDefinition = SupportedRoleName | RoleById | KeptRole;

/** A role that a User Access Administrator may assign. Never Owner or User Access Administrator. */
export type DelegatedRoleDefinition = SupportedRoleName | DataRoleName | RoleById;
