import { readAcceptances } from "../estate/acceptance-files.ts";
import { findEstate } from "../estate/find-estate.ts";
import { readEstate } from "../estate/read-estate.ts";
import type { EstateStatus } from "../status/estate-status.ts";
import { statusOf } from "../status/status-of.ts";
import type { Outcome } from "../values/failure.ts";
import { attemptAsync, take } from "../values/result.ts";
import { recordsOf } from "./estate-records.ts";
import { loadSnapshot } from "./load-snapshot.ts";
import { recordSignatures } from "./record-signatures.ts";
import type { World } from "./world.ts";

/** Request for the status of an estate. */
export interface StatusRequest {
  /** Folder of a snapshot, relative to the working folder. @default - nothing is said of Azure */
  readonly from: string | undefined;
}

/** Status of an estate, and the snapshot that it was compared with. */
export interface StatusResult {
  readonly status: EstateStatus;
  /** Undefined without a snapshot. */
  readonly snapshot: { readonly name: string; readonly ended: string } | undefined;
}

/** Computes where the estate around the working folder stands. Broken definitions are named, and the rest goes on. */
export function estateStatus({ from }: StatusRequest, world: World): Promise<Outcome<StatusResult>> {
  const { folder, progress } = world;
  return attemptAsync(async function* () {
    const { root } = yield* take(findEstate(folder, undefined));
    const loaded = from === undefined ? undefined : yield* take(loadSnapshot(from, folder));
    const estate = yield* take(
      await readEstate({ root, records: root }, "complete", false, (done, of) =>
        progress("reading-customers", done, of),
      ),
    );
    const acceptances = readAcceptances(root).byCustomer;
    const status = statusOf({
      customers: estate.customers.map(({ value }) => value),
      offers: estate.offers.map(({ value }) => value),
      published: estate.published,
      catalogue: estate.catalogue,
      defaults: estate.defaults.value,
      acceptances,
      signatures: recordSignatures(root, [...acceptances.keys()], world.today),
      unreadableFiles: estate.unreadable.map(({ at }) => at.file),
      recordedTenants: recordsOf(root).managingTenants,
      today: world.today,
      found: loaded?.found,
    });
    return {
      status,
      snapshot:
        from === undefined || loaded === undefined ? undefined : { name: from, ended: loaded.snapshot.ended },
    };
  });
}
