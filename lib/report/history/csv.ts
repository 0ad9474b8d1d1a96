import { stringify } from "csv-stringify/sync";
import type { RecordedHistory } from "../../history/recorded-access.ts";
import { forTerminal } from "../escape.ts";
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

/**
 * A history as CSV (RFC 4180), with a line for each period. Then a line for each note, with `NOTE` as its customer:
 * what is not recorded must not be lost. Text that a spreadsheet could take for a formula begins with an apostrophe.
 */
export function csvHistory(history: RecordedHistory): string {
  const keys = Object.keys(COLUMNS) as (keyof HistoryRow)[];
  const rows = historyRows(history).map((row) => keys.map((key) => row[key]));
  const notes = [
    ...sourceLines(history),
    ...unrecordedLines(history),
    ...history.unexplained.map((each) => unexplainedLine(each, history.directory)),
  ].map((note) => ["NOTE", note, ...keys.slice(2).map(() => "")]);
  const lines = [...rows, ...notes].map((cells) => cells.map(forTerminal));
  return stringify([Object.values(COLUMNS), ...lines], { escape_formulas: true });
}
