import { randomBytes } from "node:crypto";
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { failure, type Outcome } from "../values/failure.ts";
import { success } from "../values/result.ts";
import {
  type Holder,
  type RecordedHolder,
  readOldHold,
  readRecord,
  recordText,
  thisProcess,
} from "./hold-record.ts";

/*
 * A folder is held while there is a record in its hold, which is a folder too. This is exclusive for three reasons:
 * - A record enters the hold together with its folder, by one rename. The system renames a folder only to a free name or
 *   onto an empty folder.
 * - A record's name is never used again. So a contender can only remove the record that it has judged.
 * - Only an empty folder is removed.
 */

const HOLD = ".keeper.hold";

/** How long a run waits for another that writes the same folder. Also how often it checks. In milliseconds. */
const LONGEST_WAIT = 60_000;
const LOOK_EVERY = 20;

/** Error codes where the hold is not free. It holds a record, is a file, or a sweep was faster. */
const NOT_TAKEN: readonly unknown[] = ["ENOTEMPTY", "EEXIST", "ENOTDIR", "ENOENT", "EPERM", "EACCES"];

/**
 * Holds a folder for one process, so that the manifest lists two concurrent runs. The hold of an ended process is taken
 * over. The hold of another host or container never is, because its state is unknown here. Returns the function that
 * releases it.
 *
 * @param longestWait for another process to release it, in milliseconds; @default 60000
 * @throws {Error} Where the folder cannot be written.
 */
export function holdOutputFolder(output: string, longestWait: number = LONGEST_WAIT): Outcome<() => void> {
  const hold = join(output, HOLD);
  for (let waited = 0; ; waited += LOOK_EVERY) {
    const holder = presentHolder(hold);
    const record = holder === undefined ? take(output, hold) : undefined;
    if (record !== undefined) {
      sweep(output);
      return success(() => letGo(hold, record));
    }
    if (waited >= longestWait) return inUse(hold, holder);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LOOK_EVERY);
  }
}

/** The holder of the folder; undefined where it is free. Removes records of ended processes. */
function presentHolder(hold: string): Holder | "unknown" | undefined {
  for (const { path, holder } of records(hold)) {
    if (holder !== "gone") return holder;
    removeRecord(path);
  }
  return undefined;
}

function records(hold: string): { readonly path: string; readonly holder: RecordedHolder }[] {
  // an older keeper's hold is a file
  if (lstatSync(hold, { throwIfNoEntry: false })?.isFile() === true)
    return [{ path: hold, holder: readOldHold(hold) }];
  return namesIn(hold).map((name) => ({ path: join(hold, name), holder: readRecord(join(hold, name)) }));
}

function namesIn(hold: string): string[] {
  try {
    return readdirSync(hold);
  } catch (error) {
    // released, or taken over from an older keeper
    if (hasCode(error, ["ENOENT", "ENOTDIR"])) return [];
    throw error;
  }
}

function hasCode(error: unknown, codes: readonly unknown[]): boolean {
  return error instanceof Error && "code" in error && codes.includes(error.code);
}

/** Moves a record into the hold. Returns its path there; undefined where another process was faster. */
function take(output: string, hold: string): string | undefined {
  const name = randomBytes(16).toString("hex");
  const own = join(output, `${HOLD}.${name}`);
  removeIfEmpty(hold);
  mkdirSync(own);
  try {
    writeFileSync(join(own, name), recordText(thisProcess()));
    renameSync(own, hold);
    // a sweep may have emptied the folder before it was moved
    return existsSync(join(hold, name)) ? join(hold, name) : undefined;
  } catch (error) {
    if (hasCode(error, NOT_TAKEN)) return undefined;
    throw error;
  } finally {
    rmSync(own, { recursive: true, force: true });
  }
}

/**
 * Removes leftovers of killed contenders. Only the holder does: no other folder becomes the hold meanwhile, and a
 * contender whose folder is removed creates another.
 */
function sweep(output: string): void {
  for (const name of readdirSync(output).filter((each) => each.startsWith(`${HOLD}.`))) {
    try {
      rmSync(join(output, name), { recursive: true, force: true });
    } catch {
      // a contender wrote into it just now, and will remove it
    }
  }
}

function letGo(hold: string, record: string): void {
  removeRecord(record);
  removeIfEmpty(hold);
}

/** Removes a file if it exists. Never removes a folder, which may be another process's hold by now. */
function removeRecord(path: string): void {
  try {
    unlinkSync(path);
  } catch (error) {
    if (lstatSync(path, { throwIfNoEntry: false })?.isFile() === true) throw error;
  }
}

function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // there is none, or it is another process's hold by now
  }
}

function inUse(hold: string, holder: Holder | "unknown" | undefined): Outcome<() => void> {
  const who = holder === undefined || holder === "unknown" ? "" : ` (${described(holder)})`;
  return failure(
    "output-in-use",
    `another keeper${who} is using the folder`,
    `wait for it to end; if it was killed, delete ${hold}`,
  );
}

function described({ process, host, numbering }: Holder): string {
  const here = thisProcess();
  if (host !== here.host) return `process ${process} on ${host}`;
  return `process ${process}${numbering === here.numbering ? "" : " in another container"}`;
}
