import { isObject } from "../values/json-object.ts";
import { canonicalCatalogue } from "./canonical-catalogue.ts";
import { isCatalogueDate } from "./catalogue-values.ts";
import { type CatalogueProblem, formatCompactRole, readCompactRole } from "./compact-role.ts";
import { duplicatesOf } from "./duplicates.ts";
import type { BuiltInRole, RoleCatalogue } from "./role-catalogue.ts";

/** A catalogue, or its first problem with the place. */
export type CatalogueReading = { readonly catalogue: RoleCatalogue } | CatalogueProblem;

/** Format identifier; it changes when an older reader would misread the file. */
const FORM = "lighthouse-keeper role catalogue 1";

/**
 * Formats a catalogue as JSON with one role a line. A diff then shows the changed roles. The text depends only on the
 * roles and the date, not on their order.
 */
export function formatRoleCatalogue(catalogue: RoleCatalogue): string {
  const { date, roles } = canonicalCatalogue(catalogue.date, catalogue.roles);
  const lines = roles.map(formatCompactRole).join(",\n");
  return `{"form":${JSON.stringify(FORM)},"date":${JSON.stringify(date)},"roles":[\n${lines}\n]}\n`;
}

function readRoles(values: readonly unknown[]): readonly BuiltInRole[] | CatalogueProblem {
  const roles: BuiltInRole[] = [];
  for (const [index, value] of values.entries()) {
    const reading = readCompactRole(value);
    if ("problem" in reading)
      return { problem: `roles[${index}] ${reading.problem}`, path: ["roles", index, ...reading.path] };
    roles.push(reading.role);
  }
  const [duplicate] = duplicatesOf(roles);
  if (duplicate === undefined) return roles;
  const { index, first, field, value } = duplicate;
  const problem = `roles[${index}] has the same ${field} as roles[${first}]: ${value}`;
  return { problem, path: ["roles", index, field] };
}

/**
 * Parses the compact form. Checks every field, because the file may have been merged or edited by hand. Accepts roles
 * in any order; the result is canonical.
 */
export function readCompactCatalogue(document: unknown): CatalogueReading {
  if (!isObject(document))
    return { problem: "not a role catalogue: the text holds no JSON object", path: [] };
  const { form, date, roles } = document;
  if (form !== FORM) return { problem: `not a role catalogue: form is not "${FORM}"`, path: ["form"] };
  if (typeof date !== "string" || !isCatalogueDate(date))
    return { problem: "date is not a day written YYYY-MM-DD", path: ["date"] };
  if (!Array.isArray(roles) || roles.length === 0)
    return { problem: "roles is not a filled array", path: ["roles"] };
  const read = readRoles(roles);
  return "problem" in read ? read : { catalogue: canonicalCatalogue(date, read) };
}
