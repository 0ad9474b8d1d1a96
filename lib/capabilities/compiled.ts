import type { Block } from "../permissions/block.ts";
import { Pattern } from "../permissions/pattern.ts";
import { groupBy } from "../values/group-by.ts";
import type { Requirement } from "./capability.ts";

/*
 * Compiled forms, made once: a fleet asks the same requirements of the same few roles.
 */

const requirementBlocks = new WeakMap<Requirement, Block>();

/** The operations of a requirement, as a permission block. */
export function requirementBlock(requirement: Requirement): Block {
  const known = requirementBlocks.get(requirement);
  if (known !== undefined) return known;
  const { plane, operations, except } = requirement;
  const block: Block = {
    plane,
    actions: operations.map((each) => new Pattern(each)),
    notActions: except.map((each) => new Pattern(each)),
    condition: null,
    // no role's block equals a requirement
    identity: `requirement ${JSON.stringify([plane, operations, except])}`,
  };
  requirementBlocks.set(requirement, block);
  return block;
}

/** Actions of a block that can have operations in common with a pattern. No others do. */
export function actionsNear(block: Block, wanted: Pattern): readonly Pattern[] {
  const provider = providerOf(wanted);
  if (provider === ANY_PROVIDER) return block.actions;
  const byProvider = indexOf(block);
  return [...(byProvider.get(provider) ?? []), ...(byProvider.get(ANY_PROVIDER) ?? [])];
}

/** Key of patterns that match operations of several providers. */
const ANY_PROVIDER = "*";

const providers = new WeakMap<Pattern, string>();

/** The resource provider of every operation that a pattern matches, in lower case. */
function providerOf(pattern: Pattern): string {
  const known = providers.get(pattern);
  if (known !== undefined) return known;
  const beginning = pattern.text.split("/", 1)[0] ?? "";
  const provider = beginning.includes("*") ? ANY_PROVIDER : beginning;
  providers.set(pattern, provider);
  return provider;
}

const indexes = new WeakMap<readonly Pattern[], ReadonlyMap<string, readonly Pattern[]>>();

function indexOf({ actions }: Block): ReadonlyMap<string, readonly Pattern[]> {
  const known = indexes.get(actions);
  if (known !== undefined) return known;
  const index = groupBy(actions, providerOf);
  indexes.set(actions, index);
  return index;
}
