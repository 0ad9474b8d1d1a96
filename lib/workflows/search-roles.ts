import { KnownOperations } from "../capabilities/known-operations.ts";
import { roleCapabilities, type WayCapabilities } from "../capabilities/reach-capabilities.ts";
import { catalogueFile, readRoleCatalogue } from "../estate/role-catalogue-file.ts";
import type { RoleCatalogue } from "../roles/role-catalogue.ts";
import { type RoleSearchHit, searchRoles, similarRoleNames } from "../roles/search.ts";
import { failure, type Outcome } from "../values/failure.ts";
import { attempt, mapResult, take } from "../values/result.ts";
import { placeOf, type World } from "./world.ts";

/** Names that are suggested where no role is found. */
const MOST_SIMILAR = 3;

/** Roles that were searched for. */
export interface FoundRoles {
  /** The catalogue's date. */
  readonly date: string;
  readonly hits: readonly RoleSearchHit[];
  /** What each hit allows, in the same order. */
  readonly capabilities: readonly WayCapabilities[];
  /** Similar names of roles; empty where there is a hit. */
  readonly similar: readonly string[];
}

/** Searches the role catalogue of the estate; outside an estate, the shipped one. @param words must all occur */
export function findRoles(words: readonly string[], world: World): Outcome<FoundRoles> {
  return mapResult(readRoleCatalogue(catalogueFile(placeOf(world).root)), (catalogue) => {
    const hits = searchRoles(catalogue, words);
    const similar = hits.length === 0 ? similarRoleNames(catalogue, words.join(" "), MOST_SIMILAR) : [];
    return { date: catalogue.date, hits, capabilities: capabilitiesOf(hits, catalogue), similar };
  });
}

/** Finds one role by its whole name or its GUID. */
export function findRole(name: string, world: World): Outcome<FoundRoles> {
  return attempt(function* () {
    const catalogue = yield* take(readRoleCatalogue(catalogueFile(placeOf(world).root)));
    const hits = searchRoles(catalogue, [name]).filter(({ exact }) => exact);
    if (hits.length === 0) return yield* take(unknownRole(name, catalogue));
    return { date: catalogue.date, hits, capabilities: capabilitiesOf(hits, catalogue), similar: [] };
  });
}

function unknownRole(name: string, catalogue: RoleCatalogue): Outcome<never> {
  const similar = similarRoleNames(catalogue, name, MOST_SIMILAR);
  const near = similar.length === 0 ? "" : `did you mean ${similar.join(", ")}? `;
  return failure(
    "bad-arguments",
    `there is no role ${JSON.stringify(name)}`,
    `${near}keeper roles <words> searches`,
  );
}

function capabilitiesOf(hits: readonly RoleSearchHit[], catalogue: RoleCatalogue): WayCapabilities[] {
  const operations = new KnownOperations(catalogue);
  return hits.map(({ role }) => roleCapabilities(role.id, catalogue, operations));
}
