import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { reasonOfText } from "../documents/decode-text.ts";
import { parseJson } from "../documents/json.ts";
import { NAMED, OWN, readJsonFile, readTextFile } from "../documents/read-file.ts";
import { readCompactCatalogue } from "../roles/compact-form.ts";
import type { RoleCatalogue } from "../roles/role-catalogue.ts";
import { failure, type Outcome } from "../values/failure.ts";
import { success } from "../values/result.ts";

/** File name of an estate's own catalogue, in its root; it replaces the shipped one. */
export const ESTATE_CATALOGUE = "role-catalogue.json";

/** Absolute path of the shipped catalogue. */
export const SHIPPED_CATALOGUE: string = fileURLToPath(
  new URL("../../data/role-catalogue.json", import.meta.url),
);

/** Absolute path of the catalogue in force: the estate's own, or the shipped one (also without an estate). */
export function catalogueFile(root: string | undefined): string {
  const own = root === undefined ? undefined : join(root, ESTATE_CATALOGUE);
  return own !== undefined && existsSync(own) ? own : SHIPPED_CATALOGUE;
}

/** Reads a catalogue file. */
export function readRoleCatalogue(file: string): Outcome<RoleCatalogue> {
  const text = catalogueText(file);
  return text.ok ? parsedCatalogue(text.value) : text;
}

/** Reads the text of a catalogue file. */
export function catalogueText(file: string): Outcome<string> {
  const text = readTextFile(file, "role-catalogue", OWN);
  return text.ok ? text : unreadableCatalogue(text.error.reason);
}

/** Parses the text of a catalogue file. */
export function parsedCatalogue(text: string): Outcome<RoleCatalogue> {
  const document = parseJson(text);
  if (!document.ok) return unreadableCatalogue(reasonOfText(document.error));
  const reading = readCompactCatalogue(document.value);
  return "catalogue" in reading ? success(reading.catalogue) : unreadableCatalogue(reading.problem);
}

/** Reads a file with the output of `az role definition list`, as JSON that is not yet validated. */
export function readRoleList(folder: string, file: string): Outcome<unknown> {
  const list = readJsonFile(resolve(folder, file), "role-list", NAMED);
  if (list.ok) return list;
  const problem = `${file} cannot be read: ${list.error.reason}`;
  return failure(
    "unreadable-input",
    problem,
    "name the file that az role definition list --output json wrote",
  );
}

/** The failure of an unreadable catalogue. @param reason follows "cannot be read:" */
export function unreadableCatalogue(reason: string): Outcome<never> {
  const fix = "make it anew with keeper roles update --from <output of az role definition list>";
  return failure("unreadable-role-catalogue", `the role catalogue cannot be read: ${reason}`, fix);
}
