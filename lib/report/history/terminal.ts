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

function rowLine({ principal, role, terms, from, until, approvedBy, seenIn, missingIn }: HistoryRow): string {
  const parts = [
    `${principal}: ${role}, ${terms}`,
    `from ${from}`,
    until === "" ? "in force" : `until ${until}`,
    ...(approvedBy === "" ? [] : [`approved by ${approvedBy}`]),
    ...(seenIn === "" ? [] : [`seen in ${seenIn}`]),
    ...(missingIn === "" ? [] : [`MISSING in ${missingIn}`]),
  ];
  return `    ${parts.join("; ")}`;
}
