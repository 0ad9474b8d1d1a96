import { forComment } from "../escape.ts";
import { count } from "../phrases.ts";
import { lineText, meaningLines } from "../summary/line-text.ts";
import type { SummaryLine } from "../summary/summary-line.ts";

/** Changes that the table shows, each in a row. */
const MOST_ROWS = 30;

/** Length of the table, in characters, after which no more rows follow. */
const LONGEST_TABLE = 20_000;

/** Changes as a table to scan, the most dangerous first. Columns are the sign, who and where, and what it means. */
export function summaryTable(lines: readonly SummaryLine[]): string {
  if (lines.length === 0) return "";
  const rows: string[] = [];
  let length = 0;
  for (const line of lines.slice(0, MOST_ROWS)) {
    const row = rowOf(line);
    length += row.length;
    if (rows.length > 0 && length > LONGEST_TABLE) break;
    rows.push(row);
  }
  const more = lines.length - rows.length;
  return [
    "",
    "| | Change | What it means |",
    "| --- | --- | --- |",
    ...rows,
    ...(more > 0 ? ["", `and ${count(more, "more change")}, less dangerous: folded below`] : []),
    "",
  ].join("\n");
}

function rowOf(line: SummaryLine): string {
  const { sign, severity } = line;
  const mark = severity === undefined ? `\`${sign}\`` : `\`${sign}\` ${severity}`;
  const meaning = meaningLines(line).map(forComment).join("<br>");
  return `| ${mark} | ${forComment(lineText(line))} | ${meaning} |`;
}
