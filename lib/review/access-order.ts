import type { AccessGrant, EligibleAccess } from "../access/access-grant.ts";
import { activationMinutes } from "../delegation/just-in-time-access-policy.ts";
import { parseScopeId } from "../delegation/scope.ts";
import { asciiLowerCase } from "../values/ascii-lower-case.ts";

/** Terms of access: standing, or on request. */
type Access = AccessGrant["access"];

/**
 * Whether the terms `more` allow everything that the terms `less` allow. Standing access is more than access on
 * request, no multifactor authentication more than with it, self-activation more than approval. More approvers are more
 * than fewer, because each can approve; a longer activation is more than a shorter one. Other terms are incomparable.
 */
function isAtLeast(more: Access, less: Access): boolean {
  if (more.kind === "standing") return true;
  if (less.kind === "standing") return false;
  return (
    (more.multiFactorAuthProvider === "None" || less.multiFactorAuthProvider === "Azure") &&
    lastsAtLeast(more.maximumActivationDuration, less.maximumActivationDuration) &&
    approvedAtLeastByAll(more, less)
  );
}

function lastsAtLeast(more: string, less: string): boolean {
  if (more === less) return true;
  const [longer, shorter] = [activationMinutes(more), activationMinutes(less)];
  // an unreadable duration is comparable with itself alone
  return longer !== undefined && shorter !== undefined && longer >= shorter;
}

function approvedAtLeastByAll(more: EligibleAccess, less: EligibleAccess): boolean {
  if (more.approvers.length === 0) return true;
  if (less.approvers.length === 0) return false;
  const approvers = new Set(more.approvers.map(({ principalId }) => principalId));
  return less.approvers.every(({ principalId }) => approvers.has(principalId));
}

/**
 * Whether a delegation of `outer` reaches `inner`. It does for the same scope, and from a subscription to its resource
 * groups.
 */
export function coversScope(outer: string, inner: string): boolean {
  const [out, within] = [parseScopeId(outer), parseScopeId(inner)];
  if (out === undefined || within === undefined) return asciiLowerCase(outer) === asciiLowerCase(inner);
  if (out.subscriptionId !== within.subscriptionId) return false;
  return (
    out.resourceGroup === undefined ||
    asciiLowerCase(out.resourceGroup) === asciiLowerCase(within.resourceGroup ?? "")
  );
}

/** Whether one of two scopes reaches the other. */
export function scopesTouch(a: string, b: string): boolean {
  return coversScope(a, b) || coversScope(b, a);
}

/**
 * Whether a grant covers another one in principal, scope and terms. Its terms must be at least the other's. Then only
 * the permissions of the two roles are left to compare.
 */
export function reachesAsFar(grant: AccessGrant, other: AccessGrant): boolean {
  return (
    samePrincipal(grant, other) &&
    coversScope(grant.scope, other.scope) &&
    isAtLeast(grant.access, other.access)
  );
}

/** Whether two grants have one principal; a principal's GUID is unique only within its tenant. */
export function samePrincipal(a: AccessGrant, b: AccessGrant): boolean {
  return a.principalId === b.principalId && a.managingTenantId === b.managingTenantId;
}
