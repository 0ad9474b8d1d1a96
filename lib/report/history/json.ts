import type { RecordedHistory } from "../../history/recorded-access.ts";
import { jsonText } from "../json-text.ts";
import { historyRows, sourceLines } from "./rows.ts";
import { unknownAccessText } from "./unknown-access.ts";

/** Version of the form; it rises when a field changes its meaning or is removed. */
const VERSION = 1;

/** A history for programs. It has every period with its grant, and every stretch of which nothing is known. */
export function jsonHistory(history: RecordedHistory): string {
  const {
    source,
    branch,
    since = null,
    until,
    periods,
    unrecorded,
    unexplained,
    snapshots,
    otherSnapshots,
    acceptances,
  } = history;
  const time = (at: number | undefined) => (at === undefined ? null : new Date(at).toISOString());
  const rows = historyRows(history);
  return jsonText({
    version: VERSION,
    source,
    branch,
    since,
    until,
    snapshots: snapshots.map(({ name, at }) => ({ name, ended: time(at) })),
    otherSnapshots: otherSnapshots.map(({ name, at }) => ({ name, ended: time(at) })),
    remarks: sourceLines(history),
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
    unrecorded: unrecorded.map(({ customer = null, from, until: end, why }) => {
      return { customer, from: time(from), until: time(end), why: unknownAccessText(why) };
    }),
    unexplained: unexplained.map(({ at, ...each }) => ({ ...each, at: time(at) })),
  });
}
