import { type AccessGrant, grantKey } from "../delegation/access-grant.ts";
import { compareText } from "../delegation/identifiers.ts";

/**
 * Grants in the order of `sortGrants`, each once. That one makes a text of every grant; here only grants of one
 * principal in one role on one scope are compared as texts, which is what thousands of stacks have time for.
 */
export function orderGrants(grants: readonly AccessGrant[]): AccessGrant[] {
  return [...grants].sort(compareGrants).filter((grant, index, all) => {
    const previous = all[index - 1];
    return previous === undefined || compareGrants(previous, grant) !== 0;
  });
}

function compareGrants(a: AccessGrant, b: AccessGrant): number {
  // as JSON, as grantKey has it: the quotation mark at its end takes part in the order
  if (a.scope !== b.scope) return compareText(JSON.stringify(a.scope), JSON.stringify(b.scope));
  return (
    compareText(a.principalId, b.principalId) ||
    compareText(a.roleDefinitionId, b.roleDefinitionId) ||
    compareText(grantKey(a), grantKey(b))
  );
}
