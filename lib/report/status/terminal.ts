import type { EstateStatus } from "../../status/estate-status.ts";
import { headedTable } from "../plain-table.ts";
import { fitted, lineWidth } from "../review/wrap.ts";
import { roleLines } from "./roles.ts";
import { customerTable } from "./rows.ts";
import { snapshotLine, summaryLines } from "./words.ts";

/** A status with the snapshot that it was compared with. */
export interface ShownStatus {
  readonly status: EstateStatus;
  readonly snapshot: { readonly name: string; readonly ended: string } | undefined;
}

/** The status of an estate for a terminal. It has numbers, a table of customers, and refused roles. */
export function terminalStatus(
  { status, snapshot }: ShownStatus,
  { columns }: { readonly columns?: number | undefined },
): string {
  const width = lineWidth(columns);
  const { head, rows } = customerTable(status);
  const roles = roleLines(status);
  return [
    ...[...summaryLines(status), snapshotLine(snapshot)].flatMap((line) => fitted(line, width)),
    ...(rows.length === 0 ? [] : ["", ...headedTable(head, rows, width)]),
    ...(roles.length === 0 ? [] : ["", `roles, by the role catalogue of ${status.catalogueDate}:`]),
    ...roles.flatMap((line) => fitted(`  ${line}`, width)),
    "",
  ].join("\n");
}
