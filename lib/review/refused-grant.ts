import { type AccessGrant, delegatedRoles } from "../access/access-grant.ts";
import {
  activationMinutes,
  LONGEST_ACTIVATION_MINUTES,
  MOST_APPROVERS,
  SHORTEST_ACTIVATION_MINUTES,
} from "../delegation/just-in-time-access-policy.ts";
import { type RoleCatalogue, roleById } from "../roles/role-catalogue.ts";
import { type RefusalReason, refusedOnlyForData, verdictOf } from "../roles/verdict.ts";
import { OWNER_ROLE_ID, USER_ACCESS_ADMINISTRATOR_ROLE_ID } from "../roles/well-known-roles.ts";
import { compareText } from "../values/compare-text.ts";
import { groupBy } from "../values/group-by.ts";
import type { Guid } from "../values/guid.ts";

/** Why Azure refuses a grant. */
export type Refusal =
  /** The catalogue does not know the role: Lighthouse takes built-in roles only. */
  | { readonly kind: "role-unknown" }
  | { readonly kind: "role-refused"; readonly reasons: readonly RefusalReason[] }
  /** User Access Administrator, which is standing or not at all. */
  | { readonly kind: "on-request" }
  /** User Access Administrator without roles to hand out. */
  | { readonly kind: "hands-out-nothing" }
  /** User Access Administrator with roles that nobody may hand out, or that the catalogue does not know. */
  | { readonly kind: "hands-out-refused"; readonly roleDefinitionIds: readonly Guid[] }
  /** Another role with roles to hand out. */
  | { readonly kind: "may-not-hand-out" }
  /** An activation that is too short or too long. */
  | { readonly kind: "activation-out-of-bounds" }
  /** More approvers than Azure takes. */
  | { readonly kind: "too-many-approvers" }
  /** Eligible grants of one role in one definition have several access policies. */
  | { readonly kind: "several-policies" };

/** A grant that Azure refuses, and why. */
export interface RefusedGrant {
  readonly grant: AccessGrant;
  readonly refusal: Refusal;
}

/**
 * The grants that Azure refuses by what the catalogue knows: by themselves, or beside each other. A role that the catalogue
 * does not know counts as refused: Lighthouse takes built-in roles only.
 *
 * @see https://learn.microsoft.com/azure/lighthouse/concepts/tenants-users-roles
 * @see https://learn.microsoft.com/azure/lighthouse/how-to/create-eligible-authorizations
 */
export function refusedGrants(grants: readonly AccessGrant[], catalogue: RoleCatalogue): RefusedGrant[] {
  return [
    ...grants.flatMap((grant) => {
      const refusal = roleRefusal(grant, catalogue) ?? policyRefusal(grant.access);
      return refusal === undefined ? [] : [{ grant, refusal }];
    }),
    ...refusedTogether(grants).map((grant) => ({ grant, refusal: { kind: "several-policies" as const } })),
  ];
}

/**
 * The grants that Azure refuses beside each other: eligible ones of one role in one definition must have one access
 * policy (same source).
 */
function refusedTogether(grants: readonly AccessGrant[]): AccessGrant[] {
  const keyOf = ({ scope, registrationDefinitionId, roleDefinitionId }: AccessGrant) =>
    [scope, registrationDefinitionId, roleDefinitionId].join();
  const eligible = grants.filter(({ access }) => access.kind === "eligible");
  const byRole = groupBy(eligible, keyOf);
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

function policyRefusal(access: AccessGrant["access"]): Refusal | undefined {
  if (access.kind === "standing") return undefined;
  const minutes = activationMinutes(access.maximumActivationDuration);
  // a duration that cannot be read is none that Azure takes here: days, say
  if (minutes === undefined || minutes < SHORTEST_ACTIVATION_MINUTES || minutes > LONGEST_ACTIVATION_MINUTES)
    return { kind: "activation-out-of-bounds" };
  const approvers = new Set(access.approvers.map(({ principalId }) => principalId));
  return approvers.size > MOST_APPROVERS ? { kind: "too-many-approvers" } : undefined;
}

/** The role itself, User Access Administrator without roles to hand out or on request, roles to hand out elsewhere, or Owner among them. */
function roleRefusal(grant: AccessGrant, catalogue: RoleCatalogue): Refusal | undefined {
  const role = roleById(catalogue, grant.roleDefinitionId);
  if (role === undefined) return { kind: "role-unknown" };
  const delegated = delegatedRoles(grant);
  const verdict = verdictOf(role);
  if (verdict.kind === "refused") return { kind: "role-refused", reasons: verdict.reasons };
  if (verdict.kind === "conditional") {
    if (grant.access.kind === "eligible") return { kind: "on-request" };
    if (delegated.length === 0) return { kind: "hands-out-nothing" };
    const roleDefinitionIds = delegated.filter(mayNotBeHandedOut(catalogue));
    return roleDefinitionIds.length > 0 ? { kind: "hands-out-refused", roleDefinitionIds } : undefined;
  }
  return delegated.length > 0 ? { kind: "may-not-hand-out" } : undefined;
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
