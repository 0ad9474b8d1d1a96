import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { LOCK_FILE } from "../delegation/estate-lock.ts";
import { OWN, readTextFile } from "../documents/read-file.ts";
import { failure, type Outcome, reasonOf } from "../values/failure.ts";
import { success } from "../values/result.ts";
import type { FileToWrite } from "./output-folder.ts";
import { holdOutputFolder } from "./output-hold.ts";
import { StagedFiles } from "./staged-files.ts";
import type { NewFile } from "./write-new-files.ts";

/** A file of an adoption, and whether it was there with the same text. */
export interface WrittenFile {
  readonly path: string;
  readonly isUnchanged: boolean;
}

/** Most files that a failure names. */
const MOST_NAMES = 5;

/** An estate's folders, as far as an adoption writes them. */
export interface AdoptionFolders {
  readonly root: string;
  /** The output folder: a synthesis that runs holds it, and writes the lock. It may be missing. */
  readonly output: string;
}

/**
 * Writes files together with the lock: all of them or none. None are written where the first cannot be moved to its
 * place.
 *
 * @param written new files, and files whose present text is replaced
 * @param force whether new files replace others with another text; else those are a failure
 * @param lock gives the lock's file where it changes; called while no synthesis writes; may throw
 */
export function writeAdoptedFiles(
  folders: AdoptionFolders,
  { files, edited }: { readonly files: readonly NewFile[]; readonly edited: readonly NewFile[] },
  force: boolean,
  lock: () => FileToWrite | undefined,
): Outcome<WrittenFile[]> {
  const { root } = folders;
  const changed = files.filter((file) => textIn(root, file) !== file.text);
  const obstacles = changed.filter(({ path }) => existsSync(join(root, path))).map(({ path }) => path);
  if (obstacles.length > 0 && !force) {
    const more = obstacles.length > MOST_NAMES ? ` and ${obstacles.length - MOST_NAMES} more` : "";
    const problem = `${obstacles.slice(0, MOST_NAMES).join(", ")}${more} exist with another text; nothing was written`;
    return failure(
      "file-exists",
      problem,
      "move them away, name another folder with --output, or pass --force",
    );
  }
  const written = writeHeld(folders, [...changed, ...edited], lock);
  if (!written.ok) return written;
  return success(
    [...files, ...edited].map((file) => ({
      path: file.path,
      isUnchanged: !changed.includes(file) && !edited.includes(file),
    })),
  );
}

/** Writes the lock alone, as {@link writeAdoptedFiles} does. */
export function writeLock(folders: AdoptionFolders, lock: () => FileToWrite | undefined): Outcome<undefined> {
  return writeHeld(folders, [], lock);
}

function writeHeld(
  { root, output }: AdoptionFolders,
  files: readonly NewFile[],
  lock: () => FileToWrite | undefined,
): Outcome<undefined> {
  try {
    const hold = existsSync(output) ? holdOutputFolder(output) : success(() => {});
    if (!hold.ok) return hold;
    try {
      if (files.length > 0) mkdirSync(root, { recursive: true });
      const changedLock = lock();
      if (files.length > 0 || changedLock !== undefined) writeTogether(root, files, changedLock);
      return success(undefined);
    } finally {
      hold.value();
    }
  } catch (error) {
    const problem = `the definitions cannot be written: ${reasonOf(error)}`;
    return failure("output-not-writable", problem, "free the folder or the disk");
  }
}

/** The text that a file has; undefined where there is none that can be read. */
function textIn(root: string, { path }: NewFile): string | undefined {
  const text = readTextFile(join(root, path), "definition", OWN);
  return text.ok ? text.value : undefined;
}

function writeTogether(root: string, files: readonly NewFile[], lock: FileToWrite | undefined): void {
  for (const { path } of files) mkdirSync(dirname(join(root, path)), { recursive: true });
  const staged = new StagedFiles(root);
  try {
    for (const { path, text } of files) staged.stage(path, text);
    if (lock !== undefined) staged.stage(LOCK_FILE, lock.text, lock.path);
    staged.commit();
  } finally {
    staged.discard();
  }
}

/** Names in `offers/shared/`, without endings. */
export function sharedNames(root: string): string[] {
  try {
    return readdirSync(join(root, "offers", "shared")).map((name) => name.replace(/\..*$/, ""));
  } catch {
    // a folder that is missing has no names
    return [];
  }
}
