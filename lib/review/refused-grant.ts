import { type AccessGrant, delegatedRoles } from "../delegation/access-grant.ts";
import { compareText } from "../delegation/identifiers.ts";
import {
  activationMinutes,
  LONGEST_ACTIVATION_MINUTES,
  MOST_APPROVERS,
  SHORTEST_ACTIVATION_MINUTES,
} from "../delegation/just-in-time-access-policy.ts";
import { type RoleCatalogue, roleById } from "../roles/role-catalogue.ts";
import { refusedOnlyForData, verdictOf } from "../roles/verdict.ts";
import { OWNER_ROLE_ID, USER_ACCESS_ADMINISTRATOR_ROLE_ID } from "../roles/well-known-roles.ts";

/**
 * Whether Azure refuses this grant, whatever else is in its definition: for its role by what the catalogue knows, User
 * Access Administrator without roles to hand out or on request, roles to hand out elsewhere, or Owner among them; or for
 * an access policy that is out of bounds. A role that the catalogue does not know counts as refused: Lighthouse takes
 * built-in roles only.
 *
 * @see https://learn.microsoft.com/azure/lighthouse/concepts/tenants-users-roles
 * @see https://learn.microsoft.com/azure/lighthouse/how-to/create-eligible-authorizations
 */
export function isRefused(grant: AccessGrant, catalogue: RoleCatalogue): boolean {
  return isRoleRefused(grant, catalogue) || isPolicyRefused(grant.access);
}

/**
 * The grants that Azure refuses beside each other: eligible ones of one role in one definition must have one access
 * policy (same source).
 */
export function refusedTogether(grants: readonly AccessGrant[]): AccessGrant[] {
  const byRole = new Map<string, AccessGrant[]>();
  for (const grant of grants) {
    if (grant.access.kind !== "eligible") continue;
    const key = [grant.scope, grant.registrationDefinitionId, grant.roleDefinitionId].join();
    byRole.set(key, [...(byRole.get(key) ?? []), grant]);
  }
  const differ = (own: readonly AccessGrant[]) =>
    new Set(own.map(({ access }) => policyText(access))).size > 1;
  return [...byRole.values()].filter(differ).flat();
}

function policyText(access: AccessGrant["access"]): string {
  if (access.kind === "standing") return "";
  const { multiFactorAuthProvider, maximumActivationDuration, approvers } = access;
  const ids = approvers.map(({ principalId }) => principalId).sort(compareText);
  return JSON.stringify([multiFactorAuthProvider, maximumActivationDuration, ids]);
}

function isPolicyRefused(access: AccessGrant["access"]): boolean {
  if (access.kind === "standing") return false;
  const minutes = activationMinutes(access.maximumActivationDuration);
  const outOfRange =
    minutes !== undefined && (minutes < SHORTEST_ACTIVATION_MINUTES || minutes > LONGEST_ACTIVATION_MINUTES);
  return outOfRange || new Set(access.approvers.map(({ principalId }) => principalId)).size > MOST_APPROVERS;
}

function isRoleRefused(grant: AccessGrant, catalogue: RoleCatalogue): boolean {
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
