import { isScalar, type Pair, type YAMLMap } from "yaml";
import type { Splice } from "./splice-list.ts";

/** A property to insert, as code or JSON in braces. Also as lines of a block map in YAML, without indentation. */
export interface InsertedProperty {
  readonly inBraces: string;
  readonly inLines: string;
}

/**
 * Inserts a property behind another one in braces. It goes on a line of its own where the other has one.
 *
 * @param place offsets of the key and of the end of the value that it follows
 */
export function insertedInBraces(
  text: string,
  { start, end }: { readonly start: number; readonly end: number },
  property: string,
): Splice {
  const indent = text.slice(text.lastIndexOf("\n", start - 1) + 1, start);
  const isAlone = /^\s+$/.test(indent);
  return { start: end, end, text: isAlone ? `,\n${indent}${property}` : `, ${property}` };
}

/** Inserts a property behind another one of a map in YAML or JSON. */
export function insertedInMap(
  text: string,
  map: YAMLMap,
  { key, value }: Pair,
  { inBraces, inLines }: InsertedProperty,
): Splice {
  const start = isScalar(key) ? (key.range?.[0] ?? 0) : 0;
  const end = isScalar(value) ? (value.range?.[1] ?? 0) : 0;
  if (map.flow === true) return insertedInBraces(text, { start, end }, inBraces);
  // in a list, what is before the key is a dash
  const indent = text.slice(text.lastIndexOf("\n", start - 1) + 1, start).replace(/[^\s]/g, " ");
  const lines = inLines.replace(/^/gm, indent);
  const at = end + text.slice(end).search(/\r?\n|$/);
  return { start: at, end: at, text: at === text.length ? `\n${lines}\n` : `\n${lines}` };
}
