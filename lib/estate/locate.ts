import { join } from "node:path";
import { ownBelow, readTextFile } from "../documents/read-file.ts";
import type { Place } from "../rules/finding.ts";
import type { Path } from "../values/path.ts";
import { offsetsInData } from "./locate-data.ts";
import { offsetOfJsonError, offsetsInModule } from "./locate-module.ts";

/** Makes a function that finds the line of a place, from 1. Undefined where it is unknown. */
export function locator(root: string): (place: Place) => number | undefined {
  const files = new Map<string, LocatedText | undefined>();
  return ({ file, path, offset, line }) => {
    if (line !== undefined) return line;
    if (!files.has(file)) files.set(file, locatedText(root, file));
    const located = files.get(file);
    const found = offset ?? located?.offsetOf(path);
    return located === undefined || found === undefined
      ? undefined
      : located.text.slice(0, found).split("\n").length;
  };
}

interface LocatedText {
  readonly text: string;
  readonly offsetOf: (path: Path) => number | undefined;
}

/** A file's text. It is parsed at the first lookup. */
function locatedText(root: string, file: string): LocatedText | undefined {
  // a missing file (such as a lock that is not written yet) has no lines
  const read = readTextFile(join(root, file), "definition", ownBelow(root));
  if (!read.ok) return undefined;
  const text = read.value;
  const isData = /\.(ya?ml|json)$/i.test(file);
  let offsets: LocatedText["offsetOf"] | undefined;
  const offsetOf = (path: Path) => {
    const broken = path.length === 0 && /\.json$/i.test(file) ? offsetOfJsonError(text) : undefined;
    if (broken !== undefined) return broken;
    offsets ??= isData ? offsetsInData(text) : offsetsInModule(text);
    return offsets(path);
  };
  return { text, offsetOf };
}
