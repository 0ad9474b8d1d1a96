import { compareText } from "../values/compare-text.ts";
import type { BuiltInRole, PermissionBlock, RoleCatalogue } from "./role-catalogue.ts";

// a set of actions has no order and no repeats, whatever Azure happened to print that day
function canonicalActions(actions: readonly string[]): readonly string[] {
  return [...new Set(actions)].sort(compareText);
}

function canonicalBlock(block: PermissionBlock): PermissionBlock {
  return {
    actions: canonicalActions(block.actions),
    notActions: canonicalActions(block.notActions),
    dataActions: canonicalActions(block.dataActions),
    notDataActions: canonicalActions(block.notDataActions),
    condition: block.condition,
  };
}

function canonicalRole(role: BuiltInRole): BuiltInRole {
  const keyed = role.permissions.map(canonicalBlock).map((block) => ({ block, key: JSON.stringify(block) }));
  keyed.sort((left, right) => compareText(left.key, right.key));
  return { id: role.id.toLowerCase(), name: role.name, permissions: keyed.map(({ block }) => block) };
}

/**
 * The one way to write down a set of roles: roles by name, blocks and actions in a fixed order, repeats dropped, GUIDs
 * in lower case. Azure prints roles and actions in an order that changes between two calls; in this form two catalogues
 * differ only where the roles do.
 */
export function canonicalCatalogue(date: string, roles: readonly BuiltInRole[]): RoleCatalogue {
  const sorted = roles.map(canonicalRole);
  sorted.sort((left, right) => compareText(left.name, right.name) || compareText(left.id, right.id));
  return { date, roles: sorted };
}
