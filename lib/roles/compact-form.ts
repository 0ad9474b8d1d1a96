import { isObject } from "../values/json-object.ts";
import { canonicalCatalogue } from "./canonical-catalogue.ts";
import { isCatalogueDate } from "./catalogue-values.ts";
import { formatCompactRole, readCompactRole } from "./compact-role.ts";
import { duplicatesOf } from "./duplicates.ts";
import type { BuiltInRole, RoleCatalogue } from "./role-catalogue.ts";

/** A catalogue, or the first thing that is wrong with it, naming the place. */
export type CatalogueReading = { readonly catalogue: RoleCatalogue } | { readonly problem: string };

/** Changes when an older reader would misunderstand the file. */
const FORM = "lighthouse-keeper role catalogue 1";

/**
 * The catalogue as the project keeps it: JSON with one role a line, so that a review shows which roles changed. The text
 * depends on the roles and the date alone, not on the order in which they were given.
 */
export function formatRoleCatalogue(catalogue: RoleCatalogue): string {
  const { date, roles } = canonicalCatalogue(catalogue.date, catalogue.roles);
  const lines = roles.map(formatCompactRole).join(",\n");
  return `{"form":${JSON.stringify(FORM)},"date":${JSON.stringify(date)},"roles":[\n${lines}\n]}\n`;
}

function readRoles(values: readonly unknown[]): readonly BuiltInRole[] | string {
  const roles: BuiltInRole[] = [];
  for (const [index, value] of values.entries()) {
    const reading = readCompactRole(value);
    if ("problem" in reading) return `roles[${index}] ${reading.problem}`;
    roles.push(reading.role);
  }
  const [twice] = duplicatesOf(roles);
  if (twice === undefined) return roles;
  return `roles[${twice.index}] has the same ${twice.field} as roles[${twice.first}]: ${twice.value}`;
}

/**
 * Reads the project's compact form. Every field is checked, because the text may have been merged or edited by hand;
 * the order of roles is not, since it carries no meaning and the result is in canonical order anyway.
 */
export function readCompactCatalogue(document: unknown): CatalogueReading {
  if (!isObject(document)) return { problem: "not a role catalogue: the text holds no JSON object" };
  const { form, date, roles } = document;
  if (form !== FORM) return { problem: `not a role catalogue: form is not "${FORM}"` };
  if (typeof date !== "string" || !isCatalogueDate(date))
    return { problem: "date is not a day written YYYY-MM-DD" };
  if (!Array.isArray(roles) || roles.length === 0) return { problem: "roles is not a filled array" };
  const read = readRoles(roles);
  return typeof read === "string" ? { problem: read } : { catalogue: canonicalCatalogue(date, read) };
}
