import { type RecordedOffer, recordedWith } from "../delegation/recorded-version.ts";
import type { EstateFolders } from "../estate/find-estate.ts";
import { readEstate } from "../estate/read-estate.ts";
import { type AddedVersions, takenVersions } from "../estate/updated-record.ts";
import { type Estate, offersById } from "../rules/estate.ts";
import type { Outcome } from "../values/failure.ts";
import { own } from "../values/own.ts";
import { attemptAsync, take } from "../values/result.ts";
import type { World } from "./world.ts";

/**
 * The versions that a synthesis adds to the record: those that its customers take. A new one brings versions of
 * customers outside the selection ({@link recordedWith}). The record then locks out no customer. Where a customer's
 * file cannot be read, a selected synthesis adds nothing.
 */
export function versionsToRecord(
  folders: EstateFolders,
  estate: Estate,
  { continuousIntegration, progress }: World,
): Promise<Outcome<readonly AddedVersions[]>> {
  return attemptAsync(async function* () {
    // what is tried in a sandbox is not what customers have
    if (folders.records !== folders.root) return [];
    const taken = takenOf(estate);
    if (estate.isComplete) return taken;
    const added = taken
      .map((each) => unrecorded(each, estate.published.get(each.offer.id)))
      .filter(({ versions }) => versions.length > 0);
    // rare: everything is read for a version that is recorded for the first time
    if (added.length === 0) return [];
    const whole = yield* take(
      await readEstate(folders, "complete", continuousIntegration, (done, of) =>
        progress("reading-customers", done, of),
      ),
    );
    if (whole.unreadable.some(({ at }) => at.file.startsWith("customers/"))) return [];
    const all = new Map(takenOf(whole).map(({ offer, versions }) => [offer.id, versions]));
    return added.map(({ offer, versions }) => {
      const recorded = estate.published.get(offer.id);
      const beside = versions.flatMap((each) => recordedWith(recorded, each, all.get(offer.id) ?? []));
      return { offer, versions: [...versions, ...beside] };
    });
  });
}

function takenOf(estate: Estate): AddedVersions[] {
  return takenVersions({ customers: estate.customers.map(({ value }) => value), offers: offersById(estate) });
}

function unrecorded({ offer, versions }: AddedVersions, recorded: RecordedOffer | undefined): AddedVersions {
  const isNew = ({ plan, version }: AddedVersions["versions"][number]) =>
    own(own(recorded ?? {}, plan)?.versions ?? {}, version) === undefined;
  return { offer, versions: versions.filter(isNew) };
}
