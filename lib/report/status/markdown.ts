import { forComment } from "../escape.ts";
import { roleLines } from "./roles.ts";
import { customerTable } from "./rows.ts";
import type { ShownStatus } from "./terminal.ts";
import { snapshotLine, summaryLines } from "./words.ts";

/** The status of an estate as Markdown. */
export function markdownStatus({ status, snapshot }: ShownStatus): string {
  const table = customerTable(status);
  const rows = table.rows.map((cells) => tableRow(cells.map(forComment)));
  const roles = roleLines(status);
  return [
    "## Status of the estate",
    "",
    ...[...summaryLines(status), snapshotLine(snapshot)].map((line) => `- ${forComment(line)}`),
    ...(rows.length === 0 ? [] : ["", tableRow(table.head), tableRow(table.head.map(() => "---")), ...rows]),
    ...(roles.length === 0 ? [] : ["", `### Roles, by the role catalogue of ${status.catalogueDate}`, ""]),
    ...roles.map((line) => `- ${forComment(line)}`),
    "",
  ].join("\n");
}

function tableRow(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}
