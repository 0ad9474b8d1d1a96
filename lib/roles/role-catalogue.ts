/**
 * A permission block of a role: it grants `actions` minus `notActions`, and likewise for data. `notActions` apply to
 * their own block only; the role grants the union of its blocks. Microsoft page "Understand Azure role definitions".
 */
export interface PermissionBlock {
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly dataActions: readonly string[];
  readonly notDataActions: readonly string[];
  /** The attribute-based condition on this block, or null. */
  readonly condition: string | null;
}

/** The four lists of a permission block. */
export type PermissionField = Exclude<keyof PermissionBlock, "condition">;

// a table, so that a new list of the block is a compile error here
const FIELDS = {
  actions: true,
  notActions: true,
  dataActions: true,
  notDataActions: true,
} satisfies Record<PermissionField, true>;

/** The four lists, in Azure's order. */
export const PERMISSION_FIELDS: readonly PermissionField[] = Object.keys(FIELDS) as PermissionField[];

/** A built-in role. `id` is its GUID in lower case, `name` its trimmed name in the portal. */
export interface BuiltInRole {
  readonly id: string;
  readonly name: string;
  readonly permissions: readonly PermissionBlock[];
}

/** Azure's built-in roles on `date` (YYYY-MM-DD), sorted by name in code-unit order. */
export interface RoleCatalogue {
  readonly date: string;
  readonly roles: readonly BuiltInRole[];
}

interface Index {
  readonly byId: ReadonlyMap<string, BuiltInRole>;
  readonly byName: ReadonlyMap<string, BuiltInRole>;
}

// built once a catalogue: thousands of customers look roles up in the same one
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

/** Finds a role by its GUID, in either case; undefined where it is missing. */
export function roleById(catalogue: RoleCatalogue, id: string): BuiltInRole | undefined {
  return indexOf(catalogue).byId.get(id.toLowerCase());
}

/** Finds a role by its exact name; undefined where it is missing. See `similarRoleNames` for misspelt names. */
export function roleByName(catalogue: RoleCatalogue, name: string): BuiltInRole | undefined {
  return indexOf(catalogue).byName.get(name);
}
