import { editDistance } from "./edit-distance.ts";

/** No id, name or property of ours is longer, and comparing takes time. */
const LONGEST = 200;

/**
 * The text that was probably meant, letter case ignored: one that begins alike, or one with at most a slip every three
 * characters. Undefined where none is near.
 */
export function nearest(wanted: string, candidates: Iterable<string>): string | undefined {
  if (wanted.length > LONGEST) return undefined;
  const text = wanted.toLowerCase();
  const allowed = Math.max(1, Math.floor(text.length / 3));
  let best: { readonly candidate: string; readonly distance: number } | undefined;
  for (const candidate of candidates) {
    const other = candidate.toLowerCase();
    const beginsAlike =
      Math.min(other.length, text.length) > 2 && (other.startsWith(text) || text.startsWith(other));
    // texts whose lengths differ by more cannot be nearer than that; this spares nearly all the work
    if (!beginsAlike && Math.abs(other.length - text.length) > allowed) continue;
    const distance = editDistance(text, other);
    if (!beginsAlike && distance > allowed) continue;
    if (best === undefined || distance < best.distance) best = { candidate, distance };
  }
  return best?.candidate;
}
