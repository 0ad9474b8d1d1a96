import type { AcceptanceRecord } from "../acceptance/acceptance-record.ts";
import type { NameDirectory } from "../review/name-directory.ts";
import type { UnrecordedStretch } from "./periods.ts";
import type { HistorySource, UnknownAccess } from "./recorded.ts";
import type { SightedPeriod, UnexplainedGrant } from "./sightings.ts";

/** Who had access from when until when, as far as it was recorded. */
export interface RecordedHistory {
  readonly source: HistorySource;
  readonly branch: string;
  /** First and last day of the question, both included. Undefined where the record decides. */
  readonly since: string | undefined;
  readonly until: string;
  readonly periods: readonly SightedPeriod[];
  readonly unrecorded: readonly UnrecordedStretch[];
  readonly unexplained: readonly UnexplainedGrant[];
  readonly snapshots: readonly NamedSnapshot[];
  /** Snapshots of other days than those of the question: nothing was compared with them. */
  readonly otherSnapshots: readonly NamedSnapshot[];
  /** Records of acceptances, of the customers of the question; by customer, then day. */
  readonly acceptances: readonly KnownAcceptance[];
  readonly directory: NameDirectory;
}

/** A record of an acceptance, of today or earlier. */
export interface KnownAcceptance extends AcceptanceRecord {
  /** Whether it stands today. Else it was replaced or removed. */
  readonly isCurrent: boolean;
}

/** A snapshot by its name, and when it ended, in milliseconds since 1970. */
export interface NamedSnapshot {
  readonly name: string;
  readonly at: number;
}

/** Evidence of the access of a day, and customers of which nothing is known. */
export interface RecordedDay
  extends Pick<RecordedHistory, "snapshots" | "otherSnapshots" | "acceptances" | "unexplained"> {
  /** YYYY-MM-DD; its end in UTC counts. */
  readonly day: string;
  readonly source: HistorySource;
  readonly branch: string;
  /** The commits that were in force, each with its customers; sorted. */
  readonly commits: readonly {
    readonly commit: string;
    readonly at: number;
    readonly about: "all" | readonly string[];
  }[];
  /** Periods of the grants that were in force at the end of the day. */
  readonly periods: readonly SightedPeriod[];
  /** Whether every commit until then was read. Else beginnings and approvers are not known. */
  readonly isWhole: boolean;
  /** Customers of which nothing is known on that day, and why; sorted. */
  readonly unknown: readonly { readonly customer: string; readonly why: UnknownAccess }[];
}
