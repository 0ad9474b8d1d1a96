import { type AccessGrant, grantText } from "../access/access-grant.ts";
import { asciiLowerCase } from "../values/ascii-lower-case.ts";
import { groupBy } from "../values/group-by.ts";

/** The grants of two sides, matched. */
export interface MatchedGrants {
  /** The same principal, role and scope on both sides, with something changed. */
  readonly pairs: readonly { readonly before: AccessGrant; readonly after: AccessGrant }[];
  readonly removed: readonly AccessGrant[];
  readonly added: readonly AccessGrant[];
}

/**
 * Pairs grants of the same principal, role and scope. Pairs first within the same definition and assignment, then
 * across them. Grants that are equal on both sides, display names included, are left out.
 */
export function matchGrants(before: readonly AccessGrant[], after: readonly AccessGrant[]): MatchedGrants {
  const pairs: { before: AccessGrant; after: AccessGrant }[] = [];
  let { removed, added } = pairBy(grantText, before, after);
  for (const keyOf of [delegatedKey, sameKindKey, accessCell]) {
    const found = pairBy(keyOf, removed, added);
    pairs.push(...found.pairs);
    ({ removed, added } = found);
  }
  return { pairs, removed, added };
}

/** Pairs grants of one key in their order; the rest keeps its order. */
function pairBy(
  keyOf: (grant: AccessGrant) => string,
  before: readonly AccessGrant[],
  after: readonly AccessGrant[],
): MatchedGrants {
  const open = groupBy(before, keyOf);
  const pairs: { before: AccessGrant; after: AccessGrant }[] = [];
  const added = after.filter((grant) => {
    const match = open.get(keyOf(grant))?.shift();
    if (match !== undefined) pairs.push({ before: match, after: grant });
    return match === undefined;
  });
  const left = new Set([...open.values()].flat());
  return { pairs, removed: before.filter((grant) => left.has(grant)), added };
}

/** A grant's cell in the access matrix: principal, role and scope, without terms and delegation. */
export function accessCell({ managingTenantId, principalId, scope, roleDefinitionId }: AccessGrant): string {
  return [managingTenantId, principalId, roleDefinitionId, asciiLowerCase(scope)].join();
}

function delegatedKey(grant: AccessGrant): string {
  return [sameKindKey(grant), grant.registrationDefinitionId, grant.registrationAssignmentId].join();
}

/** Pairs standing and eligible grants of one cell separately, where both exist. */
function sameKindKey(grant: AccessGrant): string {
  return [accessCell(grant), grant.access.kind].join();
}
