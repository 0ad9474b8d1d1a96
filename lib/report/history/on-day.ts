import { grantKey } from "../../history/periods.ts";
import type { RecordedDay } from "../../history/recorded-access.ts";
import type { NameDirectory } from "../../review/name-directory.ts";
import type { CustomerGrant } from "../../review/reach.ts";
import { customerText } from "../review/names.ts";
import { evidenceLines, type HistoryRow, historyRows, minute, unexplainedLine } from "./rows.ts";
import { unknownAccessText } from "./unknown-access.ts";

/** Commits that are named one by one. */
const MOST_COMMITS = 5;

/**
 * What a note beside access is.
 *
 * - `source`: what the access was read from, and what it cannot hold.
 * - `not-known`: a customer of which nothing is known on that day.
 * - `not-explained`: a grant that Azure had and no record explains.
 * - `note`: what Azure's lists show beside access.
 */
export type AccessNoteKind = "source" | "not-known" | "not-explained" | "note";

/** A note beside access; a sentence without its final period. */
export interface AccessNote {
  readonly kind: AccessNoteKind;
  /** The customer that it is about. @default - all */
  readonly customer?: string;
  readonly text: string;
}

/** Source of a day's access, and what is not known or not explained. */
export function onDayNotes(on: RecordedDay, directory: NameDirectory): AccessNote[] {
  const source = (text: string): AccessNote => ({ kind: "source", text });
  return [
    source(sourceLine(on)),
    ...on.unknown.map(({ customer, why }): AccessNote => {
      const text = `not known of ${customerText(customer, directory)}: ${unknownAccessText(why)}`;
      return { kind: "not-known", customer, text };
    }),
    ...on.unexplained.map((each): AccessNote => {
      const text = `NOT EXPLAINED: ${unexplainedLine(each, directory)}`;
      return { kind: "not-explained", customer: each.customer, text };
    }),
    ...(on.isWhole
      ? []
      : [source("so many commits are not run: since when, and who approved, is in keeper history --since")]),
    ...evidenceLines({ ...on, lastDay: on.day }).map(source),
  ];
}

function sourceLine({ day, source, branch, commits }: RecordedDay): string {
  const named = commits
    .slice(0, MOST_COMMITS)
    .map(({ commit, at }) => `${commit.slice(0, 12)} of ${minute(at)}`);
  const more = commits.length > MOST_COMMITS ? `, and ${commits.length - MOST_COMMITS} more` : "";
  const from = [...(named.length === 0 ? ["no commit"] : named)].join(", ");
  return source === "applied"
    ? `at the end of ${day} (UTC), by what the apply pipeline recorded as applied (${branch}): ${from}${more}`
    : `at the end of ${day} (UTC), by what the default branch defined (${branch}): ${from}${more}; there are no records of what was applied`;
}

/** Finds the row of a grant that was in force on a day. */
export type RowOfGrant = (grant: CustomerGrant) => HistoryRow | undefined;

/** Finds rows of a day's grants. */
export function rowsOnDay({ periods }: RecordedDay, directory: NameDirectory): RowOfGrant {
  const keyOf = ({ customer, grant }: CustomerGrant) => `${customer} ${grantKey(grant)}`;
  const rows = historyRows({ periods, directory });
  const byGrant = new Map(periods.map((period, index) => [keyOf(period), rows[index]]));
  return (grant) => byGrant.get(keyOf(grant));
}
