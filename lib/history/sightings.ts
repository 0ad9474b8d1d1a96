import type { AccessGrant } from "../access/access-grant.ts";
import { type AccessPeriod, grantKey } from "./periods.ts";

/** What a snapshot of Azure shows, of the subscriptions that it read whole. */
export interface Sighting {
  /** When the snapshot ended, in milliseconds since 1970. */
  readonly at: number;
  /** The snapshot's folder, as named. */
  readonly name: string;
  readonly grants: readonly { readonly customer: string; readonly grant: AccessGrant }[];
  /** Whether the snapshot read a scope's subscription. */
  readonly hasRead: (scope: string) => boolean;
}

/** A period, with the snapshots in it that show its grant, and the others. */
export interface SightedPeriod extends AccessPeriod {
  readonly seenIn: readonly string[];
  readonly missingIn: readonly string[];
}

/** A grant that a snapshot shows and no record explains. */
export interface UnexplainedGrant {
  readonly customer: string;
  readonly grant: AccessGrant;
  /** The snapshot, and when it ended. */
  readonly seenIn: string;
  readonly at: number;
}

/** Compares periods with snapshots. */
export function withSightings(
  periods: readonly AccessPeriod[],
  sightings: readonly Sighting[],
): { readonly periods: readonly SightedPeriod[]; readonly unexplained: readonly UnexplainedGrant[] } {
  const keyed = periods.map((period) => ({ period, key: `${period.customer} ${grantKey(period.grant)}` }));
  const keysOf = new Map(
    sightings.map((each) => [
      each,
      new Set(each.grants.map(({ customer, grant }) => `${customer} ${grantKey(grant)}`)),
    ]),
  );
  const inForce = ({ from, until }: AccessPeriod, at: number) =>
    from.at <= at && (until === undefined || at < until.at);
  return {
    periods: keyed.map(({ period, key }) => {
      const within = sightings.filter((each) => inForce(period, each.at) && each.hasRead(period.grant.scope));
      const isSeen = (each: Sighting) => keysOf.get(each)?.has(key) === true;
      return {
        ...period,
        seenIn: within.filter(isSeen).map(({ name }) => name),
        missingIn: within.filter((each) => !isSeen(each)).map(({ name }) => name),
      };
    }),
    unexplained: sightings.flatMap(({ at, name, grants }) => {
      const known = new Set(keyed.filter(({ period }) => inForce(period, at)).map(({ key }) => key));
      return grants
        .filter(({ customer, grant }) => !known.has(`${customer} ${grantKey(grant)}`))
        .map((each) => ({ ...each, seenIn: name, at }));
    }),
  };
}
