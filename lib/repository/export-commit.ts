import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, sep } from "node:path";
import { failure, type Outcome, reasonOf } from "../values/failure.ts";
import { attempt, success, take } from "../values/result.ts";
import type { GitRepository } from "./git.ts";
import type { SizedFile } from "./git-output.ts";

/*
 * Writes the files of a commit without git's checkout: a checkout runs the filters that attributes name, and makes
 * links. Here a file of a commit becomes these bytes at this path, or is left out.
 */

/** Most bytes that a commit may have: 1 GiB. */
const MOST_BYTES = 2 ** 30;

/** Most files that a commit may have. */
const MOST_FILES = 200_000;

/** Bytes of files that are read from git at once. */
const BATCH_BYTES = 64 * 2 ** 20;

/**
 * Writes the regular files of a commit into a folder that exists and is empty. Left out are links, submodules and
 * everything below a folder called `node_modules` or `.git`. Modes of files are not kept.
 *
 * Fails for a path outside the folder, for two paths that are one file here, and beyond the limits.
 */
export function exportCommit(repository: GitRepository, commit: string, folder: string): Outcome<undefined> {
  return attempt(function* () {
    const files = (yield* take(repository.allFiles(commit))).filter(({ path }) => !isLeftOut(path));
    yield* take(checkLimits(commit, files));
    for (const { path } of files) yield* take(checkPath(commit, path));
    for (const batch of batches(files)) {
      const contents = yield* take(repository.contents(batch));
      for (const [index, { path }] of batch.entries())
        yield* take(writeFile(commit, folder, path, contents[index] ?? Buffer.alloc(0)));
    }
    return undefined;
  });
}

/** Whether a path is below a folder of installed packages, or of git itself. Some disks ignore case. */
function isLeftOut(path: string): boolean {
  return path.split("/").some((part) => ["node_modules", ".git"].includes(part.toLowerCase()));
}

function checkLimits(commit: string, files: readonly SizedFile[]): Outcome<undefined> {
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  if (files.length <= MOST_FILES && bytes <= MOST_BYTES) return success(undefined);
  const problem = `commit ${commit.slice(0, 12)} has ${files.length} files with ${bytes} bytes`;
  const fix = `compare synthesized output; at most ${MOST_FILES} files with ${MOST_BYTES} bytes are written`;
  return failure("unreadable-input", problem, fix);
}

/** Refuses paths that git itself does not make, but that objects can have. */
function checkPath(commit: string, path: string): Outcome<undefined> {
  const parts = path.split("/");
  const leadsOut = parts.some((part) => ["", ".", ".."].includes(part));
  if (!leadsOut && (sep === "/" || !/[\\:]/.test(path))) return success(undefined);
  const problem = `commit ${commit.slice(0, 12)} has a file with the path ${JSON.stringify(path)}`;
  return failure("unreadable-input", problem, "remove that file in a new commit");
}

function* batches(files: readonly SizedFile[]): Generator<readonly SizedFile[]> {
  let [batch, bytes]: [SizedFile[], number] = [[], 0];
  for (const file of files) {
    if (batch.length > 0 && bytes + file.size > BATCH_BYTES) {
      yield batch;
      [batch, bytes] = [[], 0];
    }
    batch.push(file);
    bytes += file.size;
  }
  if (batch.length > 0) yield batch;
}

function writeFile(commit: string, folder: string, path: string, content: Buffer): Outcome<undefined> {
  const file = join(folder, path);
  try {
    mkdirSync(dirname(file), { recursive: true });
    // two paths can be one file where a disk ignores case
    writeFileSync(file, content, { flag: "wx" });
    return success(undefined);
  } catch (error) {
    const problem = `the file ${path} of commit ${commit.slice(0, 12)} cannot be written: ${reasonOf(error)}`;
    return failure("unreadable-input", problem, "give each file a name of its own, and free the disk");
  }
}
