import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Path } from "../delegation/identifiers.ts";
import type { Place } from "../rules/finding.ts";
import { offsetInData } from "./locate-data.ts";
import { offsetInModule, offsetOfJsonError } from "./locate-module.ts";

/** Makes a function that gives the line of a place in its file, from 1; undefined where it cannot be known. */
export function locator(root: string): (place: Place) => number | undefined {
  const texts = new Map<string, string | undefined>();
  return ({ file, path, offset, line }) => {
    if (line !== undefined) return line;
    if (!texts.has(file)) texts.set(file, readText(join(root, file)));
    const text = texts.get(file);
    if (text === undefined) return undefined;
    const found = offset ?? offsetOf(file, text, path);
    return found === undefined ? undefined : text.slice(0, found).split("\n").length;
  };
}

function offsetOf(file: string, text: string, path: Path): number | undefined {
  const broken = path.length === 0 && /\.json$/i.test(file) ? offsetOfJsonError(text) : undefined;
  return broken ?? (/\.(ya?ml|json)$/i.test(file) ? offsetInData(text, path) : offsetInModule(text, path));
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    // a file that vanished or never was (a lock not yet written) has no lines
    return undefined;
  }
}
