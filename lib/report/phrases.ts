/*
 * Parts of a line: counts, lists, and shortened text of users.
 */

/** What an estate without definitions needs, as a sentence without final period. */
export const HOW_TO_BEGIN = "There is no offer and no customer yet: keeper init writes an example of each";

/** What an estate without customers needs, as a sentence without final period. */
export const NO_CUSTOMER =
  "There is no customer yet: keeper new customer --help, or keeper init for an example of each";

/** A number with its noun: "1 error", "2 errors". */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

/** The first of many texts, and how many more as the last of them. */
export function firstOf(texts: readonly string[], most: number): readonly string[] {
  return texts.length <= most ? texts : [...texts.slice(0, most), `${texts.length - most} more`];
}

/** Longest text of a user that a line repeats, in characters. Enough for every honest name or pattern. */
const LONGEST = 120;

/**
 * A user's text for one line. A longer text keeps its beginning and gets its length. Names are shortened, never lines.
 * A name of 10,000 characters must not push its role out of sight.
 */
export function shorten(text: string, longest: number = LONGEST): string {
  // a text has at most as many characters as code units: most texts end here
  if (text.length <= longest) return text;
  const characters = [...text];
  if (characters.length <= longest) return text;
  return `${characters.slice(0, longest).join("")}… (${characters.length} characters)`;
}

/** How much before the first difference is repeated, in characters. */
const BEFORE = 40;

/** Two long texts, both from shortly before their first difference. The difference stays visible. */
export function shortenBoth(old: string, now: string, longest: number): readonly [string, string] {
  const [before, after] = [[...old], [...now]];
  if (Math.max(before.length, after.length) <= longest) return [old, now];
  let same = 0;
  while (same < before.length && before[same] === after[same]) same++;
  const from = Math.max(0, same - BEFORE);
  const cut = (characters: readonly string[]) =>
    `${from > 0 ? "…" : ""}${shorten(characters.slice(from).join(""), longest)}`;
  return [cut(before), cut(after)];
}
