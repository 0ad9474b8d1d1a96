import { type FieldProblem, readAzureCliEntry } from "./azure-cli-role.ts";
import { canonicalCatalogue } from "./canonical-catalogue.ts";
import { isCatalogueDate } from "./catalogue-values.ts";
import { duplicatesOf } from "./duplicates.ts";
import type { BuiltInRole, RoleCatalogue } from "./role-catalogue.ts";

/** A problem of the whole list (`index` null) or of one of its entries. */
export interface AzureCliProblem extends FieldProblem {
  readonly index: number | null;
}

/** The catalogue with the number of skipped custom roles, or all problems of the list. */
export type AzureCliReading =
  | { readonly catalogue: RoleCatalogue; readonly customRolesLeftOut: number }
  | { readonly problems: readonly AzureCliProblem[] };

/**
 * Fewest built-in roles of a complete list: Azure had 631 in January 2025. A filtered or broken list is refused,
 * because offers would fail for roles that exist.
 */
const MINIMUM_BUILT_IN_ROLES = 100;

interface Entries {
  readonly roles: BuiltInRole[];
  /** The index in the list of each role of `roles`. */
  readonly places: number[];
  readonly problems: AzureCliProblem[];
  customRoles: number;
}

function readEntries(list: readonly unknown[]): Entries {
  const entries: Entries = { roles: [], places: [], problems: [], customRoles: 0 };
  for (const [index, value] of list.entries()) {
    const entry = readAzureCliEntry(value);
    if (entry.kind === "custom") entries.customRoles += 1;
    else if (entry.kind === "problems")
      entries.problems.push(...entry.problems.map((p) => ({ index, ...p })));
    else {
      entries.roles.push(entry.role);
      entries.places.push(index);
    }
  }
  for (const twice of duplicatesOf(entries.roles)) {
    entries.problems.push({
      index: entries.places[twice.index] ?? null,
      // Azure's field names, because the reader looks them up in Azure's output
      field: twice.field === "id" ? "name" : "roleName",
      message: `repeats "${twice.value}" of entry ${entries.places[twice.first]}`,
    });
  }
  return entries;
}

/**
 * Makes a catalogue from the output of `az role definition list --output json`. Skips custom roles, because Azure
 * Lighthouse accepts built-in roles only. Reports all problems, with entry and field. One problem refuses the whole
 * list: an incomplete catalogue would refuse a role that exists.
 *
 * @param date the day of that output
 */
export function catalogueFromAzureCli(document: unknown, date: string): AzureCliReading {
  const whole = (field: string, message: string): AzureCliReading => ({
    problems: [{ index: null, field, message }],
  });
  if (!isCatalogueDate(date)) return whole("date", "is not a day written YYYY-MM-DD");
  if (!Array.isArray(document)) return whole("", "is not an array of role definitions");
  const { roles, problems, customRoles } = readEntries(document);
  if (problems.length > 0) return { problems };
  if (roles.length < MINIMUM_BUILT_IN_ROLES) {
    return whole(
      "",
      `holds ${roles.length} built-in roles; fewer than ${MINIMUM_BUILT_IN_ROLES} is not a whole list`,
    );
  }
  return { catalogue: canonicalCatalogue(date, roles), customRolesLeftOut: customRoles };
}
