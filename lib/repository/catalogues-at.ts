import { basename, dirname, join } from "node:path";
import { decodeText, reasonOfText } from "../documents/decode-text.ts";
import {
  catalogueFile,
  catalogueText,
  ESTATE_CATALOGUE,
  parsedCatalogue,
  SHIPPED_CATALOGUE,
  unreadableCatalogue,
} from "../estate/role-catalogue-file.ts";
import type { RoleCatalogue } from "../roles/role-catalogue.ts";
import type { Outcome } from "../values/failure.ts";
import { success } from "../values/result.ts";
import type { GitRepository } from "./git.ts";

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
): Outcome<{ readonly base: RoleCatalogue; readonly head: RoleCatalogue }> {
  const [old, now] = [catalogueTextAt(before, root), catalogueTextAt(after, root)];
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

function catalogueTextAt(at: CommittedAt | undefined, root: string | undefined): Outcome<string> {
  if (at === undefined) return catalogueText(catalogueFile(root));
  // where keeper itself is in the repository, a commit may change what ships
  for (const file of [join(root ?? at.repository.root, ESTATE_CATALOGUE), SHIPPED_CATALOGUE]) {
    const found = committedText(at, file);
    if (!found.ok) return found;
    if (found.value !== undefined) return success(found.value);
  }
  return catalogueText(SHIPPED_CATALOGUE);
}

/** The text of a file in a commit; undefined where the commit has none, or the file is outside the repository. */
function committedText({ repository, commit }: CommittedAt, path: string): Outcome<string | undefined> {
  const inside = repository.pathOf(dirname(path), basename(path));
  if (inside.startsWith("../")) return success(undefined);
  const file = repository.file(commit, inside);
  if (!file.ok || file.value === undefined) return file as Outcome<undefined>;
  const text = decodeText(file.value, "role-catalogue");
  return text.ok ? text : unreadableCatalogue(reasonOfText(text.error));
}
