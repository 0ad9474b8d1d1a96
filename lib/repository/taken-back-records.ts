import { posix } from "node:path";
import { type RecordChange, recordChanges } from "../delegation/record-change.ts";
import { RECORD_FOLDER, type RecordedOffer } from "../delegation/recorded-version.ts";
import { decodeText } from "../documents/decode-text.ts";
import { acceptanceOf } from "../documents/document-kind.ts";
import { parseRecord } from "../estate/record-text.ts";
import type { Outcome } from "../values/failure.ts";
import { attempt, mapResult, take } from "../values/result.ts";
import type { ChangeCommits } from "./change-files.ts";
import type { GitRepository } from "./git.ts";
import type { SizedFile } from "./git-output.ts";

/** Every estate has this file. */
const ESTATE_FILE = "cdktf.json";

/**
 * What a change removes from the record of versions, by offer. An unreadable file of base records nothing. A file that
 * the change makes unreadable is removed as a whole. An estate may be in another folder of either commit.
 */
export function takenBackRecords({ repository, base, head, root }: ChangeCommits): Outcome<RecordChange[]> {
  return attempt(function* () {
    const estate = repository.pathOf(root, ".");
    const old = yield* take(
      recordFiles(repository, base, yield* take(estateIn(repository, base, head, estate))),
    );
    const now = yield* take(
      recordFiles(repository, head, yield* take(estateIn(repository, head, base, estate))),
    );
    const changed = new Map([...old].filter(([offer, { id }]) => now.get(offer)?.id !== id));
    const before = yield* take(recordsIn(repository, changed));
    const after = yield* take(
      recordsIn(repository, new Map([...now].filter(([offer]) => changed.has(offer)))),
    );
    return [...changed.keys()].flatMap((offer): RecordChange[] => {
      const recorded = before.get(offer);
      if (recorded === undefined) return [];
      if (now.has(offer) && !after.has(offer)) return [{ how: "unreadable", source: offer }];
      return recordChanges(offer, recorded, after.get(offer));
    });
  });
}

/**
 * The estate's folder in a commit. A change may move an estate. Where it is not at its place there, it is the only
 * other estate of this commit that the other commit lacks. Several of them are not told apart, and then it is none of
 * them.
 */
function estateIn(repository: GitRepository, commit: string, other: string, estate: string): Outcome<string> {
  return attempt(function* () {
    const names = yield* take(repository.namesIn(commit, estate));
    if (names.includes(ESTATE_FILE) || names.includes(RECORD_FOLDER)) return estate;
    const had = new Set(yield* take(estatesIn(repository, other)));
    const moved = (yield* take(estatesIn(repository, commit))).filter((folder) => !had.has(folder));
    return moved.length === 1 ? (moved[0] ?? estate) : estate;
  });
}

function estatesIn(repository: GitRepository, commit: string): Outcome<string[]> {
  return mapResult(repository.filesIn(commit, "."), (files) =>
    files.flatMap(({ path }) => (posix.basename(path) === ESTATE_FILE ? posix.dirname(path) : [])),
  );
}

/** The files of a record, by offer. */
function recordFiles(
  repository: GitRepository,
  commit: string,
  estate: string,
): Outcome<ReadonlyMap<string, SizedFile>> {
  return mapResult(repository.filesIn(commit, posix.join(estate, RECORD_FOLDER)), (files) => {
    const records = files.filter(({ path }) => path.endsWith(".yaml"));
    return new Map(records.map((file) => [offerOf(file.path), file]));
  });
}

function offerOf(path: string): string {
  return path.replace(/^.*\//, "").replace(/\.yaml$/, "");
}

/** The records that can be read, by offer. */
function recordsIn(
  repository: GitRepository,
  files: ReadonlyMap<string, SizedFile>,
): Outcome<ReadonlyMap<string, RecordedOffer>> {
  return attempt(function* () {
    const fitting = [...files].filter(([, { size }]) => size <= acceptanceOf("record").largest);
    const contents = yield* take(repository.contents(fitting.map(([, file]) => file)));
    const read = new Map<string, RecordedOffer>();
    fitting.forEach(([offer], index) => {
      const text = decodeText(contents[index] ?? Buffer.alloc(0), "record");
      const record = text.ok ? parseRecord(text.value, offer) : text;
      if (record.ok) read.set(offer, record.value);
    });
    return read;
  });
}
