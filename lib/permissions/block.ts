import type { PermissionBlock } from "../roles/role-catalogue.ts";
import { Pattern } from "./pattern.ts";

/**
 * A set of operations: those that match `pattern` and none of `except`, compared case-insensitively.
 * `*` matches any characters.
 */
export interface Operations {
  readonly pattern: string;
  readonly except: readonly string[];
  /**
   * One operation of the set, in lower case. Null where the search ran out of steps; the set is then assumed not empty.
   */
  readonly example: string | null;
  /** `data` for data actions; only delegated roles of managed identities have them. */
  readonly plane: "control" | "data";
  /** The condition on these operations; null for none. */
  readonly condition: string | null;
}

/**
 * A permission block on one plane. It allows what matches one of its actions and none of its notActions.
 * On the data plane both are the block's lists for data.
 */
export interface Block {
  readonly plane: Operations["plane"];
  readonly actions: readonly Pattern[];
  readonly notActions: readonly Pattern[];
  readonly condition: string | null;
  /**
   * Key of the block. Equal exactly where the lists (as sets, compared case-insensitively) and the condition are equal.
   */
  readonly identity: string;
}

/** Splits a role's block by plane, for the given planes. A plane without any action is left out. */
export function blocksOf(block: PermissionBlock, planes: readonly Operations["plane"][]): Block[] {
  const identity = JSON.stringify([
    ...[block.actions, block.notActions, block.dataActions, block.notDataActions].map(asSet),
    block.condition,
  ]);
  return planes
    .map((plane): Block => {
      const [actions, notActions] =
        plane === "control" ? [block.actions, block.notActions] : [block.dataActions, block.notDataActions];
      const { condition } = block;
      return { plane, actions: distinct(actions), notActions: distinct(notActions), condition, identity };
    })
    .filter(({ actions }) => actions.length > 0);
}

/** Whether a block allows an operation, ignoring its condition. The operation must be in lower case. */
export function allows({ actions, notActions }: Block, operation: string): boolean {
  return (
    actions.some((pattern) => pattern.matches(operation)) &&
    !notActions.some((pattern) => pattern.matches(operation))
  );
}

function asSet(patterns: readonly string[]): string[] {
  return [...new Set(patterns.map((pattern) => pattern.toLowerCase()))].sort();
}

// hundreds of roles share a few thousand patterns
const known = new Map<string, Pattern>();

function distinct(written: readonly string[]): Pattern[] {
  const patterns = new Map<string, Pattern>();
  for (const each of written) {
    const pattern = known.get(each) ?? new Pattern(each);
    known.set(each, pattern);
    if (!patterns.has(pattern.text)) patterns.set(pattern.text, pattern);
  }
  return [...patterns.values()];
}
