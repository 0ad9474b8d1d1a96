import type { EstateReach } from "../../reach/estate-reach.ts";
import type { NameDirectory } from "../../review/name-directory.ts";
import { forComment } from "../escape.ts";
import type { HistoryRow } from "../history/rows.ts";
import { count } from "../phrases.ts";
import { wayText } from "../review/describe-grant.ts";
import type { TableNotes } from "./csv.ts";

const HEAD = ["severity", "customer", "principal", "role", "scope", "terms"];

/** Columns of a grant on a day: as in a history. */
const DAY_HEAD = {
  from: "from (UTC)",
  approvedBy: "approved by",
  seenIn: "seen in",
  missingIn: "missing in",
} satisfies Partial<Record<keyof HistoryRow, string>>;

/** Access as Markdown: its source, what is not known, and every grant, worst first. */
export function markdownAccess(
  { grants }: EstateReach,
  directory: NameDirectory,
  { notes, rowOf }: TableNotes,
): string {
  const dayKeys = rowOf === undefined ? [] : (Object.keys(DAY_HEAD) as (keyof typeof DAY_HEAD)[]);
  const rows = grants.map((each) => {
    const { customer, grant, severity } = each;
    const { managingTenantId, principalId, principalDisplayName, roleDefinitionId, scope } = grant;
    const { name } = directory.principal(managingTenantId, principalId, principalDisplayName);
    const row = rowOf?.(each);
    return [
      severity,
      customer,
      `${name} (${principalId})`,
      directory.role(roleDefinitionId),
      scope,
      wayText(grant, directory),
      ...dayKeys.map((key) => row?.[key] ?? ""),
    ].map(forComment);
  });
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const head = [...HEAD, ...dayKeys.map((key) => DAY_HEAD[key])];
  const isOpen = ({ kind }: TableNotes["notes"][number]) => kind === "not-known" || kind === "not-explained";
  const items = (some: TableNotes["notes"]) => some.map(({ text }) => `- ${forComment(text)}`);
  const open = items(notes.filter(isOpen));
  return [
    rowOf === undefined ? "## Who has access" : "## Who had access",
    "",
    ...items(notes.filter((each) => !isOpen(each))),
    ...(open.length === 0 ? [] : ["", "### Not known, or not explained", "", ...open]),
    "",
    ...(rows.length === 0 ? [] : [line(head), line(head.map(() => "---")), ...rows.map(line), ""]),
    `${count(rows.length, "grant")}.`,
    "",
  ].join("\n");
}
