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
import { attempt, success, take } from "../values/result.ts";
import type { GitRepository } from "./git.ts";

/**
 * Reads the role catalogues of both sides. Each is the estate's own, or the shipped one where the estate has none.
 * Equal catalogues are one object.
 *
 * @param before a commit, or undefined for the work tree
 * @param after a commit, or undefined for the work tree
 * @param root the estate's root in the work tree; undefined for the repository's root, or for no estate
 */
export function cataloguesAt(
  before: CommittedAt | undefined,
  after: CommittedAt | undefined,
  root: string | undefined,
): Outcome<{ readonly base: RoleCatalogue; readonly head: RoleCatalogue }> {
  return attempt(function* () {
    const [old, now] = [
      yield* take(catalogueTextAt(before, root)),
      yield* take(catalogueTextAt(after, root)),
    ];
    const base = yield* take(parsedCatalogue(old));
    const head = old === now ? base : yield* take(parsedCatalogue(now));
    return { base, head };
  });
}

/** A commit and its repository. */
export interface CommittedAt {
  readonly repository: GitRepository;
  readonly commit: string;
}

function catalogueTextAt(at: CommittedAt | undefined, root: string | undefined): Outcome<string> {
  if (at === undefined) return catalogueText(catalogueFile(root));
  return attempt(function* () {
    const own = yield* take(committedText(at, join(root ?? at.repository.root, ESTATE_CATALOGUE)));
    // keeper itself may be in the repository: then the commit has its own shipped catalogue
    return (
      own ??
      (yield* take(committedText(at, SHIPPED_CATALOGUE))) ??
      (yield* take(catalogueText(SHIPPED_CATALOGUE)))
    );
  });
}

/** Text of a file in a commit. Undefined where it is missing, or outside the repository. */
function committedText({ repository, commit }: CommittedAt, path: string): Outcome<string | undefined> {
  const inside = repository.pathOf(dirname(path), basename(path));
  if (inside.startsWith("../")) return success(undefined);
  return attempt(function* () {
    const file = yield* take(repository.file(commit, inside));
    if (file === undefined) return undefined;
    const text = decodeText(file, "role-catalogue");
    return yield* take(text.ok ? text : unreadableCatalogue(reasonOfText(text.error)));
  });
}
