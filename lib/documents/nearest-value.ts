import { nearest } from "../values/nearest.ts";

/** Corrections of frequent mistakes in ids, GUIDs, versions and durations. */
const REPAIRS: readonly ((text: string) => string)[] = [
  (text) => text.trim(),
  (text) => text.toLowerCase(),
  (text) => text.toUpperCase(),
  // a name in place of an id
  (text) =>
    text
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-+|-+$/g, ""),
  // a GUID in braces, or without its hyphens
  (text) => text.replace(/[{}()-]/g, "").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5"),
  // a version with a v, or with numbers missing
  (text) => text.replace(/^v/i, ""),
  (text) => `${text}.0`,
  (text) => `${text}.0.0`,
];

/** Longest text that is corrected, in characters. */
const LONGEST = 200;

/** Corrects a text so that it matches a pattern; undefined where no correction does. */
export function nearestOfPattern(text: string, pattern: RegExp): string | undefined {
  if (text.length > LONGEST) return undefined;
  return REPAIRS.map((repair) => repair(text)).find((repaired) => pattern.test(repaired));
}

/** The allowed value most similar to a received one; undefined where none is similar. */
export function nearestOfValues(value: unknown, allowed: readonly unknown[]): string | undefined {
  if (typeof value !== "string") return undefined;
  return nearest(
    value.trim(),
    allowed.filter((each) => typeof each === "string"),
  );
}
