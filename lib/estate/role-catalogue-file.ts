import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseRoleCatalogue } from "../roles/compact-form.ts";
import type { RoleCatalogue } from "../roles/role-catalogue.ts";
import { failure, type Result, reasonOf, success } from "./failure.ts";
import type { GitRepository } from "./git.ts";

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
export function readRoleCatalogue(file: string): Result<RoleCatalogue> {
  try {
    return parsedCatalogue(readFileSync(file, "utf8"));
  } catch (error) {
    return unreadable(reasonOf(error));
  }
}

/**
 * The catalogues of an estate as it is in two commits: each the shipped one where the commit has none; the very same
 * object where both are.
 *
 * @param root the estate's root in the work tree. @default - the repository's root
 */
export function cataloguesAt(
  repository: GitRepository,
  commits: { readonly base: string; readonly head: string },
  root: string | undefined,
): Result<{ readonly base: RoleCatalogue; readonly head: RoleCatalogue }> {
  const path = repository.pathOf(root ?? repository.root, ESTATE_CATALOGUE);
  const [before, after] = [repository.file(commits.base, path), repository.file(commits.head, path)];
  if (!before.ok) return before;
  if (!after.ok) return after;
  const base = catalogueIn(before.value);
  if (!base.ok) return base;
  const same = before.value?.toString("utf8") === after.value?.toString("utf8");
  const head = same ? base : catalogueIn(after.value);
  return head.ok ? success({ base: base.value, head: head.value }) : head;
}

function catalogueIn(file: Buffer | undefined): Result<RoleCatalogue> {
  return file === undefined ? readRoleCatalogue(SHIPPED_CATALOGUE) : parsedCatalogue(file.toString("utf8"));
}

function parsedCatalogue(text: string): Result<RoleCatalogue> {
  const reading = parseRoleCatalogue(text);
  return "catalogue" in reading ? success(reading.catalogue) : unreadable(reading.problem);
}

function unreadable(problem: string): Result<RoleCatalogue> {
  const fix = "make it anew with keeper roles update --from <output of az role definition list>";
  return failure("unreadable-role-catalogue", `the role catalogue cannot be read: ${problem}`, fix);
}
