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
 * The roles that the change's catalogue redefines. Later changes are judged by the catalogue, so a redefinition is
 * graded as a change of access. This includes roles without holders: fewer permissions in the catalogue today would
 * make a later grant look small.
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

/** Whether a principal holds a role or may assign it. */
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
