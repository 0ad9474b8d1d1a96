import { compareText } from "../values/compare-text.ts";
import { editDistance } from "../values/edit-distance.ts";
import type { RoleCatalogue } from "./role-catalogue.ts";

/**
 * At most `limit` names of the catalogue that somebody who wrote `name` may have meant, nearest first; case does not
 * count. One slip in four characters (two in any case) is near: further off, a suggestion is noise.
 */
export function similarRoleNames(catalogue: RoleCatalogue, name: string, limit: number): readonly string[] {
  const wanted = name.trim().toLowerCase();
  const allowed = Math.max(2, Math.floor(wanted.length / 4));
  const near: { readonly name: string; readonly distance: number }[] = [];
  for (const role of catalogue.roles) {
    // texts whose lengths differ by more cannot be nearer than that; this spares nearly all the work
    if (Math.abs(role.name.length - wanted.length) > allowed) continue;
    const distance = editDistance(wanted, role.name.toLowerCase());
    if (distance <= allowed) near.push({ name: role.name, distance });
  }
  near.sort((left, right) => left.distance - right.distance || compareText(left.name, right.name));
  return near.slice(0, limit).map((candidate) => candidate.name);
}
