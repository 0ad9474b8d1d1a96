import { type AccessGrant, grantKey } from "../delegation/access-grant.ts";

/** The grants of two sides, put side by side. */
export interface MatchedGrants {
  /** The same principal, role and scope on both sides, with something changed. */
  readonly pairs: readonly { readonly before: AccessGrant; readonly after: AccessGrant }[];
  readonly removed: readonly AccessGrant[];
  readonly added: readonly AccessGrant[];
}

/**
 * Pairs what is the same principal, role and scope on both sides: first within the same definition and assignment, then
 * wherever it is. What is equal on both sides is left out.
 */
export function matchGrants(before: readonly AccessGrant[], after: readonly AccessGrant[]): MatchedGrants {
  const [left, right] = withoutEqual(before, after);
  const pairs: { before: AccessGrant; after: AccessGrant }[] = [];
  let [removed, added] = [left, right];
  for (const identity of [delegatedIdentity, alikeIdentity, grantIdentity]) {
    const open = new Map<string, AccessGrant[]>();
    for (const grant of removed) open.set(identity(grant), [...(open.get(identity(grant)) ?? []), grant]);
    const unmatched: AccessGrant[] = [];
    for (const grant of added) {
      const match = open.get(identity(grant))?.shift();
      if (match === undefined) unmatched.push(grant);
      else pairs.push({ before: match, after: grant });
    }
    removed = removed.filter((grant) => open.get(identity(grant))?.includes(grant));
    added = unmatched;
  }
  return { pairs, removed, added };
}

function withoutEqual(
  before: readonly AccessGrant[],
  after: readonly AccessGrant[],
): [AccessGrant[], AccessGrant[]] {
  const [old, now] = [before.map(grantKey), after.map(grantKey)];
  return [lacking(before, old, now), lacking(after, now, old)];
}

/** Those of the items that the others do not have as often. */
function lacking(
  items: readonly AccessGrant[],
  keys: readonly string[],
  others: readonly string[],
): AccessGrant[] {
  const counts = new Map<string, number>();
  for (const key of others) counts.set(key, (counts.get(key) ?? 0) + 1);
  return items.filter((_, index) => {
    const key = keys[index] ?? "";
    const count = counts.get(key) ?? 0;
    counts.set(key, count - 1);
    return count <= 0;
  });
}

/** Principal, role and scope: what a grant is about. Resource groups are the same in every spelling. */
export function grantIdentity(grant: AccessGrant): string {
  return [
    grant.managingTenantId,
    grant.principalId,
    grant.scope.toLowerCase(),
    grant.roleDefinitionId,
  ].join();
}

function delegatedIdentity(grant: AccessGrant): string {
  return [
    grantIdentity(grant),
    grant.access.kind,
    grant.registrationDefinitionId,
    grant.registrationAssignmentId,
  ].join();
}

/** The same way of access, wherever it comes from: a standing and an eligible grant of one role do not cross. */
function alikeIdentity(grant: AccessGrant): string {
  return [grantIdentity(grant), grant.access.kind].join();
}
