import Table from "cli-table3";
import { findEstate } from "../../estate/find-estate.ts";
import { catalogueFile, readRoleCatalogue } from "../../estate/role-catalogue-file.ts";
import { forTerminal } from "../../report/escape.ts";
import { count } from "../../report/phrases.ts";
import { searchRoles, similarRoleNames } from "../../roles/search.ts";
import { type RoleVerdict, refusalSentence } from "../../roles/verdict.ts";
import type { CommandContext, ExitCode } from "../command-context.ts";
import { printFailure, printJson } from "../print.ts";

/** Of the column that says why a role is refused, in characters. */
const REASON_WIDTH = 64;

/** `keeper roles [words]`: which roles there are, and which of them Lighthouse delegates. */
export function searchCatalogue(
  { words, json }: { readonly words: readonly string[]; readonly json: boolean },
  { terminal, folder }: CommandContext,
): ExitCode {
  // outside an estate the shipped catalogue answers
  const estate = findEstate(folder, undefined);
  const catalogue = readRoleCatalogue(catalogueFile(estate.ok ? estate.value.root : undefined));
  if (!catalogue.ok) return printFailure(catalogue.error, json, terminal);
  const { date } = catalogue.value;
  const hits = searchRoles(catalogue.value, words);
  if (json) {
    const roles = hits.map(({ role, verdict }) => ({ name: role.name, id: role.id, verdict }));
    printJson({ catalogueDate: date, roles }, terminal);
    return 0;
  }
  if (hits.length === 0) {
    const near = similarRoleNames(catalogue.value, words.join(" "), 3);
    terminal.out(`no role matches${near.length === 0 ? "" : `; did you mean ${near.join(", ")}?`}\n`);
  } else {
    const table = new Table({
      head: ["role", "id", "delegated by Lighthouse?"],
      style: { head: [], border: [], compact: true },
      colWidths: [null, null, REASON_WIDTH],
      wordWrap: true,
      // actions are longer than any width: they are broken anywhere rather than cut off
      wrapOnWordBoundary: false,
    });
    table.push(...hits.map(({ role, verdict }) => [forTerminal(role.name), role.id, verdictText(verdict)]));
    terminal.out(`${table.toString()}\n`);
  }
  terminal.out(`${count(hits.length, "role")}; catalogue of ${date}\n`);
  return 0;
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
