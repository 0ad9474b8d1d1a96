import { rolesOf } from "../access/access-grant.ts";
import type { CustomerAccess } from "../access/access-side.ts";
import { difference, permissionsOf } from "../permissions/permissions.ts";
import type { Effort } from "../permissions/search.ts";
import type { BuiltInRole, RoleCatalogue } from "../roles/role-catalogue.ts";
import { compareText } from "../values/compare-text.ts";
import { groupBy } from "../values/group-by.ts";
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
  effort: Effort,
): RoleRedefinition[] {
  if (catalogues.catalogue === catalogues.changeCatalogue) return [];
  const [old, now] = [rolesById(catalogues.catalogue), rolesById(catalogues.changeCatalogue)];
  const changed = [...new Set([...old.keys(), ...now.keys()])].filter(
    (id) => JSON.stringify(old.get(id)) !== JSON.stringify(now.get(id)),
  );
  const holdersOf = holdersByRole(changed.length === 0 ? [] : after, new Set(changed));
  return changed.sort(compareText).map((id) => {
    const holders = holdersOf.get(id) ?? [];
    const locksOut = holders.some((access) => losesReaderByCatalogue(access, id, catalogues));
    return {
      ...redefinition(id, old.get(id), now.get(id), effort),
      customers: holders.map(({ customer }) => customer).sort(compareText),
      flags: locksOut ? ["lock-out"] : [],
    };
  });
}

/** The customers in which each of these roles is held, or may be assigned. */
function holdersByRole(
  customers: readonly CustomerAccess[],
  roles: ReadonlySet<Guid>,
): ReadonlyMap<Guid, readonly CustomerAccess[]> {
  const held = customers.flatMap((access) => {
    const ids = new Set(access.grants.flatMap(rolesOf));
    return [...ids].filter((id) => roles.has(id)).map((id) => ({ id, access }));
  });
  const byRole = groupBy(held, ({ id }) => id);
  return new Map([...byRole].map(([id, same]) => [id, same.map(({ access }) => access)]));
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
  effort: Effort,
): Omit<RoleRedefinition, "customers" | "flags"> {
  const permissions = (role: BuiltInRole | undefined) =>
    permissionsOf(role === undefined ? [] : [role], ["control", "data"]);
  effort.about(now?.name ?? old?.name ?? id);
  const gained = difference(permissions(now), permissions(old), effort);
  const lost = difference(permissions(old), permissions(now), effort);
  const grade = gradeOf({ gains: gained.length > 0, loses: lost.length > 0 });
  return {
    roleDefinitionId: id,
    roleName: old?.name ?? now?.name ?? id,
    grade: grade === "none" ? "cosmetic" : grade,
    gained,
    lost,
  };
}
