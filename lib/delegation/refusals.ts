import type { BuiltInRole } from "../roles/role-catalogue.ts";
import { type RoleVerdict, refusedOnlyForData, verdictOf } from "../roles/verdict.ts";
import { OWNER_ROLE_ID, USER_ACCESS_ADMINISTRATOR_ROLE_ID } from "../roles/well-known-roles.ts";
import { compareText } from "../values/compare-text.ts";
import { groupBy } from "../values/group-by.ts";
import type { Guid } from "../values/guid.ts";
import { LONGEST_ACTIVATION_MINUTES, MOST_APPROVERS, SHORTEST_ACTIVATION_MINUTES } from "./azure-limits.ts";
import type { Cloud } from "./cloud.ts";
import { activationMinutes } from "./just-in-time-access-policy.ts";
import type { PrincipalType } from "./principal.ts";

/*
 * Everything in a registration definition that Azure refuses or ignores. Rules apply it to definitions, review to
 * access, the emulator to requests: each converts its values into the facts of this file.
 *
 * https://learn.microsoft.com/azure/lighthouse/concepts/tenants-users-roles
 * https://learn.microsoft.com/azure/lighthouse/how-to/create-eligible-authorizations
 * https://learn.microsoft.com/azure/lighthouse/how-to/deploy-policy-remediation
 */

/** A principal with its type where that is known. An app registration's object id does not identify a principal. */
export interface PrincipalFacts {
  readonly principalId: Guid;
  readonly type?: PrincipalType | "Application" | undefined;
}

/** A complete just-in-time access policy. */
export interface PolicyFacts {
  readonly multiFactorAuthProvider: "Azure" | "None";
  /** ISO 8601. */
  readonly maximumActivationDuration: string;
  readonly approvers: readonly PrincipalFacts[];
}

/** A standing authorization. Roles that the catalogue lacks are undefined. */
export interface StandingFacts {
  readonly role: BuiltInRole | undefined;
  readonly delegatedRoles: readonly (BuiltInRole | undefined)[];
}

/** An eligible authorization. A role that the catalogue lacks is undefined. */
export interface EligibleFacts {
  readonly principal: PrincipalFacts;
  readonly role: BuiltInRole | undefined;
  readonly policy: PolicyFacts;
}

/** Refusal of a standing authorization. `indexes` are those of its delegated roles. */
export type StandingRefusal =
  /** Lighthouse accepts built-in roles only. */
  | { readonly kind: "role-unknown" }
  | {
      readonly kind: "role-refused";
      readonly role: BuiltInRole;
      readonly verdict: Extract<RoleVerdict, { kind: "refused" }>;
    }
  /** User Access Administrator without delegated roles. */
  | { readonly kind: "delegated-roles-missing"; readonly role: BuiltInRole }
  /** Delegated roles of another role: accepted, without effect (Azure-Lighthouse-samples pull request 82). */
  | { readonly kind: "delegated-roles-without-effect"; readonly role: BuiltInRole }
  /**
   * A delegated role is Owner, User Access Administrator or no built-in role. Or it is refused for more than data
   * actions.
   */
  | { readonly kind: "delegated-roles-refused"; readonly indexes: readonly number[] };

/** Refusal of an eligible authorization. `indexes` are those of its policy's approvers. */
export type EligibleRefusal =
  | Extract<StandingRefusal, { kind: "role-unknown" | "role-refused" }>
  /** Owner or User Access Administrator (azure-docs issue 80795). */
  | { readonly kind: "role-not-eligible"; readonly role: BuiltInRole }
  | { readonly kind: "service-principal-eligible" }
  | { readonly kind: "service-principal-approves"; readonly indexes: readonly number[] }
  /** Too short, too long, or not in hours and minutes. */
  | { readonly kind: "activation-out-of-range"; readonly limit: "shortest" | "longest" | "unreadable" }
  | { readonly kind: "too-many-approvers"; readonly approvers: number };

/** Checks a standing authorization by itself; the simplest refusal comes first. */
export function standingRefusals({ role, delegatedRoles }: StandingFacts): StandingRefusal[] {
  const refusals: StandingRefusal[] = roleRefusals(role);
  if (role?.id === USER_ACCESS_ADMINISTRATOR_ROLE_ID && delegatedRoles.length === 0)
    refusals.push({ kind: "delegated-roles-missing", role });
  if (role !== undefined && role.id !== USER_ACCESS_ADMINISTRATOR_ROLE_ID && delegatedRoles.length > 0)
    refusals.push({ kind: "delegated-roles-without-effect", role });
  const indexes = indexesWhere(delegatedRoles, (each) => each === undefined || mayNotBeDelegated(each));
  if (indexes.length > 0) refusals.push({ kind: "delegated-roles-refused", indexes });
  return refusals;
}

