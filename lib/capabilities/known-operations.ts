import type { Block } from "../permissions/block.ts";
import type { Pattern } from "../permissions/pattern.ts";
import type { Permissions } from "../permissions/permissions.ts";
import type { RoleCatalogue } from "../roles/role-catalogue.ts";
import { CAPABILITIES, CAPABILITY_CODES } from "./capabilities.ts";
import type { Requirement } from "./capability.ts";
import { requirementBlock } from "./compiled.ts";
import type { HeldCapability } from "./decide.ts";

/** How many known operations permissions allow, and how many of them no held capability covers. */
export interface Coverage {
  readonly allowed: number;
  readonly uncovered: number;
}

type Plane = Block["plane"];

/**
 * Operations known by name, without a star, from the role catalogue or the capability table. Azure has more. The count
 * shows how much the words leave out; exact patterns give the rest.
 */
export class KnownOperations {
  readonly #names: Readonly<Record<Plane, readonly string[]>>;
  readonly #matches: Record<Plane, WeakMap<Pattern, readonly number[]>> = {
    control: new WeakMap(),
    data: new WeakMap(),
  };
  readonly #places: Readonly<Record<Plane, ReadonlyMap<string, number>>>;

  constructor(catalogue: RoleCatalogue) {
    this.#names = { control: namesOn("control", catalogue), data: namesOn("data", catalogue) };
    const placesOf = (names: readonly string[]) => new Map(names.map((name, place) => [name, place]));
    this.#places = { control: placesOf(this.#names.control), data: placesOf(this.#names.data) };
  }

  /** Number of known operations. */
  get size(): number {
    return this.#names.control.length + this.#names.data.length;
  }

  /** Counts allowed operations, and those of them that no requirement of a held capability matches. */
  coverage(permissions: Permissions, held: readonly HeldCapability[]): Coverage {
    const requirements = held.flatMap(({ code, services }) =>
      CAPABILITIES[code].requirements.filter(({ service }) =>
        services.some((each) => each.service === service),
      ),
    );
    const counts = (["control", "data"] as const).map((plane) => {
      const allowed = this.#ofBlocks(permissions.blocks.filter((block) => block.plane === plane));
      const covered = this.#ofBlocks(
        requirements.filter((each) => each.plane === plane).map(requirementBlock),
      );
      return { allowed: allowed.size, uncovered: [...allowed].filter((place) => !covered.has(place)).length };
    });
    return {
      allowed: counts.reduce((sum, each) => sum + each.allowed, 0),
      uncovered: counts.reduce((sum, each) => sum + each.uncovered, 0),
    };
  }

  /** Places of the operations that one of the blocks allows, ignoring conditions. */
  #ofBlocks(blocks: readonly Block[]): ReadonlySet<number> {
    const found = new Set<number>();
    for (const { plane, actions, notActions } of blocks) {
      const excluded = new Set(notActions.flatMap((pattern) => this.#matched(pattern, plane)));
      for (const pattern of actions) {
        for (const place of this.#matched(pattern, plane)) if (!excluded.has(place)) found.add(place);
      }
    }
    return found;
  }

  #matched(pattern: Pattern, plane: Plane): readonly number[] {
    const known = this.#matches[plane].get(pattern);
    if (known !== undefined) return known;
    const place = pattern.literal ? this.#places[plane].get(pattern.text) : undefined;
    const places = pattern.literal
      ? [place].filter((each) => each !== undefined)
      : placesMatching(pattern, this.#names[plane]);
    this.#matches[plane].set(pattern, places);
    return places;
  }
}

/** Places of the sorted names that match. Those that share the pattern's beginning stand together. */
function placesMatching(pattern: Pattern, names: readonly string[]): number[] {
  const { prefix } = pattern;
  let [from, end] = [0, names.length];
  while (from < end) {
    const middle = (from + end) >> 1;
    if ((names[middle] ?? "") < prefix) from = middle + 1;
    else end = middle;
  }
  const places: number[] = [];
  for (let at = from; names[at]?.startsWith(prefix) === true; at++)
    if (pattern.matches(names[at] ?? "")) places.push(at);
  return places;
}

/** Known operations of a plane, in lower case, each once. */
function namesOn(plane: Plane, { roles }: RoleCatalogue): string[] {
  const ofRoles = roles.flatMap(({ permissions }) =>
    permissions.flatMap((block) =>
      plane === "control" ? [block.actions, block.notActions] : [block.dataActions, block.notDataActions],
    ),
  );
  const requirements: readonly Requirement[] = CAPABILITY_CODES.flatMap(
    (code) => CAPABILITIES[code].requirements,
  );
  const ofTable = requirements.filter((each) => each.plane === plane).map(({ operations }) => operations);
  const names = [...ofRoles, ...ofTable].flat().filter((operation) => !operation.includes("*"));
  return [...new Set(names.map((name) => name.toLowerCase()))].sort();
}
