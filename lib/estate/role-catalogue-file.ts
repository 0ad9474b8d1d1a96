import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { reasonOfText } from "../documents/decode-text.ts";
import { quotedExcerpt } from "../documents/excerpt.ts";
import { parseJson } from "../documents/json.ts";
import { NAMED, ownBelow, readJsonFile, readTextFile } from "../documents/read-file.ts";
import { readCompactCatalogue } from "../roles/compact-form.ts";
import type { CatalogueProblem } from "../roles/compact-role.ts";
import type { RoleCatalogue } from "../roles/role-catalogue.ts";
import { failure, type Outcome } from "../values/failure.ts";
import type { Path } from "../values/path.ts";
import { failed, type Result, success } from "../values/result.ts";

/** File name of an estate's own catalogue, in its root; it replaces the shipped one. */
export const ESTATE_CATALOGUE = "role-catalogue.json";

/** Absolute path of the shipped catalogue. */
export const SHIPPED_CATALOGUE: string = fileURLToPath(
  new URL("../../data/role-catalogue.json", import.meta.url),
);

/** Absolute path of the catalogue in force. It is the estate's own, or the shipped one (also without an estate). */
export function catalogueFile(root: string | undefined): string {
  const own = root === undefined ? undefined : join(root, ESTATE_CATALOGUE);
  return own !== undefined && existsSync(own) ? own : SHIPPED_CATALOGUE;
}

/** A problem of a catalogue file. */
export interface CatalogueFileProblem extends CatalogueProblem {
  /** The value at the path, shortened; "the file" for the whole. */
  readonly received: string;
  /** Position in the text, in UTF-16 code units; undefined where it is unknown. */
  readonly offset?: number;
}

/** Reads a catalogue file. */
export function readRoleCatalogue(file: string): Outcome<RoleCatalogue> {
  return orUnreadable(readCatalogueFile(file));
}

/** Reads a catalogue file, with the place of its first problem. */
export function readCatalogueFile(file: string): Result<RoleCatalogue, CatalogueFileProblem> {
  const text = readTextFile(file, "role-catalogue", ownBelow(dirname(file)));
  return text.ok ? readText(text.value) : failed({ problem: text.error.reason, path: [], received: WHOLE });
}

/** Reads the text of a catalogue file. */
export function catalogueText(file: string): Outcome<string> {
  const text = readTextFile(file, "role-catalogue", ownBelow(dirname(file)));
  return text.ok ? text : unreadableCatalogue(text.error.reason);
}

/** Parses the text of a catalogue file. */
export function parsedCatalogue(text: string): Outcome<RoleCatalogue> {
  return orUnreadable(readText(text));
}

const WHOLE = "the file";

function orUnreadable(read: Result<RoleCatalogue, CatalogueFileProblem>): Outcome<RoleCatalogue> {
  return read.ok ? read : unreadableCatalogue(read.error.problem);
}

/** The text that was read last, with its catalogue. A verb reads one for both sides, and in several steps. */
let last: { readonly text: string; readonly catalogue: RoleCatalogue } | undefined;

function readText(text: string): Result<RoleCatalogue, CatalogueFileProblem> {
  if (last?.text === text) return success(last.catalogue);
  const read = readAnew(text);
  if (read.ok) last = { text, catalogue: read.value };
  return read;
}

function readAnew(text: string): Result<RoleCatalogue, CatalogueFileProblem> {
  const document = parseJson(text);
  if (!document.ok) {
    const [{ path, offset }] = document.error;
    const problem = { problem: reasonOfText(document.error), path, received: WHOLE };
    return failed(offset === undefined ? problem : { ...problem, offset });
  }
  const reading = readCompactCatalogue(document.value);
  if ("catalogue" in reading) return success(reading.catalogue);
  const { path } = reading;
  const received = path.length === 0 ? WHOLE : quotedExcerpt(valueAt(document.value, path));
  return failed({ ...reading, received });
}

function valueAt(document: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === "object" && value !== null
        ? (value as Record<string | number, unknown>)[key]
        : undefined,
    document,
  );
}

/** Reads the output of `az role definition list`, as JSON that is not yet validated. */
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
  const fix = "write a new one with keeper roles update --from <output of az role definition list>";
  return failure("unreadable-role-catalogue", `the role catalogue cannot be read: ${reason}`, fix);
}
