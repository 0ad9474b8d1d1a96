import type { Path } from "../values/path.ts";
import { canonicalCatalogue } from "./canonical-catalogue.ts";
import { isCatalogueDate } from "./catalogue-values.ts";
import { formatCompactRole, readCompactRole } from "./compact-role.ts";
import { duplicatesOf } from "./duplicates.ts";
import { isJsonObject, readJson } from "./json-text.ts";
import type { BuiltInRole, RoleCatalogue } from "./role-catalogue.ts";

/** A catalogue, or the first thing that is wrong with its text, naming the place; the path is empty for the whole. */
export type CatalogueReading = { readonly catalogue: RoleCatalogue } | CatalogueProblem;

/** Why a text is not a catalogue. */
export interface CatalogueProblem {
  readonly problem: string;
  readonly path: Path;
}

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

function readRoles(values: readonly unknown[]): readonly BuiltInRole[] | CatalogueProblem {
  const roles: BuiltInRole[] = [];
  for (const [index, value] of values.entries()) {
    const reading = readCompactRole(value);
    if ("problem" in reading)
      return { problem: `roles[${index}] ${reading.problem}`, path: ["roles", index, ...reading.path] };
    roles.push(reading.role);
  }
  const [twice] = duplicatesOf(roles);
  if (twice === undefined) return roles;
  const problem = `roles[${twice.index}] has the same ${twice.field} as roles[${twice.first}]: ${twice.value}`;
  return { problem, path: ["roles", twice.index, twice.field] };
}

/**
 * Reads the project's compact form. Every field is checked, because the text may have been merged or edited by hand;
 * the order of roles is not, since it carries no meaning and the result is in canonical order anyway.
 */
export function parseRoleCatalogue(text: string): CatalogueReading {
  const json = readJson(text);
  if ("problem" in json) return { ...json, path: [] };
  if (!isJsonObject(json.value))
    return { problem: "not a role catalogue: the text holds no JSON object", path: [] };
  const { form, date, roles } = json.value;
  if (form !== FORM) return { problem: `not a role catalogue: form is not "${FORM}"`, path: ["form"] };
  if (typeof date !== "string" || !isCatalogueDate(date))
    return { problem: "date is not a day written YYYY-MM-DD", path: ["date"] };
  if (!Array.isArray(roles) || roles.length === 0)
    return { problem: "roles is not a filled array", path: ["roles"] };
  const read = readRoles(roles);
  return "problem" in read ? read : { catalogue: canonicalCatalogue(date, read) };
}
