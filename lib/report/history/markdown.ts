import type { RecordedHistory } from "../../history/recorded-access.ts";
import { forComment } from "../escape.ts";
import { historyRows, sourceLines, unexplainedLine, unrecordedLines } from "./rows.ts";

const HEAD = [
  "customer",
  "principal",
  "role",
  "scope",
  "terms",
  "from (UTC)",
  "until (UTC)",
  "approved by",
  "seen in",
  "missing in",
];

/** A history as Markdown. It has its source, what is not known, and a table of periods. */
export function markdownHistory(history: RecordedHistory): string {
  const rows = historyRows(history).map((row) =>
    [
      row.customer,
      `${row.principal} (${row.principalId})`,
      row.role,
      row.scope,
      row.terms,
      row.from,
      row.until === "" ? "in force" : row.until,
      row.approvedBy,
      row.seenIn,
      row.missingIn,
    ].map(forComment),
  );
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const unknown = [
    ...unrecordedLines(history),
    ...history.unexplained.map((each) => unexplainedLine(each, history.directory)),
  ];
  return [
    "## Who had access",
    "",
    ...sourceLines(history).map((each) => `- ${forComment(each)}`),
    ...(unknown.length === 0 ? [] : ["", "### Not known, or not explained", ""]),
    ...unknown.map((each) => `- ${forComment(each)}`),
    "",
    ...(rows.length === 0
      ? ["No access is recorded in this time."]
      : [line(HEAD), line(HEAD.map(() => "---")), ...rows.map(line)]),
    "",
  ].join("\n");
}
