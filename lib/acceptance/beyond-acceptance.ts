import { type AccessGrant, mediationIdentity } from "../access/access-grant.ts";
import { reachesAsFar } from "../review/access-order.ts";
import { isNonEmpty, type RoleMeaning } from "../review/role-meaning.ts";
import { asciiLowerCase } from "../values/ascii-lower-case.ts";

/**
 * Grants that allow more than other grants do together. More is another principal, scope or role, or easier terms.
 * Narrowing and removal add none.
 *
 * @param allowed what was accepted, and what was there before the change
 */
export function grantsBeyond(
  grants: readonly AccessGrant[],
  allowed: readonly AccessGrant[],
  meaning: RoleMeaning,
): AccessGrant[] {
  const known = new Set(allowed.map(sameAccess));
  return grants.filter((grant) => {
    if (known.has(sameAccess(grant))) return false;
    const covering = allowed.filter((each) => reachesAsFar(each, grant));
    return isNonEmpty(meaning.beyond(grant, covering));
  });
}

/** Who may do what where on which terms, without definitions and names. */
function sameAccess({ managingTenantId, principalId, roleDefinitionId, scope, access }: AccessGrant): string {
  return [
    managingTenantId,
    principalId,
    roleDefinitionId,
    asciiLowerCase(scope),
    mediationIdentity(access),
  ].join(" ");
}
