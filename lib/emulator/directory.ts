import type { Cloud } from "../delegation/cloud.ts";
import type { Guid } from "../values/guid.ts";

/*
 * The content of an emulated Azure before the first delegation: tenants with principals, subscriptions, and the
 * signed-in client. Plain JSON, so that a file can hold it.
 */

/** Kind of a principal. An `Application` is an app registration; its object id is not its service principal's. */
export type DirectoryPrincipalType = "Group" | "User" | "ServicePrincipal" | "Application";

/** A principal of one tenant. */
export interface DirectoryPrincipal {
  readonly id: Guid;
  readonly type: DirectoryPrincipalType;
  readonly displayName: string;
  /** Whether a user is a guest of this tenant. @default - false */
  readonly guest?: boolean;
  /** Object ids of a group's members. @default - none */
  readonly members?: readonly Guid[];
  /** The client id of a service principal; the same in every tenant. */
  readonly clientId?: Guid;
}

/** A Microsoft Entra tenant. */
export interface DirectoryTenant {
  readonly id: Guid;
  readonly name: string;
  /** @default "public" */
  readonly cloud?: Cloud;
  readonly principals: readonly DirectoryPrincipal[];
}

/** A role assignment on the whole subscription, to a principal of its own tenant. */
export interface DirectoryRoleAssignment {
  readonly principalId: Guid;
  readonly role: "Owner" | "Contributor" | "Reader" | "User Access Administrator";
}

/** A subscription with its resource groups. */
export interface DirectorySubscription {
  readonly id: Guid;
  readonly name: string;
  readonly tenantId: Guid;
  readonly resourceGroups: readonly string[];
  readonly roleAssignments: readonly DirectoryRoleAssignment[];
  /** Namespaces registered from the start. @default - none */
  readonly registeredResourceProviders?: readonly string[];
}

/** The state before the first request. */
export interface AzureDirectory {
  readonly tenants: readonly DirectoryTenant[];
  readonly subscriptions: readonly DirectorySubscription[];
  /** The client id with which the sandbox's processes sign in to every tenant. */
  readonly signedIn: { readonly clientId: Guid };
}
