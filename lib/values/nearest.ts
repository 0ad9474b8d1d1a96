import { editDistance } from "./edit-distance.ts";

/** Longest text that is compared, in characters. Ids, names and properties are shorter; long texts take too much time. */
const LONGEST = 200;

/**
 * Finds the most similar candidate, compared case-insensitively, for a "did you mean" hint. A candidate is similar
 * where one text begins with the other, or with at most one edit per three characters. Undefined where none is.
 */
export function nearest(wanted: string, candidates: Iterable<string>): string | undefined {
  if (wanted.length > LONGEST) return undefined;
  const text = wanted.toLowerCase();
  const allowed = Math.max(1, Math.floor(text.length / 3));
  let best: { readonly candidate: string; readonly distance: number } | undefined;
  for (const candidate of candidates) {
    const other = candidate.toLowerCase();
    const isPrefix =
      Math.min(other.length, text.length) > 2 && (other.startsWith(text) || text.startsWith(other));
    // the difference in length is a lower bound of the distance: this check saves nearly all the work
    if (!isPrefix && Math.abs(other.length - text.length) > allowed) continue;
    const distance = editDistance(text, other);
    if (!isPrefix && distance > allowed) continue;
    if (best === undefined || distance < best.distance) best = { candidate, distance };
  }
  return best?.candidate;
}
