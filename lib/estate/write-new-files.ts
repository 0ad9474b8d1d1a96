import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { failure, type Outcome, reasonOf } from "../values/failure.ts";
import { success } from "../values/result.ts";

/** A file to write, by its path below a folder, with forward slashes. */
export interface NewFile {
  readonly path: string;
  readonly text: string;
}

/** Writes files that do not exist yet: all of them, or none. Fails where one exists, and overwrites nothing. */
export function writeNewFiles(folder: string, files: readonly NewFile[]): Outcome<undefined> {
  const present = files.find(({ path }) => existsSync(join(folder, path)));
  if (present !== undefined)
    return failure("file-exists", `${present.path} exists`, "edit that file, or remove it first");
  const written: string[] = [];
  try {
    for (const { path, text } of files) {
      const file = join(folder, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text, { flag: "wx" });
      written.push(file);
    }
    return success(undefined);
  } catch (error) {
    for (const file of written) rmSync(file, { force: true });
    const problem = `the new files cannot be written: ${reasonOf(error)}`;
    return failure("output-not-writable", problem, "free the folder or the disk");
  }
}
