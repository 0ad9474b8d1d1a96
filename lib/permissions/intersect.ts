import { Pattern } from "./pattern.ts";
import type { Effort } from "./search.ts";

/** Most patterns that an intersection may consist of; above that it is not computed. */
const MOST_PATTERNS = 64;

/** Longest two patterns together, and most stars, that are intersected. Built-in roles reach 120 and 4. */
const LONGEST = 400;
const MOST_STARS = 10;

/** Steps for a pair of characters that an intersection compares. It keeps up to 64 texts for each. */
const STEPS_A_PAIR = 4;

/** Whether some string matches both patterns; exact. */
export function intersect(a: Pattern, b: Pattern): boolean {
  if (a.literal) return b.matches(a.text);
  if (b.literal) return a.matches(b.text);
  // beginnings and ends decide: longer beginning + all of a + all of b + longer end matches both
  const [head, otherHead] = [headOf(a), headOf(b)];
  const [tail, otherTail] = [tailOf(a), tailOf(b)];
  return (
    (head.startsWith(otherHead) || otherHead.startsWith(head)) &&
    (tail.endsWith(otherTail) || otherTail.endsWith(tail))
  );
}

/** Whether every string that matches `inner` matches `outer`. Fast and one-sided: false may also mean "not detected". */
export function covers(outer: Pattern, inner: Pattern): boolean {
  // the star of `inner` counts as a character that only a star of `outer` matches
  return outer.matches(inner.text);
}

/**
 * Intersection of two patterns, as patterns. Undefined where it needs too many patterns or steps. Where one pattern
 * contains the other, the contained one. Only patterns of which neither contains the other cost steps: they are
 * compared character by character.
 */
export function intersection(a: Pattern, b: Pattern, effort: Effort): readonly Pattern[] | undefined {
  if (!intersect(a, b)) return [];
  if (covers(a, b)) return [b];
  if (covers(b, a)) return [a];
  if (a.text.length + b.text.length > LONGEST || starsOf(a) + starsOf(b) > MOST_STARS) return undefined;
  if (!effort.spend(STEPS_A_PAIR * a.text.length * b.text.length)) return undefined;
  const texts = common(a.text.replace(/\*+/g, "*"), b.text.replace(/\*+/g, "*"), new Map());
  return texts === undefined ? undefined : [...texts].sort().map((text) => new Pattern(text));
}

/** Intersection of two pattern suffixes; memoized by their lengths. */
function common(
  a: string,
  b: string,
  known: Map<string, ReadonlySet<string> | undefined>,
): ReadonlySet<string> | undefined {
  const key = `${a.length},${b.length}`;
  if (known.has(key)) return known.get(key);
  const found = new Set<string>();
  let whole = true;
  const take = (lead: string, rest: ReadonlySet<string> | undefined) => {
    if (rest === undefined) whole = false;
    for (const text of rest ?? []) found.add((lead + text).replace(/\*+/g, "*"));
  };
  if (a === "" || b === "") {
    if (a.replace("*", "") === "" && b.replace("*", "") === "") found.add("");
  } else if (a[0] === "*" && b[0] === "*") {
    take("*", common(a.slice(1), b, known));
    take("*", common(a, b.slice(1), known));
  } else if (a[0] === "*") {
    take("", common(a.slice(1), b, known));
    take(b.charAt(0), common(a, b.slice(1), known));
  } else if (b[0] === "*") {
    take("", common(a, b.slice(1), known));
    take(a.charAt(0), common(a.slice(1), b, known));
  } else if (a[0] === b[0]) {
    take(a.charAt(0), common(a.slice(1), b.slice(1), known));
  }
  const result = whole && found.size <= MOST_PATTERNS ? found : undefined;
  known.set(key, result);
  return result;
}

function headOf({ text }: Pattern): string {
  const star = text.indexOf("*");
  return star < 0 ? text : text.slice(0, star);
}

function tailOf({ text }: Pattern): string {
  return text.slice(text.lastIndexOf("*") + 1);
}

function starsOf({ text }: Pattern): number {
  return text.split("*").length - 1;
}
