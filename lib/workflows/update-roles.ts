import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Offer } from "../delegation/offer.ts";
import { findEstate } from "../estate/find-estate.ts";
import { readEstate } from "../estate/read-estate.ts";
import {
  catalogueFile,
  ESTATE_CATALOGUE,
  readRoleCatalogue,
  readRoleList,
  SHIPPED_CATALOGUE,
} from "../estate/role-catalogue-file.ts";
import { writeFileAtomically } from "../estate/write-file.ts";
import { formatRoleCatalogue } from "../roles/compact-form.ts";
import { compareCatalogues, type RoleChange } from "../roles/compare.ts";
import { catalogueFromAzureCli } from "../roles/from-azure-cli.ts";
import type { RoleCatalogue } from "../roles/role-catalogue.ts";
import { formatRoleNameTypes } from "../roles/role-name-types.ts";
import { offersNaming } from "../rules/offer-parts.ts";
import { type Failure, failure, type Outcome, reasonOf } from "../values/failure.ts";
import { attemptAsync, success, take } from "../values/result.ts";
import type { World } from "./world.ts";

/** Request for a new catalogue. */
export interface RolesUpdateRequest {
  /** The output of `az role definition list`. */
  readonly from: string;
  /** When az printed it, YYYY-MM-DD. @default - today */
  readonly date: string | undefined;
}

/** Changes of a new catalogue, and the offers affected. */
export interface RolesUpdate {
  /** Dates of the old and the new catalogue. */
  readonly before: string;
  readonly after: string;
  /** Each change, with the ids of the offers that name the role. */
  readonly changes: readonly { readonly change: RoleChange; readonly offers: readonly string[] }[];
  /** Files of offers that cannot be read: the roles that they name are unknown. */
  readonly unreadFiles: readonly string[];
  /** Why no offer was read at all; undefined where the estate could be read. */
  readonly unreadEstate: Failure | undefined;
}

/** Writes a new role catalogue, and finds the offers affected by its changes. */
export function updateRoles(request: RolesUpdateRequest, world: World): Promise<Outcome<RolesUpdate>> {
  return attemptAsync(async function* () {
    const { root } = yield* take(findEstate(world.folder, undefined));
    // this command also repairs an unreadable catalogue of the estate
    const own = readRoleCatalogue(catalogueFile(root));
    const before = own.ok ? own.value : yield* take(readRoleCatalogue(SHIPPED_CATALOGUE));
    const after = yield* take(readNewCatalogue(request, world));
    yield* take(writeCatalogue(root, after));
    const { offers, ...unread } = await offersOf(root, world);
    const changes = compareCatalogues(before, after).map((change) => ({
      change,
      offers: offersNaming(offers, formerName(change)),
    }));
    return { before: before.date, after: after.date, changes, ...unread };
  });
}

/** Whether an offer lost a role that it names, or may have. */
export function concernsOffers({ changes, unreadFiles, unreadEstate }: RolesUpdate): boolean {
  const takesAway = ({ kind }: RoleChange) => ["removed", "becameRefused", "renamed"].includes(kind);
  const isUnread = unreadFiles.length > 0 || unreadEstate !== undefined;
  return isUnread || changes.some(({ change, offers }) => takesAway(change) && offers.length > 0);
}

/** Problems of a list that a message repeats. */
const MOST_PROBLEMS = 10;

function readNewCatalogue({ from, date }: RolesUpdateRequest, world: World): Outcome<RoleCatalogue> {
  const list = readRoleList(world.folder, from);
  if (!list.ok) return list;
  const reading = catalogueFromAzureCli(list.value, date ?? world.today);
  if ("catalogue" in reading) return success(reading.catalogue);
  const shown = reading.problems
    .slice(0, MOST_PROBLEMS)
    .map(({ index, field, message }) => `[${index ?? ""}] ${field}: ${message}`);
  const problem = `${from} is not a list of role definitions: ${shown.join("; ")}`;
  return failure("unreadable-input", problem, "use az role definition list --output json");
}

/** The names under which offers may still know the role. */
function formerName(change: RoleChange): { readonly id: string; readonly name: string } {
  return change.kind === "renamed" ? { id: change.id, name: change.before } : change;
}

/** The readable offers, and the files or estate that cannot be read. */
async function offersOf(
  root: string,
  { continuousIntegration }: World,
): Promise<{ readonly offers: readonly Offer[] } & Pick<RolesUpdate, "unreadFiles" | "unreadEstate">> {
  const read = await readEstate({ root, records: root }, "complete", continuousIntegration);
  if (!read.ok) return { offers: [], unreadFiles: [], unreadEstate: read.error };
  const { offers, unreadable } = read.value;
  const files = unreadable.map(({ at }) => at.file).filter((file) => file.startsWith("offers/"));
  return {
    offers: offers.map(({ value }) => value),
    unreadFiles: [...new Set(files)],
    unreadEstate: undefined,
  };
}

/**
 * Writes the catalogue. In this project's own repository, that is the shipped catalogue and the types made from it.
 * Elsewhere it is the estate's.
 */
function writeCatalogue(root: string, catalogue: RoleCatalogue): Outcome<undefined> {
  const isShipped = SHIPPED_CATALOGUE === join(root, "data", "role-catalogue.json");
  const file = isShipped ? SHIPPED_CATALOGUE : join(root, ESTATE_CATALOGUE);
  const types = join(root, "lib", "roles", "role-names.ts");
  try {
    writeFileAtomically(file, formatRoleCatalogue(catalogue));
    if (isShipped && existsSync(types)) writeFileAtomically(types, formatRoleNameTypes(catalogue));
    return success(undefined);
  } catch (error) {
    const problem = `the role catalogue cannot be written: ${reasonOf(error)}`;
    return failure("output-not-writable", problem, "make the folder writable, or free space on the disk");
  }
}
