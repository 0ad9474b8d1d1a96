import { compareVersions } from "../delegation/identifiers.ts";
import { readAcceptances } from "../estate/acceptance-files.ts";
import { findEstate } from "../estate/find-estate.ts";
import { readEstate } from "../estate/read-estate.ts";
import { publishedDays } from "../repository/published-days.ts";
import type { Estate } from "../rules/estate.ts";
import type { EstateStatus } from "../status/estate-status.ts";
import { statusOf } from "../status/status-of.ts";
import type { Outcome } from "../values/failure.ts";
import { own } from "../values/own.ts";
import { attemptAsync, take } from "../values/result.ts";
import { recordsOf } from "./estate-records.ts";
import { loadSnapshot } from "./load-snapshot.ts";
import { recordSignatures } from "./record-signatures.ts";
import { placeOf, type World } from "./world.ts";

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
      publishedDays: daysOf(estate, world),
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

/** Days on which versions were published, by git; none where git does not say. Only where some customer could be behind. */
function daysOf({ customers, published }: Estate, world: World): ReadonlyMap<string, string> {
  const behind = customers.flatMap(({ value }) =>
    value.delegations.flatMap(({ offer, plan, version }) => {
      const recorded = Object.keys(own(published.get(offer) ?? {}, plan)?.versions ?? {});
      return recorded.some((each) => compareVersions(each, version) > 0) ? [offer] : [];
    }),
  );
  const { root, repository } = placeOf(world);
  const opened = behind.length === 0 || root === undefined ? undefined : repository();
  if (opened?.ok !== true || root === undefined) return new Map();
  const days = publishedDays(opened.value, root, new Set(behind));
  return days.ok ? days.value : new Map();
}
