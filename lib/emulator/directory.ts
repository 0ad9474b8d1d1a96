import type { Cloud } from "../delegation/cloud.ts";
import type { Guid } from "../values/guid.ts";

/*
 * What an emulated Azure holds before anybody delegates anything: tenants with their principals, subscriptions, and
 * who is signed in. Plain JSON, so that it can be written in a file.
 */

/** What a principal is. An `Application` is an app registration: its object id is not a service principal's. */
export type DirectoryPrincipalType = "Group" | "User" | "ServicePrincipal" | "Application";

/** A principal of one tenant. */
export interface DirectoryPrincipal {
  readonly id: Guid;
  readonly type: DirectoryPrincipalType;
  readonly displayName: string;
  /** A user who is a guest of this tenant. @default - false */
  readonly guest?: boolean;
  /** Object ids of a group's members. @default - none */
  readonly members?: readonly Guid[];
  /** With which client id a service principal signs in; the same in every tenant it was added to. */
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

/** A built-in role that a principal of the subscription's own tenant holds on the whole subscription. */
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
  /** Namespaces that are registered from the start. @default - none */
  readonly registeredResourceProviders?: readonly string[];
}

/** Everything there is before the first request. */
export interface AzureDirectory {
  readonly tenants: readonly DirectoryTenant[];
  readonly subscriptions: readonly DirectorySubscription[];
  /** The client id with which the sandbox's processes sign in, in whichever tenant they ask for a token. */
  readonly signedIn: { readonly clientId: Guid };
}
