import type { RecordedDay, RecordedHistory } from "../../history/recorded-access.ts";
import type { NameDirectory } from "../../review/name-directory.ts";
import { jsonText } from "../json-text.ts";
import { historyRows, sourceLines } from "./rows.ts";
import { unknownAccessText } from "./unknown-access.ts";

/** Version of the form; it rises when a field changes its meaning or is removed. */
const VERSION = 1;

/** A history for programs. It has every period with its grant, and every stretch of which nothing is known. */
export function jsonHistory(history: RecordedHistory): string {
  const { source, branch, since = null, until, unrecorded, directory } = history;
  const { snapshots, otherSnapshots, acceptances, periods, unexplained } = evidenceJson(history, directory);
  return jsonText({
    version: VERSION,
    source,
    branch,
    since,
    until,
    snapshots,
    otherSnapshots,
    remarks: sourceLines(history),
    acceptances,
    periods,
    unrecorded: unrecorded.map(({ customer = null, from, until: end, why }) => {
      return { customer, from: time(from), until: time(end), why: unknownAccessText(why) };
    }),
    unexplained,
  });
}

/** A recorded day for programs, in the form of a history. */
export function recordedDayJson(on: RecordedDay, directory: NameDirectory): object {
  const { day, source, branch, commits, unknown, isWhole } = on;
  return {
    day,
    source,
    branch,
    commits: commits.map(({ at, ...each }) => ({ ...each, at: time(at) })),
    isWhole,
    unknown: unknown.map(({ customer, why }) => ({ customer, why: unknownAccessText(why) })),
    ...evidenceJson(on, directory),
  };
}

type Evidence = Pick<
  RecordedHistory,
  "snapshots" | "otherSnapshots" | "acceptances" | "periods" | "unexplained"
>;

function evidenceJson(
  { snapshots, otherSnapshots, acceptances, periods, unexplained }: Evidence,
  directory: NameDirectory,
): Readonly<Record<keyof Evidence, unknown>> {
  const rows = historyRows({ periods, directory });
  return {
    snapshots: snapshots.map(({ name, at }) => ({ name, ended: time(at) })),
    otherSnapshots: otherSnapshots.map(({ name, at }) => ({ name, ended: time(at) })),
    acceptances,
    periods: periods.map(
      ({ grant, customer, from, until: end, commit, approvers, seenIn, missingIn }, index) => ({
        customer,
        principal: rows[index]?.principal,
        role: rows[index]?.role,
        grant,
        from: { at: time(from.at), isKnown: from.isKnown },
        until: end === undefined ? null : { at: time(end.at), isKnown: end.isKnown },
        commit,
        approvers,
        seenIn,
        missingIn,
      }),
    ),
    unexplained: unexplained.map(({ at, ...each }) => ({ ...each, at: time(at) })),
  };
}

function time(at: number | undefined): string | null {
  return at === undefined ? null : new Date(at).toISOString();
}
