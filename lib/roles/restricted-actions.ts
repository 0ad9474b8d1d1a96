import { compareText } from "../values/compare-text.ts";
import { coversAction } from "./action-pattern.ts";
import type { BuiltInRole, PermissionBlock } from "./role-catalogue.ts";

/**
 * Wildcard actions that make Azure Lighthouse refuse a role, compared as text. Source: Microsoft page "Tenants, users,
 * and roles in Azure Lighthouse scenarios".
 */
const WILDCARDS: readonly string[] = [
  "Microsoft.Authorization/*",
  "Microsoft.Authorization/*/write",
  "Microsoft.Authorization/*/delete",
];

const CONCRETE: readonly string[] = [
  "Microsoft.Authorization/roleAssignments",
  "Microsoft.Authorization/roleDefinitions",
  "Microsoft.Authorization/classicAdministrators",
  "Microsoft.Authorization/locks",
  "Microsoft.Authorization/denyAssignments",
].flatMap((type) => [`${type}/write`, `${type}/delete`]);

const LITERAL: ReadonlySet<string> = new Set(
  [...WILDCARDS, ...CONCRETE].map((action) => action.toLowerCase()),
);

function isRestricted(action: string, block: PermissionBlock): boolean {
  // Azure compares the list with a role's actions as text and ignores notActions
  if (LITERAL.has(action.toLowerCase())) return true;
  if (!action.includes("*")) return false;
  // a wider wildcard is not on the list, but grants listed actions: refused unless its block excludes them, so that
  // a future role with "*" and without notActions is refused like Owner
  return CONCRETE.some(
    (restricted) =>
      coversAction(action, restricted) &&
      !block.notActions.some((excluded) => coversAction(excluded, restricted)),
  );
}

/** The role's actions for which Azure Lighthouse refuses it. In the role's spelling; sorted, no repeats. */
export function restrictedActionsOf(role: BuiltInRole): readonly string[] {
  const found = role.permissions.flatMap((block) =>
    block.actions.filter((action) => isRestricted(action, block)),
  );
  return [...new Set(found)].sort(compareText);
}
