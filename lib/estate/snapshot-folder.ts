import { chmodSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { OWN, readJsonFile } from "../documents/read-file.ts";
import { SNAPSHOT_FILES } from "../formats/snapshot/snapshot.ts";
import { partText, readSnapshotPart, type SnapshotPart } from "../formats/snapshot/snapshot-part.ts";
import { failure, type Outcome, reasonOf } from "../values/failure.ts";
import type { Guid } from "../values/guid.ts";
import { isObject } from "../values/json-object.ts";
import { success } from "../values/result.ts";
import { holdOutputFolder } from "./output-hold.ts";
import { StagedFiles } from "./staged-files.ts";
import { writeFileAtomically } from "./write-file.ts";

/** Texts of the files of a snapshot. */
export type SnapshotTexts = Readonly<Record<keyof typeof SNAPSHOT_FILES, string>>;

/** A folder that one fetch holds and writes. */
export interface SnapshotFolder {
  /** What an unfinished fetch of the same request read of a subscription. */
  kept(subscriptionId: Guid): SnapshotPart | undefined;
  keep(part: SnapshotPart): void;
  /** Writes the snapshot: all files or none. What the unfinished fetch kept is removed. */
  write(texts: SnapshotTexts): Outcome<undefined>;
  release(): void;
}

/** Folder of what an unfinished fetch read: a file per subscription, and the request. */
const UNFINISHED = ".unfinished";

/** File of the request in the folder of an unfinished fetch. */
const REQUEST = "request.json";

/** Time after which an unfinished fetch is not resumed, in milliseconds. What it read is too old by then. */
const LONGEST_UNFINISHED = 86_400_000;

/** Milliseconds to wait for another fetch that writes the same folder. */
const LONGEST_WAIT = 2_000;

const IGNORE = "# personal data of customers\n*\n";

/**
 * Opens the folder of a snapshot, and creates it where it is missing. Only its owner can read it, and git ignores it:
 * a snapshot is personal data of customers. A folder with other files is refused.
 *
 * @param path absolute
 * @param request digest of what is asked: only the same request resumes an unfinished fetch
 * @param now milliseconds since 1970
 */
export function openSnapshotFolder(path: string, request: string, now: number): Outcome<SnapshotFolder> {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    const foreign = readdirSync(path).find((name) => !isOwn(name));
    if (foreign !== undefined)
      return failure(
        "output-not-writable",
        `${path} is not a folder of a snapshot: it contains ${JSON.stringify(foreign)}`,
        "name an empty folder, or one that is missing, with --output",
      );
    chmodSync(path, 0o700);
    const hold = holdOutputFolder(path, LONGEST_WAIT);
    if (!hold.ok) return hold;
    writeFileAtomically(join(path, ".gitignore"), IGNORE);
    resume(join(path, UNFINISHED), request, now);
    return success(heldFolder(path, hold.value));
  } catch (error) {
    return notWritable(path, error);
  }
}

function isOwn(name: string): boolean {
  const files: readonly string[] = [...Object.values(SNAPSHOT_FILES), ".gitignore", UNFINISHED];
  return files.includes(name) || name.startsWith(".keeper.") || /^\.gitignore\..*\.tmp$/.test(name);
}

/** Keeps what an unfinished fetch of the same request read. Removes what any other fetch read. */
function resume(unfinished: string, request: string, now: number): void {
  const read = readJsonFile(join(unfinished, REQUEST), "snapshot", OWN);
  const { digest, began } = read.ok && isObject(read.value) ? read.value : {};
  const isSame = digest === request && typeof began === "number" && now - began < LONGEST_UNFINISHED;
  if (isSame && began <= now) return;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished);
  writeFileAtomically(join(unfinished, REQUEST), JSON.stringify({ digest: request, began: now }));
}

function heldFolder(path: string, release: () => void): SnapshotFolder {
  const unfinished = join(path, UNFINISHED);
  const fileOf = (subscriptionId: Guid) => join(unfinished, `${subscriptionId}.json`);
  return {
    kept: (subscriptionId) => {
      const document = readJsonFile(fileOf(subscriptionId), "snapshot", OWN);
      const part = document.ok ? readSnapshotPart(document.value) : undefined;
      return part?.ok === true && part.value.subscriptionId === subscriptionId ? part.value : undefined;
    },
    keep: (part) => {
      try {
        writeFileAtomically(fileOf(part.subscriptionId), partText(part));
      } catch {
        // it cannot resume then; where the snapshot cannot be written either, that says why
      }
    },
    write: (texts) => {
      const staged = new StagedFiles(path);
      try {
        // last, because its digests say which lists belong to it
        for (const each of ["definitions", "assignments", "snapshot"] as const)
          staged.stage(SNAPSHOT_FILES[each], texts[each]);
        staged.commit();
        rmSync(unfinished, { recursive: true, force: true });
        return success(undefined);
      } catch (error) {
        return notWritable(path, error);
      } finally {
        staged.discard();
      }
    },
    release,
  };
}

function notWritable(path: string, error: unknown): Outcome<never> {
  const fix = "name a folder that can be written, with --output";
  return failure("output-not-writable", `${path} cannot be written: ${reasonOf(error)}`, fix);
}
