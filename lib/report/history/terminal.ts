import type { RecordedHistory } from "../../history/recorded-access.ts";
import { groupBy } from "../../values/group-by.ts";
import { count } from "../phrases.ts";
import { customerText } from "../review/names.ts";
import { fitted, lineWidth } from "../review/wrap.ts";
import { type HistoryRow, historyRows, sourceLines, unexplainedLine, unrecordedLines } from "./rows.ts";

/** A history for a terminal. It has its source, what is not known, and the periods by customer and scope. */
export function terminalHistory(
  history: RecordedHistory,
  { columns }: { readonly columns?: number | undefined },
): string {
  const { directory } = history;
  const rows = historyRows(history);
  const customers = [...groupBy(rows, ({ customer }) => customer)].flatMap(([customer, own]) => [
    "",
    customerText(customer, directory),
    ...[...groupBy(own, ({ scope }) => scope)].flatMap(([scope, here]) => [
      `  ${scope}`,
      ...here.map(rowLine),
    ]),
  ]);
  const lines = [
    ...sourceLines(history),
    ...unrecordedLines(history).map((line) => `not known: ${line}`),
    ...history.unexplained.map((each) => `NOT EXPLAINED: ${unexplainedLine(each, directory)}`),
    ...customers,
    "",
    rows.length === 0 ? "no access is recorded in this time" : count(rows.length, "period"),
  ];
  return lines
    .flatMap((line) => (line === "" ? [""] : fitted(line, lineWidth(columns))))
    .concat("")
    .join("\n");
}

function rowLine(row: HistoryRow): string {
  const { principal, role, terms, until } = row;
  const end = until === "" ? "in force" : `until ${until}`;
  const [since = "", ...evidence] = sinceParts(row);
  return `    ${[`${principal}: ${role}, ${terms}`, since, end, ...evidence].join("; ")}`;
}

/** Beginning of a grant, its approvers, and snapshots that show or miss it. */
export function sinceParts(row: HistoryRow | undefined): string[] {
  if (row === undefined) return [];
  const { from, approvedBy, seenIn, missingIn } = row;
  return [
    `from ${from}`,
    ...(approvedBy === "" ? [] : [`approved by ${approvedBy}`]),
    ...(seenIn === "" ? [] : [`seen in ${seenIn}`]),
    ...(missingIn === "" ? [] : [`MISSING in ${missingIn}`]),
  ];
}
