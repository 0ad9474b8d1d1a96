import { compareText } from "./compare-text.ts";
import { isObject } from "./json-object.ts";

/*
 * Canonical text of a value, independent of the order of its properties. An undefined property counts as missing; an
 * undefined list entry counts as null.
 */

/** JSON in one line with sorted keys, for digests and comparison. */
export function canonical(value: unknown): string {
  return JSON.stringify(sorted(value)) ?? "null";
}

/** Canonical texts of an unordered list, sorted. Repeated entries are kept. */
export function canonicalSet(values: readonly unknown[]): string[] {
  return values.map(canonical).sort(compareText);
}

/** Formats JSON for files: sorted keys, two spaces, a final line break. The same bytes on every machine. */
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
