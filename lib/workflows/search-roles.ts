import { catalogueFile, readRoleCatalogue } from "../estate/role-catalogue-file.ts";
import { type RoleSearchHit, searchRoles, similarRoleNames } from "../roles/search.ts";
import type { Outcome } from "../values/failure.ts";
import { mapResult } from "../values/result.ts";
import { placeOf, type World } from "./world.ts";

/** Names that are suggested where no role is found. */
const MOST_SIMILAR = 3;

/** Roles that were searched for. */
export interface FoundRoles {
  /** The catalogue's date. */
  readonly date: string;
  readonly hits: readonly RoleSearchHit[];
  /** Similar names of roles; empty where there is a hit. */
  readonly similar: readonly string[];
}

/** Searches the role catalogue of the estate; outside an estate, the shipped one. @param words must all occur */
export function findRoles(words: readonly string[], world: World): Outcome<FoundRoles> {
  return mapResult(readRoleCatalogue(catalogueFile(placeOf(world).root)), (catalogue) => {
    const hits = searchRoles(catalogue, words);
    const similar = hits.length === 0 ? similarRoleNames(catalogue, words.join(" "), MOST_SIMILAR) : [];
    return { date: catalogue.date, hits, similar };
  });
}
