import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
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
 * The catalogues of an estate as it is in two places: its own or, where it has none, the shipped one as it is there; the
 * very same object where both are the same.
 *
 * @param before a commit, or undefined for the work tree
 * @param after a commit, or undefined for the work tree
 * @param root the estate's root in the work tree. @default - the repository's root, or no estate
 */
export function cataloguesAt(
  before: CommittedAt | undefined,
  after: CommittedAt | undefined,
  root: string | undefined,
): Result<{ readonly base: RoleCatalogue; readonly head: RoleCatalogue }> {
  const [old, now] = [catalogueText(before, root), catalogueText(after, root)];
  if (!old.ok) return old;
  if (!now.ok) return now;
  const base = parsedCatalogue(old.value);
  if (!base.ok) return base;
  const head = old.value === now.value ? base : parsedCatalogue(now.value);
  return head.ok ? success({ base: base.value, head: head.value }) : head;
}

/** A commit of a repository. */
export interface CommittedAt {
  readonly repository: GitRepository;
  readonly commit: string;
}

function catalogueText(at: CommittedAt | undefined, root: string | undefined): Result<string> {
  if (at === undefined) return textOf(catalogueFile(root));
  // where keeper itself is in the repository, a commit may change what ships
  for (const file of [join(root ?? at.repository.root, ESTATE_CATALOGUE), SHIPPED_CATALOGUE]) {
    const found = committedText(at, file);
    if (!found.ok) return found;
    if (found.value !== undefined) return success(found.value);
  }
  return textOf(SHIPPED_CATALOGUE);
}

/** The text of a file in a commit; undefined where the commit has none, or the file is outside the repository. */
function committedText({ repository, commit }: CommittedAt, path: string): Result<string | undefined> {
  const inside = repository.pathOf(dirname(path), basename(path));
  if (inside.startsWith("../")) return success(undefined);
  const file = repository.file(commit, inside);
  return file.ok ? success(file.value?.toString("utf8")) : file;
}

function textOf(file: string): Result<string> {
  try {
    return success(readFileSync(file, "utf8"));
  } catch (error) {
    return unreadable(reasonOf(error));
  }
}

function parsedCatalogue(text: string): Result<RoleCatalogue> {
  const reading = parseRoleCatalogue(text);
  return "catalogue" in reading ? success(reading.catalogue) : unreadable(reading.problem);
}

function unreadable<T>(problem: string): Result<T> {
  const fix = "make it anew with keeper roles update --from <output of az role definition list>";
  return failure("unreadable-role-catalogue", `the role catalogue cannot be read: ${problem}`, fix);
}
