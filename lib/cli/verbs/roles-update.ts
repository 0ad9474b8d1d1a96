import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Offer } from "../../delegation/offer.ts";
import { findEstate } from "../../estate/find-estate.ts";
import { readEstate } from "../../estate/read-estate.ts";
import {
  catalogueFile,
  ESTATE_CATALOGUE,
  readRoleCatalogue,
  readRoleList,
  SHIPPED_CATALOGUE,
} from "../../estate/role-catalogue-file.ts";
import { writeFileAtomically } from "../../estate/write-file.ts";
import { forTerminal } from "../../report/escape.ts";
import { roleChangeText } from "../../report/role-change-text.ts";
import { formatRoleCatalogue } from "../../roles/compact-form.ts";
import { compareCatalogues, type RoleChange } from "../../roles/compare.ts";
import { catalogueFromAzureCli } from "../../roles/from-azure-cli.ts";
import type { RoleCatalogue } from "../../roles/role-catalogue.ts";
import { formatRoleNameTypes } from "../../roles/role-name-types.ts";
import { offersNaming } from "../../rules/offer-parts.ts";
import { type CommandContext, type ExitCode, inContinuousIntegration } from "../command-context.ts";
import { printFailure, printJson } from "../print.ts";

/** What `keeper roles update` is asked for. */
export interface CatalogueUpdate {
  readonly from: string;
  readonly date: string | undefined;
  readonly json: boolean;
}

/** `keeper roles update`: writes the new catalogue, says what changed, and ends with 1 where an offer lost a role. */
export async function updateCatalogue(
  update: CatalogueUpdate,
  commandContext: CommandContext,
): Promise<ExitCode> {
  const { terminal, folder } = commandContext;
  const { from, json } = update;
  const fail = (problem: string, fix: string) =>
    printFailure({ kind: "unreadable-input", problem, fix }, json, terminal);
  const estate = findEstate(folder, undefined);
  if (!estate.ok) return printFailure(estate.error, json, terminal);
  const { root } = estate.value;
  // a catalogue of the estate's own that cannot be read is what this command mends
  const own = readRoleCatalogue(catalogueFile(root));
  const before = own.ok ? own : readRoleCatalogue(SHIPPED_CATALOGUE);
  if (!before.ok) return printFailure(before.error, json, terminal);
  const list = readRoleList(folder, from);
  if (!list.ok) return printFailure(list.error, json, terminal);
  const reading = catalogueFromAzureCli(list.value, update.date ?? commandContext.today());
  if ("problems" in reading) {
    const shown = reading.problems
      .slice(0, 10)
      .map(({ index, field, message }) => `[${index ?? ""}] ${field}: ${message}`);
    return fail(
      `${from} is no list of role definitions: ${shown.join("; ")}`,
      "use az role definition list --output json",
    );
  }
  const changes = compareCatalogues(before.value, reading.catalogue);
  writeCatalogue(root, reading.catalogue);
  const { offers, unread } = await offersOf(root, commandContext);
  const hits = changes.map((change) => ({ change, offers: offersNaming(offers, named(change)) }));
  if (json) {
    const dates = { before: before.value.date, after: reading.catalogue.date };
    printJson({ ...dates, changes: hits, unreadOffers: unread }, terminal);
  } else {
    for (const { change, offers: named } of hits)
      terminal.out(`${forTerminal(roleChangeText(change, named))}\n`);
    terminal.out(`${changes.length} changes from ${before.value.date} to ${reading.catalogue.date}\n`);
    if (unread.length > 0)
      terminal.err(`could not be read, so what it names is not known: ${forTerminal(unread.join(", "))}\n`);
  }
  const hit = hits.some(({ change, offers: named }) => takesAway(change) && named.length > 0);
  return hit || unread.length > 0 ? 1 : 0;
}

/** The names under which offers may still know the role. */
function named(change: RoleChange): { readonly id: string; readonly name: string } {
  return change.kind === "renamed" ? { id: change.id, name: change.before } : change;
}

function takesAway({ kind }: RoleChange): boolean {
  return kind === "removed" || kind === "becameRefused" || kind === "renamed";
}

/** The offers that can be read, and the files that cannot; where nothing can be, that is said instead. */
async function offersOf(
  root: string,
  commandContext: CommandContext,
): Promise<{ readonly offers: readonly Offer[]; readonly unread: readonly string[] }> {
  const read = await readEstate({ root, records: root }, "complete", inContinuousIntegration(commandContext));
  if (!read.ok) return { offers: [], unread: [`the estate (${read.error.problem})`] };
  const { offers, unreadable } = read.value;
  const files = unreadable.map(({ at }) => at.file).filter((file) => file.startsWith("offers/"));
  return { offers: offers.map(({ value }) => value), unread: [...new Set(files)] };
}

/** In this project's own repository the shipped catalogue and the types made from it; elsewhere the estate's. */
function writeCatalogue(root: string, catalogue: RoleCatalogue): void {
  const shipped = SHIPPED_CATALOGUE === join(root, "data", "role-catalogue.json");
  const types = join(root, "lib", "roles", "role-names.ts");
  writeFileAtomically(
    shipped ? SHIPPED_CATALOGUE : join(root, ESTATE_CATALOGUE),
    formatRoleCatalogue(catalogue),
  );
  if (shipped && existsSync(types)) writeFileAtomically(types, formatRoleNameTypes(catalogue));
}
