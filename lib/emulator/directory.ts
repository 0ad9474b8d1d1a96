import type { Cloud } from "../delegation/cloud.ts";
import { asciiLowerCase } from "../values/ascii-lower-case.ts";
import { compareText } from "../values/compare-text.ts";
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
  /** Whether a service principal may read the directory by Microsoft Graph. @default - false; members always may */
  readonly readsDirectory?: boolean;
  /**
   * Whether it has Monitoring Reader at `/` of its tenant. It then reads the tenant's activity log.
   *
   * @default - false
   */
  readonly readsActivityLog?: boolean;
  /** Whether a group is a security group. @default - true */
  readonly securityEnabled?: boolean;
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
  /** Managing tenants that the built-in policy allows here. @default - no policy is assigned */
  readonly allowedManagingTenants?: readonly Guid[];
}

/** The state before the first request. */
export interface AzureDirectory {
  readonly tenants: readonly DirectoryTenant[];
  readonly subscriptions: readonly DirectorySubscription[];
  /**
   * Whether guests may write and delete delegations, as their roles allow. Azure was seen to refuse them in 2019;
   * acceptance was never seen. @default "refused"
   */
  readonly guests?: "refused" | "accepted";
  /** The client id with which the sandbox's processes sign in to every tenant. */
  readonly signedIn: { readonly clientId: Guid };
}

/** A subscription that Azure's lists name. */
export interface ListedSubscription {
  readonly id: Guid;
  /** The customer's tenant; missing in lists of API versions before 2022. */
  readonly tenantId?: Guid;
  /** Resource groups that are delegated. */
  readonly resourceGroups: readonly string[];
}

/** The tenants and subscriptions that Azure's lists name. */
export interface ListedDirectory {
  readonly tenants: readonly DirectoryTenant[];
  readonly subscriptions: readonly ListedSubscription[];
}

/**
 * A directory with what Azure's lists add: missing tenants, subscriptions and resource groups. The tenant of a
 * subscription is the listed one. A subscription that neither side gives a tenant is left out.
 */
export function extendDirectory(directory: AzureDirectory, listed: ListedDirectory): AzureDirectory {
  const tenants = new Map(
    [...listed.tenants, ...directory.tenants].map((each) => [asciiLowerCase(each.id), each]),
  );
  const subscriptions = new Map(directory.subscriptions.map((each) => [asciiLowerCase(each.id), each]));
  for (const { id, tenantId, resourceGroups } of listed.subscriptions) {
    const present = subscriptions.get(id);
    const owner = tenantId ?? present?.tenantId;
    if (owner === undefined) continue;
    const base = present ?? { id, name: id, roleAssignments: [], resourceGroups: [] };
    const groups = [...base.resourceGroups, ...resourceGroups];
    const bySpelling = new Map(groups.toReversed().map((name) => [asciiLowerCase(name), name]));
    subscriptions.set(id, {
      ...base,
      tenantId: owner,
      resourceGroups: [...bySpelling.values()].sort(compareText),
    });
  }
  return { ...directory, tenants: [...tenants.values()], subscriptions: [...subscriptions.values()] };
}

/** The listed subscriptions whose tenant is in neither the directory nor the lists. */
export function subscriptionsWithoutTenant(directory: AzureDirectory, listed: ListedDirectory): Guid[] {
  const known = new Set(extendDirectory(directory, listed).subscriptions.map(({ id }) => asciiLowerCase(id)));
  return listed.subscriptions.map(({ id }) => id).filter((id) => !known.has(id));
}
