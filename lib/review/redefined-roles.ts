import { rolesOf } from "../delegation/access-grant.ts";
import type { CustomerAccess } from "../delegation/access-side.ts";
import { difference, permissionsOf } from "../permissions/permissions.ts";
import { type BuiltInRole, type RoleCatalogue, roleById } from "../roles/role-catalogue.ts";
import type { RoleRedefinition } from "./access-change.ts";
import { gradeOf } from "./grade.ts";

/**
 * The granted and delegated roles that mean something else in the change's catalogue: whoever edits the catalogue edits
 * what everything after it is judged by, so it is told as the change of access that it amounts to.
 */
export function redefinedRoles(
  after: readonly CustomerAccess[],
  base: RoleCatalogue,
  change: RoleCatalogue,
): RoleRedefinition[] {
  const used = new Set(after.flatMap(({ grants }) => grants.flatMap(rolesOf)));
  return [...used].sort().flatMap((id) => {
    const [old, now] = [roleById(base, id), roleById(change, id)];
    const redefinition = redefine(id, old, now);
    return redefinition === undefined ? [] : [redefinition];
  });
}

function redefine(
  id: string,
  old: BuiltInRole | undefined,
  now: BuiltInRole | undefined,
): RoleRedefinition | undefined {
  if (JSON.stringify(old) === JSON.stringify(now)) return undefined;
  const permissions = (role: BuiltInRole | undefined) =>
    permissionsOf(role === undefined ? [] : [role], ["control", "data"]);
  const gained = difference(permissions(now), permissions(old));
  const lost = difference(permissions(old), permissions(now));
  const grade = gradeOf({ gains: gained.length > 0, loses: lost.length > 0 });
  return {
    roleDefinitionId: id,
    roleName: old?.name ?? now?.name ?? id,
    grade: grade === "none" ? "cosmetic" : grade,
    gained,
    lost,
  };
}
