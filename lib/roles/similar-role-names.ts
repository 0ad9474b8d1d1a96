import { compareText } from "../values/compare-text.ts";
import { editDistance } from "../values/edit-distance.ts";
import type { RoleCatalogue } from "./role-catalogue.ts";

/**
 * Suggests at most `limit` role names for a misspelt name, nearest first, ignoring case. Accepts one edit in four
 * characters, and always two: suggestions further off are noise.
 */
export function similarRoleNames(catalogue: RoleCatalogue, name: string, limit: number): readonly string[] {
  const misspelt = name.trim().toLowerCase();
  const allowed = Math.max(2, Math.floor(misspelt.length / 4));
  const near: { readonly name: string; readonly distance: number }[] = [];
  for (const role of catalogue.roles) {
    // fast path: the distance is at least the difference of the lengths
    if (Math.abs(role.name.length - misspelt.length) > allowed) continue;
    const distance = editDistance(misspelt, role.name.toLowerCase());
    if (distance <= allowed) near.push({ name: role.name, distance });
  }
  near.sort((left, right) => left.distance - right.distance || compareText(left.name, right.name));
  return near.slice(0, limit).map((candidate) => candidate.name);
}
