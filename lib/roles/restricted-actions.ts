import { compareText } from "../values/compare-text.ts";
import { coversAction } from "./action-pattern.ts";
import type { BuiltInRole, PermissionBlock } from "./role-catalogue.ts";

/**
 * The actions that make Azure Lighthouse refuse a role, from the Microsoft page "Tenants, users, and roles in Azure
 * Lighthouse scenarios". The wildcard entries are compared as text.
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
  // Azure compares the list with a role's actions as they are written, whatever notActions take back
  if (LITERAL.has(action.toLowerCase())) return true;
  if (!action.includes("*")) return false;
  // a wider wildcard is not on the list, but grants what is: refused here unless its own block takes that back, so
  // that a future role of "*" without notActions is not let through merely because it is not called Owner
  return CONCRETE.some(
    (restricted) =>
      coversAction(action, restricted) && !block.notActions.some((taken) => coversAction(taken, restricted)),
  );
}

/** The role's own actions, as it spells them, for which Azure Lighthouse refuses it; sorted, no repeats. */
export function restrictedActionsOf(role: BuiltInRole): readonly string[] {
  const found = role.permissions.flatMap((block) =>
    block.actions.filter((action) => isRestricted(action, block)),
  );
  return [...new Set(found)].sort(compareText);
}
