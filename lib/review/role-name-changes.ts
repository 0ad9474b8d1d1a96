import type { RoleCatalogue } from "../roles/role-catalogue.ts";
import { compareText } from "../values/compare-text.ts";
import { groupBy } from "../values/group-by.ts";
import type { Guid } from "../values/guid.ts";
import { lookalikeForm } from "./name-directory.ts";

/** A role that the change's catalogue gives another name, or the name of another role. */
export interface RoleNameChange {
  readonly roleDefinitionId: Guid;
  /** Name in base's catalogue; undefined where base does not know the role. */
  readonly before: string | undefined;
  /** Name in the change's catalogue. */
  readonly after: string;
  /** Other roles with this name, or one that looks the same, in base's catalogue. The name moves from them. Sorted. */
  readonly formerly: readonly Guid[];
}

/**
 * Roles whose names change between two catalogues. Policies, guardrails and definitions name roles: a name that moves to
 * another role changes what all of them mean.
 *
 * @returns sorted by the roles' GUIDs
 */
export function roleNameChanges(base: RoleCatalogue, change: RoleCatalogue): RoleNameChange[] {
  if (base === change) return [];
  const names = new Map(base.roles.map(({ id, name }) => [id, name]));
  const byForm = groupBy(base.roles, ({ name }) => lookalikeForm(name));
  return [...change.roles]
    .flatMap(({ id, name: after }): RoleNameChange[] => {
      const before = names.get(id);
      if (before === after) return [];
      const others = (byForm.get(lookalikeForm(after)) ?? []).filter((role) => role.id !== id);
      // a role that is new, with a name that is new, changes no name
      if (before === undefined && others.length === 0) return [];
      const formerly = others.map((role) => role.id).sort(compareText);
      return [{ roleDefinitionId: id, before, after, formerly }];
    })
    .sort((a, b) => compareText(a.roleDefinitionId, b.roleDefinitionId));
}
