import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseRoleCatalogue } from "../roles/compact-form.ts";
import type { RoleCatalogue } from "../roles/role-catalogue.ts";
import { failure, type Outcome, reasonOf } from "../values/failure.ts";
import { success } from "../values/result.ts";

/** An estate's own catalogue, in its root; it takes the place of the one that ships with the package. */
export const ESTATE_CATALOGUE = "role-catalogue.json";

/** The catalogue that ships with the package. Absolute path. */
export const SHIPPED_CATALOGUE: string = fileURLToPath(
  new URL("../../data/role-catalogue.json", import.meta.url),
);

/** The catalogue that is in force for an estate, or for nobody's: the file's absolute path. */
export function catalogueFile(root: string | undefined): string {
  const own = root === undefined ? undefined : join(root, ESTATE_CATALOGUE);
  return own !== undefined && existsSync(own) ? own : SHIPPED_CATALOGUE;
}

/** Reads a catalogue in the project's form. */
export function readRoleCatalogue(file: string): Outcome<RoleCatalogue> {
  try {
    return parsedCatalogue(readFileSync(file, "utf8"));
  } catch (error) {
    return unreadable(reasonOf(error));
  }
}

/** The text of a catalogue file. */
export function catalogueText(file: string): Outcome<string> {
  try {
    return success(readFileSync(file, "utf8"));
  } catch (error) {
    return unreadable(reasonOf(error));
  }
}

/** The catalogue that a text is, or why it is none. */
export function parsedCatalogue(text: string): Outcome<RoleCatalogue> {
  const reading = parseRoleCatalogue(text);
  return "catalogue" in reading ? success(reading.catalogue) : unreadable(reading.problem);
}

function unreadable<T>(problem: string): Outcome<T> {
  const fix = "make it anew with keeper roles update --from <output of az role definition list>";
  return failure("unreadable-role-catalogue", `the role catalogue cannot be read: ${problem}`, fix);
}
