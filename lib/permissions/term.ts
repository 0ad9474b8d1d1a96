import type { Block } from "./block.ts";
import { covers, intersect, intersection } from "./intersect.ts";
import type { Pattern } from "./pattern.ts";
import type { Effort } from "./search.ts";
import { type Search, searchOperation } from "./search.ts";

/** What matches `pattern` and none of `except`. */
export interface Term {
  readonly pattern: Pattern;
  readonly except: readonly Pattern[];
}

/** The actions of a block to subtract. */
type BlockActions = Pick<Block, "actions" | "notActions">;

/** Most terms of one subtraction; above that it is not computed. */
const MOST_TERMS = 400;

/**
 * A term minus a block, exactly. The result is what matches none of the block's actions, plus what its notActions
 * exclude. Undefined where terms cannot express it.
 */
function subtract(term: Term, block: BlockActions, effort: Effort): readonly Term[] | undefined {
  if (!effort.spend(block.actions.length + block.notActions.length)) return undefined;
  const cut = block.actions.filter((pattern) => intersect(pattern, term.pattern));
  if (cut.length === 0) return [term];
  const terms: Term[] = [];
  if (!cut.some((pattern) => covers(pattern, term.pattern))) {
    terms.push({ pattern: term.pattern, except: [...term.except, ...cut] });
  }
  for (const left of block.notActions) {
    // an exclusion outside the cut actions is already in the first term
    if (!cut.some((pattern) => intersect(pattern, left))) continue;
    const parts = intersection(left, term.pattern, effort);
    if (parts === undefined) return undefined;
    terms.push(...parts.map((pattern) => ({ pattern, except: term.except })));
  }
  return terms;
}

/** A term minus several blocks; undefined where that needs too many terms. */
export function subtractAll(
  term: Term,
  blocks: readonly BlockActions[],
  effort: Effort,
): readonly Term[] | undefined {
  let terms: readonly Term[] = [term];
  for (const block of blocks) {
    const next: Term[] = [];
    for (const each of terms) {
      const rest = subtract(each, block, effort);
      if (rest === undefined) return undefined;
      if (!effort.spend(rest.reduce((sum, { except }) => sum + except.length ** 2, 0))) return undefined;
      next.push(...rest.map(tidy));
    }
    if (next.length > MOST_TERMS) return undefined;
    terms = next;
  }
  return terms;
}

/** Finds an operation of a term; a well-known one where possible. */
export function exampleOf({ pattern, except }: Term, effort: Effort): Search {
  for (const sample of samplesOf(pattern)) {
    if (!except.some((each) => each.matches(sample))) return { kind: "found", operation: sample };
  }
  if (pattern.literal || except.some((each) => each.text === "*")) return { kind: "none" };
  return searchOperation([pattern], except, effort);
}

/** Fillings of a leading star: several, because roles often exclude one provider. */
const RESOURCES = ["microsoft.compute/virtualmachines", "microsoft.network/virtualnetworks"];

const samples = new WeakMap<Pattern, readonly string[]>();

/** Well-known operations that match a pattern: its stars filled with usual names. */
export function samplesOf(pattern: Pattern): readonly string[] {
  const kept = samples.get(pattern);
  if (kept !== undefined) return kept;
  const { text } = pattern;
  const leads = /^\*+\//.test(text) ? RESOURCES.map((lead) => text.replace(/^\*+/, lead)) : [text];
  const made = pattern.literal
    ? [text]
    : text === "*"
      ? ["microsoft.resources/subscriptions/resourcegroups/write", "microsoft.example/things/action", "x"]
      : leads.flatMap((led) => samplesLedBy(led, text));
  samples.set(pattern, made);
  return made;
}

function samplesLedBy(led: string, text: string): string[] {
  const fill = (filling: string) => led.replace(/\*+/g, filling);
  // a kind of resource stands between two others; what is done with it, at the end
  const named = led.replace(/\/\*+(?=\/)/g, "/resources");
  const likely = named === led || named.includes("*") ? [] : [named];
  return /[/.]\*$/.test(text) || !text.endsWith("*")
    ? [...likely, fill("write"), fill("action"), fill("delete"), fill("read"), fill("x"), fill("")]
    : [fill("/write"), fill("/action"), fill("/delete"), fill("/read"), fill("x"), fill("")];
}

/** Removes exceptions that do not overlap the pattern, or that another exception covers. */
export function tidy({ pattern, except }: Term): Term {
  const touching = except.filter((each) => intersect(each, pattern));
  const distinct = touching.filter(
    (each, index) =>
      !touching.some(
        (other, at) => at !== index && covers(other, each) && (at < index || !covers(each, other)),
      ),
  );
  return { pattern, except: distinct };
}

/** Whether a term is contained in another. Fast and one-sided: false may also mean "not detected". */
export function isWithin(inner: Term, outer: Term): boolean {
  return (
    covers(outer.pattern, inner.pattern) &&
    outer.except.every(
      (left) => inner.except.some((each) => covers(each, left)) || !intersect(left, inner.pattern),
    )
  );
}
