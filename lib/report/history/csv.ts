import { stringify } from "csv-stringify/sync";
import type { RecordedHistory } from "../../history/recorded-access.ts";
import { forTerminal } from "../escape.ts";
import type { AccessNoteKind } from "./on-day.ts";
import { type HistoryRow, historyRows, sourceLines, unexplainedLine, unrecordedLines } from "./rows.ts";

const COLUMNS = {
  customer: "customer",
  principal: "principal",
  principalId: "principal_id",
  role: "role",
  roleId: "role_id",
  scope: "scope",
  terms: "terms",
  from: "from_utc",
  until: "until_utc",
  commit: "commit",
  approvedBy: "approved_by",
  seenIn: "seen_in",
  missingIn: "missing_in",
} satisfies Readonly<Record<keyof HistoryRow, string>>;

/** A note of a history, of the kinds of a day's notes. */
interface HistoryNote {
  readonly kind: Exclude<AccessNoteKind, "note">;
  /** Undefined for all customers. */
  readonly customer: string | undefined;
  readonly text: string;
}

/**
 * A history as CSV (RFC 4180), with a line for each period. Then a line for each note: what is not recorded must not be
 * lost. `kind` is `period` or the kind of a note. Text that a spreadsheet could take for a formula begins with an
 * apostrophe.
 */
export function csvHistory(history: RecordedHistory): string {
  const keys = Object.keys(COLUMNS) as (keyof HistoryRow)[];
  const rows = historyRows(history).map((row) => [...keys.map((key) => row[key]), "period", ""]);
  const notes = notesOf(history).map(({ kind, customer = "", text }) => [
    ...keys.map((key) => (key === "customer" ? customer : "")),
    kind,
    text,
  ]);
  const lines = [...rows, ...notes].map((cells) => cells.map(forTerminal));
  return stringify([[...Object.values(COLUMNS), "kind", "note"], ...lines], { escape_formulas: true });
}

function notesOf(history: RecordedHistory): HistoryNote[] {
  const { unrecorded, unexplained, directory } = history;
  const unrecordedTexts = unrecordedLines(history);
  return [
    ...sourceLines(history).map((text): HistoryNote => ({ kind: "source", customer: undefined, text })),
    ...unrecorded.map(
      ({ customer }, at): HistoryNote => ({ kind: "not-known", customer, text: unrecordedTexts[at] ?? "" }),
    ),
    ...unexplained.map(
      (each): HistoryNote => ({
        kind: "not-explained",
        customer: each.customer,
        text: unexplainedLine(each, directory),
      }),
    ),
  ];
}
