import { asciiLowerCase } from "../values/ascii-lower-case.ts";
import { compareText } from "../values/compare-text.ts";
import { type Guid, LOWER_CASE_GUID } from "../values/guid.ts";

/** What is delegated: a whole subscription, or one resource group of it. */
export interface Scope {
  readonly subscriptionId: Guid;
  readonly resourceGroup?: string;
}

const SCOPE_PATTERN = /^\/subscriptions\/([0-9a-f-]{36})(?:\/resourceGroups\/([^/]+))?$/;

/** The ARM id of a scope, spelled as azurerm insists on. */
export function scopeId(scope: Scope): string {
  const subscription = `/subscriptions/${scope.subscriptionId}`;
  return scope.resourceGroup === undefined
    ? subscription
    : `${subscription}/resourceGroups/${scope.resourceGroup}`;
}

/** Reads what {@link scopeId} writes; undefined for any other text or spelling. */
export function parseScopeId(id: string): Scope | undefined {
  const match = SCOPE_PATTERN.exec(id);
  if (match?.[1] === undefined) return undefined;
  return { subscriptionId: match[1], ...(match[2] === undefined ? {} : { resourceGroup: match[2] }) };
}

const SCOPE_PATTERN_OF_ANY_CASE = new RegExp(
  `^/subscriptions/(${LOWER_CASE_GUID})(?:/resourceGroups/([^/]+))?$`,
  "i",
);

/**
 * Reads a scope of Azure's, which compares ARM ids without regard to case. The subscription comes out in lower case, the
 * resource group as written; undefined for any other text.
 */
export function parseScopeIdOfAnyCase(id: string): Scope | undefined {
  const match = SCOPE_PATTERN_OF_ANY_CASE.exec(id);
  if (match?.[1] === undefined) return undefined;
  const subscriptionId: Guid = match[1].toLowerCase();
  return { subscriptionId, ...(match[2] === undefined ? {} : { resourceGroup: match[2] }) };
}

/** The subscription that an ARM id of a scope is in; a text that is no such id stands for itself, and for nothing else. */
export function subscriptionOfScope(id: string): Guid {
  return parseScopeId(id)?.subscriptionId ?? id;
}

/** Orders scopes: by subscription, the subscription before its resource groups, those without regard to case. */
export function compareScopes(a: Scope, b: Scope): number {
  return (
    compareText(a.subscriptionId, b.subscriptionId) ||
    compareText(asciiLowerCase(a.resourceGroup ?? ""), asciiLowerCase(b.resourceGroup ?? ""))
  );
}
