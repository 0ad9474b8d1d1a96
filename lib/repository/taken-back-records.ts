import { type RecordChange, recordChanges } from "../delegation/record-change.ts";
import { RECORD_FOLDER, type RecordedOffer } from "../delegation/recorded-version.ts";
import { decodeText } from "../documents/decode-text.ts";
import { acceptanceOf } from "../documents/document-kind.ts";
import { parseRecord } from "../estate/record-text.ts";
import type { Outcome } from "../values/failure.ts";
import { attempt, take } from "../values/result.ts";
import type { ChangeCommits } from "./change-files.ts";
import type { SizedFile } from "./git-output.ts";

/**
 * What a change removes from the record of versions, by offer. An unreadable file of base records nothing. A file that
 * the change makes unreadable is removed as a whole.
 */
export function takenBackRecords({ repository, base, head, root }: ChangeCommits): Outcome<RecordChange[]> {
  return attempt(function* () {
    const folder = repository.pathOf(root, RECORD_FOLDER);
    const old = yield* take(repository.filesIn(base, folder));
    const now = new Map((yield* take(repository.filesIn(head, folder))).map((file) => [file.path, file]));
    const changed = old.filter(({ path, id }) => path.endsWith(".yaml") && now.get(path)?.id !== id);
    const before = yield* take(recordsIn(repository, changed));
    const after = yield* take(
      recordsIn(
        repository,
        changed.flatMap(({ path }) => now.get(path) ?? []),
      ),
    );
    return changed.flatMap(({ path }): RecordChange[] => {
      const offer = offerOf(path);
      const recorded = before.get(path);
      if (recorded === undefined) return [];
      if (now.has(path) && !after.has(path)) return [{ how: "unreadable", source: offer }];
      return recordChanges(offer, recorded, after.get(path));
    });
  });
}

function offerOf(path: string): string {
  return path.replace(/^.*\//, "").replace(/\.yaml$/, "");
}

/** The records that can be read, by path. */
function recordsIn(
  repository: ChangeCommits["repository"],
  files: readonly SizedFile[],
): Outcome<ReadonlyMap<string, RecordedOffer>> {
  return attempt(function* () {
    const fitting = files.filter(({ size }) => size <= acceptanceOf("record").largest);
    const contents = yield* take(repository.contents(fitting));
    const read = new Map<string, RecordedOffer>();
    fitting.forEach(({ path }, index) => {
      const text = decodeText(contents[index] ?? Buffer.alloc(0), "record");
      const record = text.ok ? parseRecord(text.value, offerOf(path)) : text;
      if (record.ok) read.set(path, record.value);
    });
    return read;
  });
}
