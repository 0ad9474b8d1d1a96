/**
 * One permission block of a role, as Azure defines it: what `actions` grant less what `notActions` name, and the same
 * for data. A block's `notActions` subtract from that block alone; the role grants the union of its blocks.
 * Microsoft page "Understand Azure role definitions".
 */
export interface PermissionBlock {
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly dataActions: readonly string[];
  readonly notDataActions: readonly string[];
  /** The attribute-based condition on this block, or null. */
  readonly condition: string | null;
}

/** A built-in role of Azure: `id` is its GUID in lower case, `name` what the portal shows, without outer spaces. */
export interface BuiltInRole {
  readonly id: string;
  readonly name: string;
  readonly permissions: readonly PermissionBlock[];
}

/** Azure's built-in roles as they were on `date` (YYYY-MM-DD), sorted by name in code-unit order. */
export interface RoleCatalogue {
  readonly date: string;
  readonly roles: readonly BuiltInRole[];
}

interface Index {
  readonly byId: ReadonlyMap<string, BuiltInRole>;
  readonly byName: ReadonlyMap<string, BuiltInRole>;
}

// keyed by the catalogue itself: an estate of thousands of customers asks the same catalogue again and again
const indexes: WeakMap<RoleCatalogue, Index> = new WeakMap();

function indexOf(catalogue: RoleCatalogue): Index {
  const known = indexes.get(catalogue);
  if (known !== undefined) return known;
  const index: Index = {
    byId: new Map(catalogue.roles.map((role) => [role.id, role])),
    byName: new Map(catalogue.roles.map((role) => [role.name, role])),
  };
  indexes.set(catalogue, index);
  return index;
}

/** The role with this GUID, written in either case, or undefined. */
export function roleById(catalogue: RoleCatalogue, id: string): BuiltInRole | undefined {
  return indexOf(catalogue).byId.get(id.toLowerCase());
}

/** The role with exactly this name, or undefined. A near miss is a question for `similarRoleNames`. */
export function roleByName(catalogue: RoleCatalogue, name: string): BuiltInRole | undefined {
  return indexOf(catalogue).byName.get(name);
}
