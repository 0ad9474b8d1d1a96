import type { AccessSide } from "../access/access-side.ts";
import type { SeenDeviation } from "../delegation/deviation.ts";
import type { EstateFacts } from "../delegation/estate-facts.ts";
import { seenDeviations } from "../drift/seen-deviations.ts";
import type { RoleCatalogue } from "../roles/role-catalogue.ts";
import type { Outcome } from "../values/failure.ts";
import { mapResult } from "../values/result.ts";
import { ownersOf, recordsOf } from "./estate-records.ts";
import { loadSnapshot } from "./load-snapshot.ts";

/** What is to be deployed, and where its estate is. */
export interface DeviatingSide {
  readonly side: AccessSide;
  /** They name the deviations of the side. */
  readonly facts: EstateFacts | undefined;
  readonly catalogue: RoleCatalogue;
  /** The estate's root, for the records of the last synthesis. */
  readonly root: string;
}

/**
 * What a snapshot shows of every deviation of a side.
 *
 * @param from the snapshot's folder, relative to the working folder
 */
export function snapshotDeviations(
  from: string,
  { side, facts, catalogue, root }: DeviatingSide,
  { folder, today }: { readonly folder: string; readonly today: string },
): Outcome<SeenDeviation[]> {
  const records = recordsOf(root);
  return mapResult(loadSnapshot(from, folder), ({ found, snapshot }) =>
    seenDeviations({
      defined: side,
      found,
      snapshot,
      earlier: undefined,
      formerOwners: records.owners,
      tenants: records.tenants,
      owners: ownersOf(side, facts, records),
      catalogue,
      facts,
      today,
    }),
  );
}
