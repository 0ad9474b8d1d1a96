import { type Scope, scopeId } from "../../delegation/scope.ts";
import { asciiLowerCase } from "../../values/ascii-lower-case.ts";
import { type Guid, LOWER_CASE_GUID } from "../../values/guid.ts";

const SCOPE = new RegExp(`^/subscriptions/(${LOWER_CASE_GUID})(?:/resourceGroups/([^/]+))?$`, "i");

/** Reads a scope of Azure's, which takes ARM ids without regard to case; undefined for anything else. */
export function readScope(id: string): Scope | undefined {
  const match = SCOPE.exec(id);
  if (match?.[1] === undefined) return undefined;
  const subscriptionId: Guid = match[1].toLowerCase();
  return { subscriptionId, ...(match[2] === undefined ? {} : { resourceGroup: match[2] }) };
}

/** Gives the ARM id by which a document's scope is known. */
export type Spelling = (scope: Scope) => string;

/**
 * Knows every resource group by the spelling in which it is met first. Azure takes names of groups without regard to
 * case, and gives them back as somebody wrote them: `rg-Web` and `RG-web` are one group, and must not look like two.
 */
export function firstSpelling(): Spelling {
  const known = new Map<string, string>();
  return (scope) => {
    const id = scopeId(scope);
    if (scope.resourceGroup === undefined) return id;
    const folded = asciiLowerCase(id);
    const first = known.get(folded) ?? id;
    known.set(folded, first);
    return first;
  };
}

const DEFINITION_ID =
  /^\/subscriptions\/([0-9a-f-]{36})\/providers\/Microsoft\.ManagedServices\/registrationDefinitions\/([0-9a-f-]{36})$/i;

/** Subscription and name of a registration definition's ARM id, in lower case. */
export function readDefinitionId(
  id: string,
): { readonly subscriptionId: Guid; readonly registrationDefinitionId: Guid } | undefined {
  const match = DEFINITION_ID.exec(id);
  if (match?.[1] === undefined || match[2] === undefined) return undefined;
  return { subscriptionId: match[1].toLowerCase(), registrationDefinitionId: match[2].toLowerCase() };
}
