import { rolesOf } from "../delegation/access-grant.ts";
import type { CustomerAccess } from "../delegation/access-side.ts";
import { compareText, type Guid } from "../delegation/identifiers.ts";
import { templateOf } from "../delegation/templated-access.ts";
import { difference, permissionsOf } from "../permissions/permissions.ts";
import type { BuiltInRole, RoleCatalogue } from "../roles/role-catalogue.ts";
import type { RoleRedefinition } from "./access-change.ts";
import { gradeOf } from "./grade.ts";

/**
 * The roles that mean something else in the change's catalogue: whoever edits the catalogue edits what everything after
 * it is judged by, so it is told as the change of access that it amounts to. Roles that nobody holds too: a role that is
 * said to allow less today makes tomorrow's grant of it look small.
 */
export function redefinedRoles(
  after: readonly CustomerAccess[],
  base: RoleCatalogue,
  change: RoleCatalogue,
): RoleRedefinition[] {
  const [old, now] = [rolesById(base), rolesById(change)];
  const changed = [...new Set([...old.keys(), ...now.keys()])].filter(
    (id) => JSON.stringify(old.get(id)) !== JSON.stringify(now.get(id)),
  );
  const holders = holdersOf(changed, after);
  return changed
    .sort(compareText)
    .map((id) => redefinition(id, old.get(id), now.get(id), holders.get(id) ?? []));
}

/** Whether somebody holds a role, or may hand it out. */
export function isHeld({ customers }: Pick<RoleRedefinition, "customers">): boolean {
  return customers.length > 0;
}

function rolesById({ roles }: RoleCatalogue): ReadonlyMap<Guid, BuiltInRole> {
  return new Map(roles.map((role) => [role.id, role]));
}

/** Customers that have a role somewhere, by role; what is alike of a fleet is asked once. */
function holdersOf(ids: readonly Guid[], after: readonly CustomerAccess[]): ReadonlyMap<Guid, string[]> {
  const holders = new Map(ids.map((id): [Guid, string[]] => [id, []]));
  if (ids.length === 0) return holders;
  const known = new Map<object, readonly Guid[]>();
  for (const access of after) {
    const template = templateOf(access)?.template ?? access;
    const roles =
      known.get(template) ?? [...new Set(access.grants.flatMap(rolesOf))].filter((id) => holders.has(id));
    known.set(template, roles);
    for (const id of roles) holders.get(id)?.push(access.customer);
  }
  for (const customers of holders.values()) customers.sort(compareText);
  return holders;
}

function redefinition(
  id: Guid,
  old: BuiltInRole | undefined,
  now: BuiltInRole | undefined,
  customers: readonly string[],
): RoleRedefinition {
  const permissions = (role: BuiltInRole | undefined) =>
    permissionsOf(role === undefined ? [] : [role], ["control", "data"]);
  const gained = difference(permissions(now), permissions(old));
  const lost = difference(permissions(old), permissions(now));
  const grade = gradeOf({ gains: gained.length > 0, loses: lost.length > 0 });
  return {
    roleDefinitionId: id,
    roleName: old?.name ?? now?.name ?? id,
    customers,
    grade: grade === "none" ? "cosmetic" : grade,
    gained,
    lost,
  };
}
