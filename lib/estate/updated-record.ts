import { existsSync, mkdirSync } from "node:fs";
import { basename, join } from "node:path";
import { EXAMPLE_MANAGING_TENANT_ID } from "../delegation/example-ids.ts";
import type { Offer } from "../delegation/offer.ts";
import { type NumberedVersion, RECORD_FOLDER, withVersions } from "../delegation/recorded-version.ts";
import type { RoleCatalogue } from "../roles/role-catalogue.ts";
import { compareText } from "../values/compare-text.ts";
import { failure, type Outcome, reasonOf } from "../values/failure.ts";
import { success } from "../values/result.ts";
import type { EstateFolders } from "./find-estate.ts";
import type { FileToWrite } from "./output-folder.ts";
import { holdOutputFolder } from "./output-hold.ts";
import { changedRecord, readPublished } from "./record-files.ts";
import type { SynthesizedDefinitions } from "./updated-lock.ts";
import { writeFileAtomically } from "./write-file.ts";

/** Versions of an offer that are added to its record. */
export interface AddedVersions {
  readonly offer: Offer;
  readonly versions: readonly NumberedVersion[];
}

/**
 * Versions that customers take, by offer. The example of a new estate is left out: it has no customer, and its user
 * edits it.
 */
export function takenVersions({ customers, offers }: SynthesizedDefinitions): AddedVersions[] {
  const taken = new Map<string, Map<string, NumberedVersion>>();
  for (const { delegations } of customers)
    for (const { offer, plan, version, scopes } of delegations) {
      if (scopes.length === 0) continue;
      const versions = taken.get(offer) ?? new Map<string, NumberedVersion>();
      taken.set(offer, versions.set(`${plan}@${version}`, { plan, version }));
    }
  return [...taken]
    .sort(([a], [b]) => compareText(a, b))
    .flatMap(([id, versions]) => {
      const offer = offers.get(id);
      const isExample = offer?.managingTenant.tenantId === EXAMPLE_MANAGING_TENANT_ID;
      return offer === undefined || isExample ? [] : [{ offer, versions: [...versions.values()] }];
    });
}

/**
 * The files of the record that get more versions. They are read again, because another run may have written them
 * meanwhile. What is recorded stays as it is.
 *
 * @throws {Error} Where a file cannot be read, or is write-protected.
 */
export function updatedRecord(
  root: string,
  added: readonly AddedVersions[],
  catalogue: RoleCatalogue,
): FileToWrite[] {
  const { published, unreadable } = readPublished(
    root,
    added.map(({ offer }) => offer.id),
  );
  const [first] = unreadable;
  if (first !== undefined) throw new Error(`${first.at.file}: ${first.problem}`);
  return added.flatMap(({ offer, versions }) => {
    const before = published.get(offer.id);
    return changedRecord(root, offer.id, before, withVersions(before, offer, versions, catalogue)) ?? [];
  });
}

/**
 * Adds versions to the record while no synthesis of the same output folder writes it. Each file is written whole. Gives
 * the files that changed, relative to the estate's root.
 */
export function writeRecord(
  { root, output }: Pick<EstateFolders, "root" | "output">,
  added: readonly AddedVersions[],
  catalogue: RoleCatalogue,
): Outcome<string[]> {
  try {
    const hold = existsSync(output) ? holdOutputFolder(output) : success(() => {});
    if (!hold.ok) return hold;
    try {
      const changed = updatedRecord(root, added, catalogue);
      if (changed.length > 0) mkdirSync(join(root, RECORD_FOLDER), { recursive: true });
      for (const { path, text } of changed) writeFileAtomically(path, text);
      return success(changed.map(({ path }) => `${RECORD_FOLDER}/${basename(path)}`));
    } finally {
      hold.value();
    }
  } catch (error) {
    const problem = `the record of versions cannot be written: ${reasonOf(error)}`;
    return failure(
      "output-not-writable",
      problem,
      `make ${RECORD_FOLDER}/ writable, or free space on the disk`,
    );
  }
}
