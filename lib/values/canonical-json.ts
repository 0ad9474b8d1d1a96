import { compareText } from "./compare-text.ts";
import { isObject } from "./json-object.ts";

/*
 * One text for one value, whatever the order in which its properties were set. A property that is undefined is one that
 * is missing; in a list, undefined is null.
 */

/** JSON in one line with sorted keys, for digests and comparison. */
export function canonical(value: unknown): string {
  return JSON.stringify(sorted(value)) ?? "null";
}

/** A list whose order means nothing, as canonical texts in one order; repeated entries stay. */
export function canonicalSet(values: readonly unknown[]): string[] {
  return values.map(canonical).sort(compareText);
}

/** JSON with sorted keys, two spaces and a final line break, for files: the same bytes on every machine. */
export function stableJson(value: unknown): string {
  return `${JSON.stringify(sorted(value), undefined, 2)}\n`;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort(compareText)
      .map((key) => [key, sorted(value[key])]),
  );
}
