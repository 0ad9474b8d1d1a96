import Table from "cli-table3";
import type { RoleSearchHit } from "../roles/search.ts";
import { type RoleVerdict, refusalSentence } from "../roles/verdict.ts";
import { forTerminal } from "./escape.ts";
import { count } from "./phrases.ts";

/** Width of the column that says why a role is refused, in characters. */
const REASON_WIDTH = 64;

/** Roles that were searched for in a catalogue. */
interface FoundRoles {
  readonly date: string;
  readonly hits: readonly RoleSearchHit[];
  readonly similar: readonly string[];
}

/** Found roles as a table, with which of them Azure Lighthouse supports. */
export function rolesText({ date, hits, similar }: FoundRoles): string {
  const found = hits.length === 0 ? `no role matches${suggestion(similar)}` : rolesTable(hits);
  return `${found}\n${count(hits.length, "role")}; catalogue of ${date}\n`;
}

/** Found roles as `--json` prints them. */
export function rolesJson({ date, hits }: FoundRoles): object {
  const roles = hits.map(({ role, verdict }) => ({ name: role.name, id: role.id, verdict }));
  return { catalogueDate: date, roles };
}

function suggestion(similar: readonly string[]): string {
  return similar.length === 0 ? "" : `; did you mean ${similar.join(", ")}?`;
}

function rolesTable(hits: readonly RoleSearchHit[]): string {
  const table = new Table({
    head: ["role", "id", "delegated by Lighthouse?"],
    style: { head: [], border: [], compact: true },
    colWidths: [null, null, REASON_WIDTH],
    wordWrap: true,
    // actions are longer than any width: they break anywhere and are never cut off
    wrapOnWordBoundary: false,
  });
  table.push(...hits.map(({ role, verdict }) => [forTerminal(role.name), role.id, verdictText(verdict)]));
  return table.toString();
}

function verdictText(verdict: RoleVerdict): string {
  switch (verdict.kind) {
    case "supported":
      return "yes";
    case "conditional":
      return "only with delegatedRoleDefinitions";
    case "refused":
      return `no: ${verdict.reasons.map(refusalSentence).join("; ")}`;
  }
}
