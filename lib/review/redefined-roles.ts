import { rolesOf } from "../access/access-grant.ts";
import type { CustomerAccess } from "../access/access-side.ts";
import { difference, permissionsOf } from "../permissions/permissions.ts";
import type { BuiltInRole, RoleCatalogue } from "../roles/role-catalogue.ts";
import { compareText } from "../values/compare-text.ts";
import type { Guid } from "../values/guid.ts";
import type { RoleRedefinition } from "./access-change.ts";
import { gradeOf } from "./grade.ts";
import { losesReaderByCatalogue } from "./lock-out.ts";

/**
 * The roles that mean something else in the change's catalogue: whoever edits the catalogue edits what everything after
 * it is judged by, so it is reported as the change of access that it amounts to. Roles that nobody holds too: a role that is
 * said to allow less today makes tomorrow's grant of it look small.
 */
export function redefinedRoles(
  after: readonly CustomerAccess[],
  catalogues: { readonly catalogue: RoleCatalogue; readonly changeCatalogue: RoleCatalogue },
): RoleRedefinition[] {
  if (catalogues.catalogue === catalogues.changeCatalogue) return [];
  const [old, now] = [rolesById(catalogues.catalogue), rolesById(catalogues.changeCatalogue)];
  const changed = [...new Set([...old.keys(), ...now.keys()])].filter(
    (id) => JSON.stringify(old.get(id)) !== JSON.stringify(now.get(id)),
  );
  return changed.sort(compareText).map((id) => {
    const holders = after.filter(({ grants }) => grants.some((grant) => rolesOf(grant).includes(id)));
    const locksOut = holders.some((access) => losesReaderByCatalogue(access, id, catalogues));
    return {
      ...redefinition(id, old.get(id), now.get(id)),
      customers: holders.map(({ customer }) => customer).sort(compareText),
      flags: locksOut ? ["lock-out"] : [],
    };
  });
}

/** Whether somebody holds a role, or may hand it out. */
export function isHeld({ customers }: Pick<RoleRedefinition, "customers">): boolean {
  return customers.length > 0;
}

function rolesById({ roles }: RoleCatalogue): ReadonlyMap<Guid, BuiltInRole> {
  return new Map(roles.map((role) => [role.id, role]));
}

function redefinition(
  id: Guid,
  old: BuiltInRole | undefined,
  now: BuiltInRole | undefined,
): Omit<RoleRedefinition, "customers" | "flags"> {
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
