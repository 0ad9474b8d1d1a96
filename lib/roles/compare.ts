import { compareText } from "../values/compare-text.ts";
import { canonicalCatalogue } from "./canonical-catalogue.ts";
import { permissionDifferences } from "./permission-difference.ts";
import { type BuiltInRole, type RoleCatalogue, roleById } from "./role-catalogue.ts";
import type { RoleChange, RoleChangeKind } from "./role-change.ts";
import { verdictOf } from "./verdict.ts";

export type { RoleChange } from "./role-change.ts";

// changes that can break an offer come first
const RANK = {
  removed: 0,
  becameRefused: 1,
  renamed: 2,
  becameSupported: 3,
  permissionsChanged: 4,
  added: 5,
} satisfies Record<RoleChangeKind, number>;

function verdictChanges(before: BuiltInRole, after: BuiltInRole): readonly RoleChange[] {
  const { id, name } = after;
  const [old, now] = [verdictOf(before), verdictOf(after)];
  if (old.kind !== "refused" && now.kind === "refused") {
    return [{ kind: "becameRefused", id, name, reasons: now.reasons }];
  }
  if (old.kind === "refused" && now.kind !== "refused") {
    return [{ kind: "becameSupported", id, name, verdict: now, reasons: old.reasons }];
  }
  return [];
}

function roleChanges(before: BuiltInRole, after: BuiltInRole): readonly RoleChange[] {
  const { id, name } = after;
  const changes: RoleChange[] = [...verdictChanges(before, after)];
  if (before.name !== name) changes.push({ kind: "renamed", id, name, before: before.name });
  if (JSON.stringify(before.permissions) !== JSON.stringify(after.permissions)) {
    changes.push({ kind: "permissionsChanged", id, name, differences: permissionDifferences(before, after) });
  }
  return changes;
}

/**
 * Compares two catalogues role by role, by GUID. The changes are sorted by kind (those that can break an offer first),
 * then by name. The dates are not compared.
 */
export function compareCatalogues(before: RoleCatalogue, after: RoleCatalogue): readonly RoleChange[] {
  const old = canonicalCatalogue(before.date, before.roles);
  const now = canonicalCatalogue(after.date, after.roles);
  const changes: RoleChange[] = [];
  for (const role of now.roles) {
    const earlier = roleById(old, role.id);
    if (earlier !== undefined) changes.push(...roleChanges(earlier, role));
    else changes.push({ kind: "added", id: role.id, name: role.name, verdict: verdictOf(role) });
  }
  for (const role of old.roles) {
    if (roleById(now, role.id) !== undefined) continue;
    changes.push({ kind: "removed", id: role.id, name: role.name, verdict: verdictOf(role) });
  }
  return changes.sort(
    (left, right) =>
      RANK[left.kind] - RANK[right.kind] ||
      compareText(left.name, right.name) ||
      compareText(left.id, right.id),
  );
}
