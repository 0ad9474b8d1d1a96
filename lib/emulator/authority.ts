import type { AccessGrant } from "../access/access-grant.ts";
import { REGISTRATION_ASSIGNMENT_DELETE_ROLE_ID } from "../roles/well-known-roles.ts";
import { asciiLowerCase } from "../values/ascii-lower-case.ts";
import { type AzureError, isRefusal, refusal } from "./azure-error.ts";
import type { DirectoryRoleAssignment, DirectorySubscription } from "./directory.ts";
import type { Store } from "./store.ts";
import type { Tenants } from "./tenants.ts";
import { type Caller, callerOf } from "./token.ts";

/** The kinds of action on a subscription that need different rights. */
export type Intent = "read" | "register" | "writeDelegation" | "deleteDefinition" | "deleteAssignment";

type Role = DirectoryRoleAssignment["role"];

/** For each intent: whether the caller's roles in the subscription's own tenant together allow it. */
const ALLOWED: Readonly<Record<Intent, (roles: ReadonlySet<Role>) => boolean>> = {
  read: (roles) => roles.size > 0,
  register: (roles) => roles.has("Owner") || roles.has("Contributor"),
  writeDelegation: canManageDelegations,
  deleteDefinition: canManageDelegations,
  deleteAssignment: canManageDelegations,
};

/**
 * Whether roles give rights over managed services and role assignments. User Access Administrator has only the latter.
 */
function canManageDelegations(roles: ReadonlySet<Role>): boolean {
  return roles.has("Owner") || (roles.has("Contributor") && roles.has("User Access Administrator"));
}

/** Checks that the caller may do what the request intends (clauses E012 to E017). Undefined where it may. */
export function unauthorized(
  authorization: string | undefined,
  intent: Intent,
  subscription: DirectorySubscription,
  tenants: Tenants,
  store: Store,
): AzureError | undefined {
  const caller = callerOf(authorization);
  if (isRefusal(caller)) return caller;
  return caller.tenantId.toLowerCase() === subscription.tenantId.toLowerCase()
    ? unauthorizedMember(caller, intent, subscription, tenants)
    : unauthorizedOutsider(caller, intent, subscription, tenants, store);
}

function unauthorizedMember(
  caller: Caller,
  intent: Intent,
  subscription: DirectorySubscription,
  tenants: Tenants,
): AzureError | undefined {
  const held = tenants.memberships(caller.tenantId, caller.principalId);
  const roles = new Set(
    subscription.roleAssignments
      .filter(({ principalId }) => held.has(principalId.toLowerCase()))
      .map(({ role }) => role),
  );
  const writes = intent !== "read" && intent !== "register";
  if (writes && isRefusedGuest(caller, tenants)) return guestRefused(caller);
  if (ALLOWED[intent](roles)) return undefined;
  // Contributor reaches the resource provider, which then requires more
  return writes && roles.has("Contributor") ? insufficient(caller) : forbidden(caller, subscription);
}

function unauthorizedOutsider(
  caller: Caller,
  intent: Intent,
  subscription: DirectorySubscription,
  tenants: Tenants,
  store: Store,
): AzureError | undefined {
  const held = tenants.memberships(caller.tenantId, caller.principalId);
  const grants = grantsHeld(caller, held, subscription, store);
  if (grants.length === 0) return wrongTenant(caller, subscription);
  if (intent === "read") return undefined;
  const mayDelete = grants.some((grant) => grant.roleDefinitionId === REGISTRATION_ASSIGNMENT_DELETE_ROLE_ID);
  return intent === "deleteAssignment" && mayDelete ? undefined : insufficient(caller);
}

/** Standing grants of a caller from a managing tenant. They are on the subscription or on its resource groups. */
function grantsHeld(
  caller: Caller,
  held: ReadonlySet<string>,
  { id }: DirectorySubscription,
  store: Store,
): readonly AccessGrant[] {
  return store.ledger
    .inSubscription(asciiLowerCase(id))
    .filter(
      ({ principalId, managingTenantId, access }) =>
        access.kind === "standing" &&
        managingTenantId === caller.tenantId.toLowerCase() &&
        held.has(principalId),
    );
}

/** Whether a caller who reads the subscription may also read its resource group (clause E026). */
export function canReadGroup(
  caller: Caller,
  subscription: DirectorySubscription,
  group: string,
  tenants: Tenants,
  store: Store,
): boolean {
  if (caller.tenantId.toLowerCase() === subscription.tenantId.toLowerCase()) return true;
  const held = tenants.memberships(caller.tenantId, caller.principalId);
  const whole = asciiLowerCase(`/subscriptions/${subscription.id}`);
  const own = [whole, `${whole}/resourcegroups/${asciiLowerCase(group)}`];
  return grantsHeld(caller, held, subscription, store).some(({ scope }) =>
    own.includes(asciiLowerCase(scope)),
  );
}

function isRefusedGuest({ tenantId, principalId }: Caller, tenants: Tenants): boolean {
  const isGuest = tenants.principal(tenantId, principalId)?.guest === true;
  return isGuest && tenants.directory.guests !== "accepted";
}

function guestRefused({ principalId }: Caller): AzureError {
  const message = `The principal '${principalId}' is a guest of the tenant. Azure refused guests in 2019, and may accept them today: "guests": "accepted" in the file of keeper sandbox --azure lets the sandbox accept them.`;
  return refusal("E015", 403, "InsufficientPrivilegesForManagedServiceResource", message);
}

function wrongTenant(caller: Caller, { tenantId }: DirectorySubscription): AzureError {
  const message = `The access token is from the wrong issuer 'https://sts.windows.net/${caller.tenantId}/'. It must match the tenant 'https://sts.windows.net/${tenantId}/' associated with this subscription.`;
  return refusal("E013", 401, "InvalidAuthenticationTokenTenant", message);
}

function forbidden(caller: Caller, { id }: DirectorySubscription): AzureError {
  const message = `The client '${caller.principalId}' with object id '${caller.principalId}' does not have authorization to perform this action over scope '/subscriptions/${id}' or the scope is invalid.`;
  return refusal("E014", 403, "AuthorizationFailed", message);
}

function insufficient(caller: Caller): AzureError {
  const message = `The principal '${caller.principalId}' does not have sufficient privileges over role assignments.`;
  return refusal("E015", 403, "InsufficientPrivilegesForManagedServiceResource", message);
}
