import type { BuiltInRole } from "../roles/role-catalogue.ts";
import type { Operations } from "./block.ts";
import { allows, type Block, blocksOf } from "./block.ts";
import { covers, intersect } from "./intersect.ts";
import { minimized, type TermWithExample } from "./minimize.ts";
import { Effort } from "./search.ts";
import { exampleOf, samplesOf, subtractAll, type Term } from "./term.ts";

/**
 * What a set of roles allows, compiled for comparison: the union of their permission blocks. Each block allows what
 * matches one of its actions and none of its own notActions (Microsoft: Understand Azure role definitions).
 */
export interface Permissions {
  readonly blocks: readonly Block[];
  /** GUIDs of roles that the catalogue does not know. Each counts as allowing something that no other role does. */
  readonly unknownRoles: readonly string[];
}

/** What roles allow together. Lighthouse grants the control plane; delegated roles of managed identities have both. */
export function permissionsOf(
  roles: readonly BuiltInRole[],
  planes: readonly Operations["plane"][],
): Permissions {
  const blocks = roles.flatMap((role) => role.permissions.flatMap((block) => blocksOf(block, planes)));
  return { blocks, unknownRoles: [] };
}

/** What a role allows that the catalogue does not know. */
export function unknownRolePermissions(id: string): Permissions {
  return { blocks: [], unknownRoles: [id] };
}

/** Union of permissions. */
export function unionOf(permissions: readonly Permissions[]): Permissions {
  return {
    blocks: permissions.flatMap(({ blocks }) => blocks),
    unknownRoles: [...new Set(permissions.flatMap(({ unknownRoles }) => unknownRoles))].sort(),
  };
}

/**
 * Whether `container` allows every operation that `contained` allows, decided over all strings. A conditional block
 * contains only an identical block. Where the search is given up (no built-in role's patterns need that), false.
 */
export function includes(
  container: Permissions,
  contained: Permissions,
  effort: Effort = new Effort(),
): boolean {
  return (
    contained.unknownRoles.every((id) => container.unknownRoles.includes(id)) &&
    contained.blocks.every((block) => includesBlock(container, block, effort))
  );
}

function includesBlock(container: Permissions, block: Block, effort: Effort): boolean {
  if (container.blocks.some(({ identity, plane }) => identity === block.identity && plane === block.plane))
    return true;
  const others = unconditional(container, block.plane);
  return block.actions.every((pattern) => {
    const term = { pattern, except: block.notActions };
    for (const sample of samplesOf(pattern)) {
      const refutes =
        !block.notActions.some((each) => each.matches(sample)) &&
        !others.some((each) => allows(each, sample));
      if (refutes) return false;
    }
    if (pattern.literal) return true;
    const covered = others.some(
      ({ actions, notActions }) =>
        actions.some((each) => covers(each, pattern)) && !notActions.some((each) => intersect(each, pattern)),
    );
    return covered || missing(term, others, effort).length === 0;
  });
}

/**
 * Set difference: what `permissions` allows and `others` does not. Exact, and empty exactly where
 * `includes(others, permissions)`. Where a search is given up, its entry may be wider and its example is null.
 */
export function difference(
  permissions: Permissions,
  others: Permissions,
  effort: Effort = new Effort(),
): readonly Operations[] {
  const found: Operations[] = [];
  for (const plane of ["control", "data"] as const) {
    const allowing = unconditional(others, plane);
    const kept = new Set(
      others.blocks.filter((each) => each.plane === plane).map(({ identity }) => identity),
    );
    const blocks = permissions.blocks.filter((block) => block.plane === plane && !kept.has(block.identity));
    for (const condition of conditionsOf(blocks)) {
      const terms = blocks
        .filter((block) => block.condition === condition)
        .flatMap(({ actions, notActions }) =>
          actions.flatMap((pattern) => missing({ pattern, except: notActions }, allowing, effort)),
        );
      found.push(
        ...minimized(terms, effort.wording).map((term) => ({ ...operationsOf(term), plane, condition })),
      );
    }
  }
  const unknown = permissions.unknownRoles.filter((id) => !others.unknownRoles.includes(id));
  return [...found, ...unknown.map(unknownOperations)];
}

/** All conditions, sorted, each once; null (no condition) first. */
function conditionsOf(blocks: readonly Block[]): (string | null)[] {
  const conditions = blocks.flatMap(({ condition }) => (condition === null ? [] : [condition]));
  return [null, ...[...new Set(conditions)].sort()];
}

function unconditional({ blocks }: Permissions, plane: Operations["plane"]): Block[] {
  return blocks.filter((block) => block.plane === plane && block.condition === null);
}

function missing(term: Term, blocks: readonly Block[], effort: Effort): TermWithExample[] {
  const patterns = blocks.reduce(
    (sum, { actions, notActions }) => sum + actions.length + notActions.length,
    0,
  );
  if (!effort.spend(patterns + term.except.length)) return [{ ...term, example: null }];
  const touching = blocks.filter(({ actions }) => actions.some((each) => intersect(each, term.pattern)));
  const own = { ...term, except: term.except.filter((each) => intersect(each, term.pattern)) };
  const terms = subtractAll(own, touching, effort);
  // too many terms: report the whole term, which may be too wide and is never too narrow
  if (terms === undefined) return [{ ...own, example: null }];
  return terms.flatMap((each) => {
    const example = exampleOf(each, effort);
    if (example.kind === "none") return [];
    return [{ ...each, example: example.kind === "found" ? example.operation : null }];
  });
}

function operationsOf({
  pattern,
  except,
  example,
}: TermWithExample): Pick<Operations, "pattern" | "except" | "example"> {
  return { pattern: pattern.written, except: except.map(({ written }) => written).sort(), example };
}

function unknownOperations(id: string): Operations {
  const condition = `whatever the role ${id} allows, which the catalogue does not know`;
  return { pattern: "*", except: [], example: null, plane: "control", condition };
}
