import { compareText } from "../values/compare-text.ts";
import type { BuiltInRole, RoleCatalogue } from "./role-catalogue.ts";
import type { RoleVerdict } from "./role-verdict.ts";
import { verdictOf } from "./verdict.ts";

export { similarRoleNames } from "./similar-role-names.ts";

/** A found role. `exact` where the words are its whole name or its GUID. */
export interface RoleSearchHit {
  readonly role: BuiltInRole;
  readonly verdict: RoleVerdict;
  readonly exact: boolean;
}

/**
 * Finds roles whose name or GUID contains every word, ignoring case. Exact hits come first, then by name. No words
 * find all roles.
 */
export function searchRoles(catalogue: RoleCatalogue, words: readonly string[]): readonly RoleSearchHit[] {
  const phrase = words.join(" ").trim().toLowerCase();
  const parts = phrase.split(/\s+/);
  const hits: RoleSearchHit[] = [];
  for (const role of catalogue.roles) {
    const name = role.name.toLowerCase();
    if (!parts.every((word) => name.includes(word) || role.id.includes(word))) continue;
    hits.push({ role, verdict: verdictOf(role), exact: name === phrase || role.id === phrase });
  }
  return hits.sort(
    (left, right) => Number(right.exact) - Number(left.exact) || compareText(left.role.name, right.role.name),
  );
}
