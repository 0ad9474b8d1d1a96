import { compareText } from "../values/compare-text.ts";

import { type BuiltInRole, PERMISSION_FIELDS, type PermissionField } from "./role-catalogue.ts";

/** Actions that a role gained and lost in one of its lists. Covers all its blocks. Sorted. */
export interface PermissionDifference {
  readonly field: PermissionField;
  readonly gained: readonly string[];
  readonly lost: readonly string[];
}

function without(actions: ReadonlySet<string>, others: ReadonlySet<string>): readonly string[] {
  return [...actions].filter((action) => !others.has(action)).sort(compareText);
}

/** Compares a role's lists between two catalogues; returns those that differ. */
export function permissionDifferences(
  before: BuiltInRole,
  after: BuiltInRole,
): readonly PermissionDifference[] {
  const all = (role: BuiltInRole, field: PermissionField): ReadonlySet<string> =>
    new Set(role.permissions.flatMap((block) => block[field]));
  return PERMISSION_FIELDS.map((field) => {
    const [old, now] = [all(before, field), all(after, field)];
    return { field, gained: without(now, old), lost: without(old, now) };
  }).filter(({ gained, lost }) => gained.length > 0 || lost.length > 0);
}
