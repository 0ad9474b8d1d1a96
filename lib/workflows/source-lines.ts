import { statSync } from "node:fs";
import { resolve } from "node:path";
import type { SourcePlace } from "../adoption/adoption.ts";
import { parseJsonWithComments } from "../documents/json-with-comments.ts";
import { NAMED, readTextFile } from "../documents/read-file.ts";
import { groupBy } from "../values/group-by.ts";

/** Largest file in which lines are looked up, in bytes. The parser that knows lines is slow. */
const LARGEST = 2 ** 20;

/** Adds the line of each place in its source. Undefined in a large file, where the path is enough. */
export function locatedInSources<T extends { readonly at: SourcePlace }>(
  all: readonly T[],
  folder: string,
): (T & { readonly line: number | undefined })[] {
  const lines = new Map(
    [...groupBy(all, ({ at }) => at.file).keys()].map((file) => [file, linesIn(folder, file)]),
  );
  return all.map((each) => ({ ...each, line: lines.get(each.at.file)?.(each.at) }));
}

function linesIn(folder: string, file: string): (place: SourcePlace) => number | undefined {
  const path = resolve(folder, file);
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > LARGEST) return () => undefined;
  const text = readTextFile(path, "arm-list", NAMED);
  if (!text.ok) return () => undefined;
  const parsed = parseJsonWithComments(text.value);
  return parsed.ok ? ({ path: position }) => parsed.value.lineOf(position) : () => undefined;
}
