import type { Guid } from "../delegation/identifiers.ts";
import { type Scope, scopeId } from "../delegation/scope.ts";

const SCOPE =
  /^\/subscriptions\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:\/resourceGroups\/([^/]+))?$/i;

/** A scope of Azure's in the project's spelling; Azure itself takes ARM ids without regard to case. */
export function readScope(id: string): { readonly scope: Scope; readonly id: string } | undefined {
  const match = SCOPE.exec(id);
  if (match?.[1] === undefined) return undefined;
  const subscriptionId: Guid = match[1].toLowerCase();
  const scope = { subscriptionId, ...(match[2] === undefined ? {} : { resourceGroup: match[2] }) };
  return { scope, id: scopeId(scope) };
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
