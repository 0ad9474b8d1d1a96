import { type CommittedAt, cataloguesAt } from "../repository/catalogues-at.ts";
import type { Commits } from "../repository/change-files.ts";
import type { GitRepository } from "../repository/git.ts";
import type { RoleCatalogue } from "../roles/role-catalogue.ts";
import type { Outcome } from "../values/failure.ts";
import { attempt, success, take } from "../values/result.ts";

/** Where to look for the catalogues of two sides. */
export interface CatalogueRequest {
  /** The commits that were named for the catalogues; they take precedence. */
  readonly commits: Commits | undefined;
  /** Names of the sides: `git:<revision>` has the catalogue of its commit. */
  readonly called: { readonly before: string; readonly after: string };
  readonly repository: () => Outcome<GitRepository>;
  /** The estate's root in the work tree. */
  readonly root: string | undefined;
}

/** Base's catalogue, which judges both sides; and the change's where it differs. */
export interface Catalogues {
  readonly catalogue: RoleCatalogue;
  readonly changeCatalogue?: RoleCatalogue;
}

/** The catalogues of two sides. A side that belongs to no commit has the work tree's. */
export function cataloguesOf(request: CatalogueRequest): Outcome<Catalogues> {
  const { commits, called, root } = request;
  return attempt(function* () {
    const [before, after] =
      commits === undefined
        ? [yield* take(commitOf(called.before, request)), yield* take(commitOf(called.after, request))]
        : [commits.base, commits.head].map((commit) => ({ ...commits, commit }));
    const { base, head } = yield* take(cataloguesAt(before, after, root));
    return { catalogue: base, ...(base === head ? {} : { changeCatalogue: head }) };
  });
}

function commitOf(name: string, { repository }: CatalogueRequest): Outcome<CommittedAt | undefined> {
  if (!name.startsWith("git:")) return success(undefined);
  return attempt(function* () {
    const git = yield* take(repository());
    return { repository: git, commit: yield* take(git.commit(name.slice("git:".length))) };
  });
}
