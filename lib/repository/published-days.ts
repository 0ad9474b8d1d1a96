import { RECORD_FOLDER } from "../delegation/recorded-version.ts";
import { decodeText } from "../documents/decode-text.ts";
import { parseRecord } from "../estate/record-text.ts";
import type { Outcome } from "../values/failure.ts";
import { attempt, take } from "../values/result.ts";
import type { GitRepository } from "./git.ts";

/**
 * The day on which each recorded version came into the checked-out branch. Days are UTC, YYYY-MM-DD, by
 * `offer/plan@n.n.n`. The day is that of the first commit whose record has the version. The committer can choose the
 * commit's time. What is not committed has no day.
 *
 * @param root the estate's root in the work tree
 * @param offers the offers whose records are read
 */
export function publishedDays(
  repository: GitRepository,
  root: string,
  offers: ReadonlySet<string>,
): Outcome<ReadonlyMap<string, string>> {
  return attempt(function* () {
    const folder = repository.pathOf(root, RECORD_FOLDER);
    const days = new Map<string, string>();
    for (const { commit, at, files = [] } of yield* take(repository.firstParents("HEAD", folder))) {
      const day = new Date(at).toISOString().slice(0, 10);
      for (const offer of [...offers].filter((each) => files.includes(`${folder}/${each}.yaml`))) {
        const content = yield* take(repository.file(commit, `${folder}/${offer}.yaml`));
        const versions = content === undefined ? [] : versionsIn(content, offer);
        for (const version of versions.filter((each) => !days.has(each))) days.set(version, day);
      }
    }
    return days;
  });
}

function versionsIn(content: Buffer, offer: string): string[] {
  const text = decodeText(content, "record");
  const record = text.ok ? parseRecord(text.value, offer) : text;
  if (!record.ok) return [];
  return Object.entries(record.value).flatMap(([plan, { versions }]) =>
    Object.keys(versions).map((version) => `${offer}/${plan}@${version}`),
  );
}
