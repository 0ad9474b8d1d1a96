import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { makeAtomically } from "./write-file.ts";

/** The folder of a root in which its files are staged. The next run removes leftovers of a killed run. */
const STAGING = ".keeper.staged";

/** Where {@link StagedFiles.retire} moves folders to, inside the staging folder. */
const RETIRED = "retired";

interface Move {
  readonly from: string;
  readonly to: string;
}

/**
 * Changes of a folder that are made together. All files are written into a staging folder first, then moved to their
 * places. A full disk or a killed process before the first move changes nothing. No file and no new folder appears half
 * written.
 */
export class StagedFiles {
  readonly #root: string;
  readonly #staging: string;
  readonly #moves: Move[] = [];

  /** @param root the folder to change, which no other process changes meanwhile */
  constructor(root: string) {
    this.#root = root;
    this.#staging = join(root, STAGING);
    rmSync(this.#staging, { recursive: true, force: true });
  }

  /**
   * Writes a file into the staging folder.
   *
   * @param path of the file below the root
   * @param to destination of the file, where it is not below the root
   */
  stage(path: string, text: string, to: string = join(this.#root, path)): void {
    const from = join(this.#staging, path);
    mkdirSync(dirname(from), { recursive: true });
    writeFileSync(from, text);
    this.#moves.push({ from, to });
  }

  /** Removes a folder in the order of the moves: whole or not at all. @param path below the root */
  retire(path: string): void {
    const retired = join(this.#staging, RETIRED);
    mkdirSync(retired, { recursive: true });
    this.#moves.push({ from: join(this.#root, path), to: join(retired, String(this.#moves.length)) });
  }

  /**
   * Makes every change, in the order of the calls.
   *
   * @param first called before the first move, after all checks
   * @throws {Error} Before the first move, where a folder is in the way of a file, or a file in that of a folder.
   */
  commit(first: () => void = () => {}): void {
    for (const { to } of this.#moves) refuseObstacle(to);
    first();
    const arrived = new Set<string>();
    for (const { from, to } of this.#moves) {
      const folder = dirname(to);
      if (arrived.has(folder)) continue;
      if (existsSync(folder)) move(from, to);
      else {
        // a new folder comes with everything that is staged in it
        mkdirSync(dirname(folder), { recursive: true });
        if (moveFolder(dirname(from), folder)) arrived.add(folder);
        else move(from, to);
      }
    }
    this.#moves.length = 0;
  }

  /** Removes the staging folder, with files that were not moved and retired folders. */
  discard(): void {
    try {
      rmSync(this.#staging, { recursive: true, force: true });
    } catch {
      // the folder may not be writable; the first error reports why
    }
  }
}

function refuseObstacle(to: string): void {
  const folder = dirname(to);
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() === false)
    throw new Error(`there is a file at ${folder}`);
  if (statSync(to, { throwIfNoEntry: false })?.isDirectory() === true)
    throw new Error(`there is a folder at ${to}`);
}

/** Moves a new folder to its place. On another file system it makes the folder alone, and its files follow: false. */
function moveFolder(from: string, to: string): boolean {
  try {
    renameSync(from, to);
    return true;
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EXDEV")) throw error;
    mkdirSync(to);
    return false;
  }
}

function move(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    // the estate's lock and record may be on another file system than the output
    if (!(error instanceof Error && "code" in error && error.code === "EXDEV")) throw error;
    makeAtomically(to, (temporary) => copyFileSync(from, temporary));
  }
}
