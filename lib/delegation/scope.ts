import { asciiLowerCase } from "../values/ascii-lower-case.ts";
import { compareText } from "../values/compare-text.ts";
import { type Guid, LOWER_CASE_GUID } from "../values/guid.ts";

/** A whole subscription, or one resource group of it. */
export interface Scope {
  readonly subscriptionId: Guid;
  readonly resourceGroup?: string;
}

const SCOPE_PATTERN = /^\/subscriptions\/([0-9a-f-]{36})(?:\/resourceGroups\/([^/]+))?$/;

/** The ARM id of a scope, in the spelling that azurerm requires. */
export function scopeId(scope: Scope): string {
  const subscription = `/subscriptions/${scope.subscriptionId}`;
  return scope.resourceGroup === undefined
    ? subscription
    : `${subscription}/resourceGroups/${scope.resourceGroup}`;
}

/** Parses the result of {@link scopeId}; undefined for any other text or spelling. */
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
 * Parses the ARM id of a scope in any case, because Azure compares ids case-insensitively. The subscription becomes
 * lower case, the resource group stays as written; undefined for any other text.
 */
export function parseScopeIdOfAnyCase(id: string): Scope | undefined {
  const match = SCOPE_PATTERN_OF_ANY_CASE.exec(id);
  if (match?.[1] === undefined) return undefined;
  const subscriptionId: Guid = match[1].toLowerCase();
  return { subscriptionId, ...(match[2] === undefined ? {} : { resourceGroup: match[2] }) };
}

/** The subscription id of a scope's ARM id. Any other text is returned unchanged and equals only itself. */
export function subscriptionOfScope(id: string): Guid {
  return parseScopeId(id)?.subscriptionId ?? id;
}

/** Compares scopes by subscription, then resource group (case-insensitively). The whole subscription comes first. */
export function compareScopes(a: Scope, b: Scope): number {
  return (
    compareText(a.subscriptionId, b.subscriptionId) ||
    compareText(asciiLowerCase(a.resourceGroup ?? ""), asciiLowerCase(b.resourceGroup ?? ""))
  );
}
