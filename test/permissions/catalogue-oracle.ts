import type { BuiltInRole, PermissionBlock, RoleCatalogue } from "../../lib/roles/role-catalogue.ts";

/*
 * A second opinion on real roles, without any code of lib/permissions: a pool of operations (every literal action of
 * the catalogue and every pattern with its stars filled in), and for each pattern the set of those that a regular
 * expression matches.
 */

/** A set of operations of the pool, by place: bit n of word w is operation 32 * w + n. */
export type OperationSet = Uint32Array;

/** One side of a pair: what is allowed for certain, and what each block allows. */
export interface Side {
  readonly always: OperationSet;
  readonly blocks: readonly { readonly identity: string; readonly allowed: OperationSet }[];
}

/** The lists of a block that count on a plane. */
export type PlaneOfOracle = "control" | "data";

const FILLINGS = ["x", "/", "", "x/write", "x/read"];
const ANYTHING = ["x", "microsoft.x/y/write", "microsoft.x/y/read", "microsoft.authorization/x/write"];

export class CatalogueOracle {
  readonly pool: readonly string[];
  readonly #places: ReadonlyMap<string, number>;
  readonly #sets = new Map<string, OperationSet>();
  /** By the role itself: a changed role keeps its id. */
  readonly #sides = { control: new WeakMap<BuiltInRole, Side>(), data: new WeakMap<BuiltInRole, Side>() };

  constructor({ roles }: RoleCatalogue) {
    const patterns = roles.flatMap(({ permissions }) =>
      permissions.flatMap((block) => [
        ...block.actions,
        ...block.notActions,
        ...block.dataActions,
        ...block.notDataActions,
      ]),
    );
    const filled = patterns.flatMap((pattern) =>
      pattern.includes("*") ? FILLINGS.map((filling) => pattern.replaceAll("*", filling)) : [pattern],
    );
    this.pool = [...new Set([...ANYTHING, ...filled].map((operation) => operation.toLowerCase()))];
    this.#places = new Map(this.pool.map((operation, place) => [operation, place]));
  }

  /** The operations of the pool that a pattern matches. */
  matched(pattern: string): OperationSet {
    const key = pattern.toLowerCase();
    const known = this.#sets.get(key);
    if (known !== undefined) return known;
    const set = this.none();
    if (key.includes("*")) {
      const expression = regularExpression(key);
      for (const [place, operation] of this.pool.entries()) if (expression.test(operation)) add(set, place);
    } else {
      const place = this.#places.get(key);
      if (place !== undefined) add(set, place);
    }
    this.#sets.set(key, set);
    return set;
  }

  /** The operations that match one of `patterns` and none of `except`. */
  matchedLess(patterns: readonly string[], except: readonly string[]): OperationSet {
    const set = this.none();
    for (const pattern of patterns) unite(set, this.matched(pattern));
    for (const pattern of except) {
      remove(set, this.matched(pattern));
    }
    return set;
  }

  /** What a role means on a plane. */
  side(role: BuiltInRole, plane: PlaneOfOracle): Side {
    const known = this.#sides[plane].get(role);
    if (known !== undefined) return known;
    const always = this.none();
    const blocks = role.permissions.map((block) => {
      const allowed =
        plane === "control"
          ? this.matchedLess(block.actions, block.notActions)
          : this.matchedLess(block.dataActions, block.notDataActions);
      if (block.condition === null) unite(always, allowed);
      return { identity: identityOf(block), allowed };
    });
    const side = { always, blocks };
    this.#sides[plane].set(role, side);
    return side;
  }

  /** The operations of the pool that some roles allow and others do not, by the rules for blocks under a condition. */
  missing(roles: readonly BuiltInRole[], others: readonly BuiltInRole[], plane: PlaneOfOracle): OperationSet {
    const otherSides = others.map((other) => this.side(other, plane));
    const kept = new Set(otherSides.flatMap(({ blocks }) => blocks.map(({ identity }) => identity)));
    const missing = this.none();
    for (const role of roles) {
      for (const { identity, allowed } of this.side(role, plane).blocks) {
        if (!kept.has(identity)) unite(missing, allowed);
      }
    }
    for (const { always } of otherSides) remove(missing, always);
    return missing;
  }

  /** An operation of the set, or undefined when it is empty. */
  someOf(set: OperationSet): string | undefined {
    const at = set.findIndex((word) => word !== 0);
    return at < 0 ? undefined : this.pool[32 * at + 31 - Math.clz32(set[at] ?? 0)];
  }

  none(): OperationSet {
    return new Uint32Array(Math.ceil(this.pool.length / 32));
  }
}

/** Whether one operation, of the pool or not, matches a pattern. */
export function matchesByExpression(pattern: string, operation: string): boolean {
  return regularExpression(pattern.toLowerCase()).test(operation);
}

/** Whether a role has a block, other than those of `kept`, that allows an operation on a plane. */
export function allowedByExpression(
  role: BuiltInRole,
  operation: string,
  plane: PlaneOfOracle,
  counts: (block: PermissionBlock) => boolean,
): boolean {
  return role.permissions.filter(counts).some((block) => {
    const [given, taken] =
      plane === "control" ? [block.actions, block.notActions] : [block.dataActions, block.notDataActions];
    const matched = (pattern: string) => matchesByExpression(pattern, operation);
    return given.some(matched) && !taken.some(matched);
  });
}

/** Equal for blocks with the same four lists, as sets in lower case, and the same condition. */
export function identityOf({
  actions,
  notActions,
  dataActions,
  notDataActions,
  condition,
}: PermissionBlock): string {
  const asSet = (list: readonly string[]) => [...new Set(list.map((each) => each.toLowerCase()))].sort();
  return JSON.stringify([[actions, notActions, dataActions, notDataActions].map(asSet), condition]);
}

const expressions = new Map<string, RegExp>();

function regularExpression(pattern: string): RegExp {
  const known = expressions.get(pattern);
  if (known !== undefined) return known;
  const source = pattern.split("*").map((piece) => piece.replace(/[\\^$.|?+()[\]{}/-]/g, "\\$&"));
  const made = new RegExp(`^${source.join("[^]*")}$`);
  expressions.set(pattern, made);
  return made;
}

function add(set: OperationSet, place: number): void {
  const at = place >>> 5;
  set[at] = (set[at] ?? 0) | (1 << (place & 31));
}

/** Adds to `set` all of `more`. */
export function unite(set: OperationSet, more: OperationSet): void {
  for (let at = 0; at < set.length; at++) set[at] = (set[at] ?? 0) | (more[at] ?? 0);
}

function remove(set: OperationSet, less: OperationSet): void {
  for (let at = 0; at < set.length; at++) set[at] = (set[at] ?? 0) & ~(less[at] ?? 0);
}
