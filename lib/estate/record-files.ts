import { accessSync, constants, existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { ID_PATTERN } from "../delegation/identifiers.ts";
import { type PublishedRecord, RECORD_FOLDER, type RecordedOffer } from "../delegation/recorded-version.ts";
import { ownBelow, readTextFile } from "../documents/read-file.ts";
import type { UnreadableFile } from "../rules/estate.ts";
import { compareText } from "../values/compare-text.ts";
import { failed, type Result, success } from "../values/result.ts";
import type { FileToWrite } from "./output-folder.ts";
import { formatRecord, parseRecord, type RecordProblem } from "./record-text.ts";

/** What was read of the record. */
export interface ReadPublished {
  readonly published: PublishedRecord;
  readonly unreadable: readonly UnreadableFile[];
}

/** The file of an offer in the record, relative to the estate's root. */
export function recordFile(offer: string): string {
  return `${RECORD_FOLDER}/${offer}.yaml`;
}

/**
 * Reads the record. A file that cannot be read is a problem of the estate: it guards access.
 *
 * @param offers the offers whose files are read. @default - all
 */
export function readPublished(root: string, offers?: readonly string[]): ReadPublished {
  const published = new Map<string, RecordedOffer>();
  const unreadable: UnreadableFile[] = [];
  for (const name of offers === undefined ? namesIn(root) : [...new Set(offers)].map((id) => `${id}.yaml`)) {
    const file = `${RECORD_FOLDER}/${name}`;
    const offer = name.replace(/\.yaml$/, "");
    const read = readRecordFile(root, file, offer);
    if (!read.ok) unreadable.push(unreadableRecord(file, read.error));
    else if (read.value !== undefined) published.set(offer, read.value);
  }
  return { published, unreadable };
}

function namesIn(root: string): string[] {
  const folder = join(root, RECORD_FOLDER);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => /^[^.].*\.ya?ml$/i.test(name))
    .sort(compareText);
}

/** Reads the file of one offer; undefined where there is none. */
function readRecordFile(
  root: string,
  file: string,
  offer: string,
): Result<RecordedOffer | undefined, RecordProblem> {
  if (!ID_PATTERN.test(offer))
    return failed({ path: [], problem: "is not named after an offer", received: offer });
  const text = readTextFile(join(root, file), "record", ownBelow(root));
  if (text.ok) return parseRecord(text.value, offer);
  if (text.error.isAbsent) return success(undefined);
  return failed({ path: [], problem: `cannot be read: ${text.error.reason}`, received: "the file" });
}

function unreadableRecord(file: string, { path, problem, received }: RecordProblem): UnreadableFile {
  return {
    at: { file, path },
    problem: `the record ${problem}`,
    received,
    allowed: "a record as keeper publish and keeper synth write it",
    fix: `restore ${file} from version control; after a merge, keep the versions of both sides`,
  };
}

/**
 * The file of an offer's record with its new text; undefined where nothing is new.
 *
 * @throws {Error} Where the file is write-protected.
 */
export function changedRecord(
  root: string,
  offer: string,
  before: RecordedOffer | undefined,
  after: RecordedOffer | undefined,
): FileToWrite | undefined {
  if (after === undefined || after === before) return undefined;
  const [folder, path] = [join(root, RECORD_FOLDER), join(root, recordFile(offer))];
  // moving a file into place ignores write protection, so it is checked here
  for (const place of [existsSync(folder) ? folder : root, ...(existsSync(path) ? [path] : [])])
    accessSync(place, constants.W_OK);
  return { path, text: formatRecord(offer, after) };
}