/** Checks an eligible authorization by itself; the simplest refusal comes first. */
export function eligibleRefusals({ principal, role, policy }: EligibleFacts): EligibleRefusal[] {
  const refusals: EligibleRefusal[] = roleRefusals(role);
  if (role !== undefined && NEVER_ELIGIBLE.has(role.id)) refusals.push({ kind: "role-not-eligible", role });
  if (principal.type === "ServicePrincipal") refusals.push({ kind: "service-principal-eligible" });
  const indexes = indexesWhere(policy.approvers, ({ type }) => type === "ServicePrincipal");
  if (indexes.length > 0) refusals.push({ kind: "service-principal-approves", indexes });
  const limit = brokenLimit(activationMinutes(policy.maximumActivationDuration));
  if (limit !== undefined) refusals.push({ kind: "activation-out-of-range", limit });
  const approvers = distinctIds(policy.approvers).length;
  if (approvers > MOST_APPROVERS) refusals.push({ kind: "too-many-approvers", approvers });
  return refusals;
}

const NEVER_ELIGIBLE = new Set([OWNER_ROLE_ID, USER_ACCESS_ADMINISTRATOR_ROLE_ID]);

function roleRefusals(
  role: BuiltInRole | undefined,
): Extract<StandingRefusal, { kind: "role-unknown" | "role-refused" }>[] {
  if (role === undefined) return [{ kind: "role-unknown" }];
  const verdict = verdictOf(role);
  return verdict.kind === "refused" ? [{ kind: "role-refused", role, verdict }] : [];
}

/**
 * Whether a role cannot be delegated. Roles with data actions count as accepted, because Microsoft's text and samples
 * disagree about them.
 */
function mayNotBeDelegated(role: BuiltInRole): boolean {
  const verdict = verdictOf(role);
  return verdict.kind !== "supported" && !refusedOnlyForData(verdict);
}

function brokenLimit(minutes: number | undefined): "shortest" | "longest" | "unreadable" | undefined {
  if (minutes === undefined) return "unreadable";
  if (minutes < SHORTEST_ACTIVATION_MINUTES) return "shortest";
  return minutes > LONGEST_ACTIVATION_MINUTES ? "longest" : undefined;
}

function indexesWhere<T>(values: readonly T[], matches: (value: T) => boolean): number[] {
  return values.flatMap((value, index) => (matches(value) ? [index] : []));
}

/** Sorted ids of principals, each once. */
function distinctIds(principals: readonly PrincipalFacts[]): Guid[] {
  return [...new Set(principals.map(({ principalId }) => principalId.toLowerCase()))].sort(compareText);
}

/** A property in which two policies differ. */
export type PolicyDifference = keyof PolicyFacts;

/** An eligible authorization whose policy differs from that of the first authorization of its role. */
export interface DifferingPolicy<T> {
  readonly eligible: T;
  readonly first: T;
  readonly differences: readonly PolicyDifference[];
}

/** Finds eligible authorizations of one role with different policies, which Azure refuses in one definition. */
export function differingPolicies<
  T extends { readonly roleDefinitionId: Guid; readonly policy: PolicyFacts },
>(all: readonly T[]): DifferingPolicy<T>[] {
  const byRole = groupBy(all, (each) => each.roleDefinitionId.toLowerCase());
  return [...byRole.values()].flatMap((sameRole) =>
    sameRole.flatMap((eligible) => {
      const [first = eligible] = sameRole;
      const differences = differencesBetween(first.policy, eligible.policy);
      return differences.length === 0 ? [] : [{ eligible, first, differences }];
    }),
  );
}

function differencesBetween(a: PolicyFacts, b: PolicyFacts): PolicyDifference[] {
  const differences: PolicyDifference[] = [];
  if (a.multiFactorAuthProvider !== b.multiFactorAuthProvider) differences.push("multiFactorAuthProvider");
  if (activationKey(a) !== activationKey(b)) differences.push("maximumActivationDuration");
  if (distinctIds(a.approvers).join() !== distinctIds(b.approvers).join()) differences.push("approvers");
  return differences;
}

function activationKey({ maximumActivationDuration: duration }: PolicyFacts): string | number {
  return activationMinutes(duration) ?? duration;
}

/** Whether a definition has no standing authorization, which Azure refuses (Azure-Lighthouse-samples issue 121). */
export function lacksStanding({ authorizations }: { readonly authorizations: readonly unknown[] }): boolean {
  return authorizations.length === 0;
}

/** A tenant, with its cloud where that is known. */
export interface TenantFacts {
  readonly tenantId: Guid;
  readonly cloud: Cloud | undefined;
}

/** Refusal of a delegation between two tenants. */
export type TenantRefusal = "same-tenant" | "other-cloud";

/**
 * Checks a delegation from a customer's tenant to a managing tenant. Azure refuses one tenant (azure-docs issue 35016)
 * and two clouds (Microsoft: "What is Azure Lighthouse?").
 */
export function tenantRefusals(managing: TenantFacts, customer: TenantFacts): TenantRefusal[] {
  const refusals: TenantRefusal[] = [];
  if (managing.tenantId.toLowerCase() === customer.tenantId.toLowerCase()) refusals.push("same-tenant");
  if (managing.cloud !== undefined && managing.cloud !== customer.cloud) refusals.push("other-cloud");
  return refusals;
}
