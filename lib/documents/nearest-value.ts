import { nearest } from "../values/nearest.ts";

/** Slips that authors make in ids, GUIDs, versions and durations, each undone. */
const REPAIRS: readonly ((text: string) => string)[] = [
  (text) => text.trim(),
  (text) => text.toLowerCase(),
  (text) => text.toUpperCase(),
  // an id made of a name
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

/** Longer texts are not slips of a pen. */
const LONGEST = 200;

/** The text of a pattern's form that was probably meant; undefined where no slip explains the text. */
export function nearestOfPattern(text: string, pattern: RegExp): string | undefined {
  if (text.length > LONGEST) return undefined;
  return REPAIRS.map((repair) => repair(text)).find((repaired) => pattern.test(repaired));
}

/** The allowed value that was probably meant; undefined where none is near. */
export function nearestOfValues(value: unknown, allowed: readonly unknown[]): string | undefined {
  if (typeof value !== "string") return undefined;
  return nearest(
    value.trim(),
    allowed.filter((each) => typeof each === "string"),
  );
}
