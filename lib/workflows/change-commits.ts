import { decodeText } from "../documents/decode-text.ts";
import { PROVIDER_LOCK_FILE } from "../formats/stack/manifest.ts";
import type { Commits } from "../repository/change-files.ts";
import type { GitRepository } from "../repository/git.ts";
import type { Outcome } from "../values/failure.ts";
import { attempt, take } from "../values/result.ts";

/** The revisions of a change, as a request names them. */
export interface Revisions {
  readonly base: string;
  readonly head: string;
}

/** The commits of a change. */
export function changeCommits(
  revisions: Revisions,
  openRepository: () => Outcome<GitRepository>,
): Outcome<Commits> {
  return attempt(function* () {
    const repository = yield* take(openRepository());
    const [base, head] = [
      yield* take(repository.commit(revisions.base)),
      yield* take(repository.commit(revisions.head)),
    ];
    return { repository, base, head };
  });
}

/** The provider locks in the two commits' roots. They are files of the change like others. */
export function providerLocks({ repository, base, head }: Commits, root: string): Outcome<string[]> {
  const path = repository.pathOf(root, PROVIDER_LOCK_FILE);
  return attempt(function* () {
    const locks = [yield* take(repository.file(base, path)), yield* take(repository.file(head, path))];
    const present = locks.filter((lock) => lock !== undefined);
    // a lock that is not text is refused beside a stack
    const texts = present.map((lock) => decodeText(lock, "provider-lock"));
    return texts.flatMap((text) => (text.ok ? [text.value] : []));
  });
}
