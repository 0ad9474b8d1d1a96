import { type CommittedAt, cataloguesAt } from "../repository/catalogues-at.ts";
import type { Commits } from "../repository/change-files.ts";
import type { GitRepository } from "../repository/git.ts";
import type { RoleCatalogue } from "../roles/role-catalogue.ts";
import type { Outcome } from "../values/failure.ts";
import { success } from "../values/result.ts";

/** Where the catalogues of two sides are looked for. */
export interface CatalogueRequest {
  /** The commits that were named for that; they decide. */
  readonly commits: Commits | undefined;
  /** How the sides are called: `git:<revision>` has the catalogue of its commit. */
  readonly called: { readonly before: string; readonly after: string };
  readonly repository: () => Outcome<GitRepository>;
  /** The estate's root in the work tree. */
  readonly root: string | undefined;
}

/** Base's catalogue, by which both sides are judged; and the change's where it is another one. */
export interface Catalogues {
  readonly catalogue: RoleCatalogue;
  readonly changeCatalogue?: RoleCatalogue;
}

/** The catalogues of two sides. A side that belongs to no commit has the work tree's. */
export function cataloguesOf(request: CatalogueRequest): Outcome<Catalogues> {
  const { commits, called, root } = request;
  const before =
    commits === undefined ? commitOf(called.before, request) : success({ ...commits, commit: commits.base });
  if (!before.ok) return before;
  const after =
    commits === undefined ? commitOf(called.after, request) : success({ ...commits, commit: commits.head });
  if (!after.ok) return after;
  const found = cataloguesAt(before.value, after.value, root);
  if (!found.ok) return found;
  const { base, head } = found.value;
  return success({ catalogue: base, ...(base === head ? {} : { changeCatalogue: head }) });
}

function commitOf(name: string, { repository }: CatalogueRequest): Outcome<CommittedAt | undefined> {
  if (!name.startsWith("git:")) return success(undefined);
  const git = repository();
  if (!git.ok) return git;
  const commit = git.value.commit(name.slice("git:".length));
  return commit.ok ? success({ repository: git.value, commit: commit.value }) : commit;
}
