import { compareText } from "../values/compare-text.ts";
import type { BuiltInRole, PermissionBlock, RoleCatalogue } from "./role-catalogue.ts";

// actions are a set: Azure prints them in changing order and with repeats
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
 * The canonical form of a catalogue. Roles are sorted by name, blocks and actions sorted, no repeats, GUIDs in lower
 * case. Azure's order changes between two calls. In this form two catalogues differ only where the roles do.
 */
export function canonicalCatalogue(date: string, roles: readonly BuiltInRole[]): RoleCatalogue {
  const sorted = roles.map(canonicalRole);
  sorted.sort((left, right) => compareText(left.name, right.name) || compareText(left.id, right.id));
  return { date, roles: sorted };
}
