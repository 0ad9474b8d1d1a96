import { type AccessGrant, grantKey } from "../access/access-grant.ts";
import { groupBy } from "../values/group-by.ts";

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
    const open = groupBy(removed, identity);
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
  const open = new Map<string, AccessGrant[]>();
  for (const grant of after) {
    const alike = open.get(grantIdentity(grant));
    if (alike === undefined) open.set(grantIdentity(grant), [grant]);
    else alike.push(grant);
  }
  const removed = before.filter((grant) => {
    const alike = open.get(grantIdentity(grant)) ?? [];
    const index = alike.findIndex((other) => sameGrant(other, grant));
    if (index >= 0) alike.splice(index, 1);
    return index < 0;
  });
  // in the order that they came in
  const left = new Set([...open.values()].flat());
  return [removed, after.filter((grant) => left.has(grant))];
}

/** Whether two grants are equal in everything; `grantKey` says so too, at length. */
function sameGrant(a: AccessGrant, b: AccessGrant): boolean {
  return (
    a.registrationAssignmentId === b.registrationAssignmentId &&
    a.registrationDefinitionId === b.registrationDefinitionId &&
    a.principalDisplayName === b.principalDisplayName &&
    a.access.kind === b.access.kind &&
    (isPlainlyStanding(a) && isPlainlyStanding(b) ? a.scope === b.scope : grantKey(a) === grantKey(b))
  );
}

/** Standing, with nothing to hand out: then all that is left to compare are principal, role and scope. */
function isPlainlyStanding({ access }: AccessGrant): boolean {
  return access.kind === "standing" && access.delegatedRoleDefinitionIds.length === 0;
}

/** Principal, role and scope: what a grant is about. Resource groups are the same in every spelling. */
export function grantIdentity({
  managingTenantId,
  principalId,
  scope,
  roleDefinitionId,
}: AccessGrant): string {
  return `${managingTenantId},${principalId},${roleDefinitionId},${scope.toLowerCase()}`;
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
