import { editDistance } from "../values/edit-distance.ts";

/** The id that was probably meant: one that begins alike, or one with few slips; undefined where none is near. */
export function nearestId(wanted: string, ids: Iterable<string>): string | undefined {
  const allowed = Math.max(1, Math.floor(wanted.length / 3));
  let nearest: { readonly id: string; readonly distance: number } | undefined;
  for (const id of ids) {
    const beginsAlike =
      Math.min(id.length, wanted.length) > 2 && (id.startsWith(wanted) || wanted.startsWith(id));
    // ids whose lengths differ by more cannot be nearer than that; this spares nearly all the work
    if (!beginsAlike && Math.abs(id.length - wanted.length) > allowed) continue;
    const distance = editDistance(wanted, id);
    if (!beginsAlike && distance > allowed) continue;
    if (nearest === undefined || distance < nearest.distance) nearest = { id, distance };
  }
  return nearest?.id;
}
