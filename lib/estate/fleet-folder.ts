import { existsSync, readdirSync } from "node:fs";
import { failure, type Outcome, reasonOf } from "../values/failure.ts";
import { success } from "../values/result.ts";
import { StagedFiles } from "./staged-files.ts";
import type { NewFile } from "./write-new-files.ts";

/** The file that every fleet has: a folder without it is not replaced. */
export const FLEET_FILE = "fleet.json";

/** Everything that a fleet may have at the top of its folder. */
const OWN_NAMES = [FLEET_FILE, "stacks", "matrix.json", "fleet.gitlab-ci.yml", "atlantis.yaml"];

/**
 * Writes a fleet in place of the one that is in its folder: all files or none. A customer that need not run any more leaves no
 * stack behind, or somebody would deploy it. Files of others in the folder stay.
 *
 * @param path absolute
 */
export function writeFleet(path: string, files: readonly NewFile[]): Outcome<undefined> {
  try {
    const names = existsSync(path) ? readdirSync(path) : [];
    if (names.length > 0 && !names.includes(FLEET_FILE)) {
      const problem = `${path} holds ${JSON.stringify(names[0])} and no ${FLEET_FILE}: keeper fleet did not write it`;
      return failure("file-exists", problem, "name an empty folder, or one that is missing, with --output");
    }
    const staged = new StagedFiles(path);
    try {
      for (const name of names.filter((each) => OWN_NAMES.includes(each))) staged.retire(name);
      for (const { path: file, text } of files) staged.stage(file, text);
      staged.commit();
    } finally {
      staged.discard();
    }
    return success(undefined);
  } catch (error) {
    const problem = `the fleet cannot be written: ${reasonOf(error)}`;
    return failure("output-not-writable", problem, "free the folder or the disk");
  }
}
