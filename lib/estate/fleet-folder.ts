import { existsSync, mkdirSync, readdirSync, rmdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { OWN, readJsonFile } from "../documents/read-file.ts";
import { failure, type Outcome, reasonOf } from "../values/failure.ts";
import { isObject } from "../values/json-object.ts";
import { success } from "../values/result.ts";
import { holdOutputFolder } from "./output-hold.ts";
import { StagedFiles } from "./staged-files.ts";
import type { NewFile } from "./write-new-files.ts";

/** The file that every fleet has, with the list of its other files. It is written last. */
const FLEET_FILE = "fleet.json";

/** Format number of {@link FLEET_FILE}. */
export const FLEET_FORMAT = 1;

/** Files that a fleet may hold. A list of files is a former fleet's only where it names no others. */
const OWN_FILE =
  /^(?:matrix\.json|fleet\.gitlab-ci\.yml|atlantis\.yaml|(?:stacks|destroys)\/[a-z][a-z0-9-]{1,49}\/(?:cdk\.tf\.json|\.terraform\.lock\.hcl|stack\.tm\.hcl))$/;

/** Milliseconds to wait for another run that writes the same folder. */
const LONGEST_WAIT = 2_000;

/**
 * Writes a fleet in place of the one that is in its folder. A customer that need not run any more leaves no stack behind, or it
 * would be deployed. All other files stay: plans, states that could not be uploaded, files of the user. A killed run leaves
 * no `fleet.json`.
 *
 * @param path absolute
 * @param files but for `fleet.json`
 * @param document the text of `fleet.json`, whose `files` are the paths of `files`
 */
export function writeFleet(path: string, files: readonly NewFile[], document: string): Outcome<undefined> {
  try {
    mkdirSync(path, { recursive: true });
    const hold = holdOutputFolder(path, LONGEST_WAIT);
    if (!hold.ok) return hold;
    try {
      return writeHeld(path, files, document);
    } finally {
      hold.value();
    }
  } catch (error) {
    const problem = `the fleet cannot be written: ${reasonOf(error)}`;
    return failure("output-not-writable", problem, "free the folder or the disk");
  }
}

function writeHeld(path: string, files: readonly NewFile[], document: string): Outcome<undefined> {
  const [present] = readdirSync(path).filter((name) => !name.startsWith(".keeper."));
  const former = formerFiles(path);
  if (present !== undefined && former === undefined)
    return refused(`${path} holds ${JSON.stringify(present)} and no ${FLEET_FILE} of keeper fleet`);
  const old = former ?? [];
  const foreign = files.find((file) => existsSync(join(path, file.path)) && !old.includes(file.path));
  if (foreign !== undefined) return refused(`${foreign.path} in ${path} is not from the fleet before`);
  const staged = new StagedFiles(path);
  try {
    for (const file of old.filter((each) => existsSync(join(path, each)))) staged.retire(file);
    for (const file of files) staged.stage(file.path, file.text);
    staged.stage(FLEET_FILE, document);
    // a run that is killed from here on leaves no list, so a mixture never looks like a fleet
    staged.commit(() => rmSync(join(path, FLEET_FILE), { force: true }));
  } finally {
    staged.discard();
  }
  for (const folder of new Set(old.map((file) => dirname(join(path, file))))) removeEmpty(folder);
  return success(undefined);
}

/** Files of the fleet that is in a folder. Undefined where keeper has no fleet there. */
function formerFiles(path: string): readonly string[] | undefined {
  const read = readJsonFile(join(path, FLEET_FILE), "fleet", OWN);
  const document = read.ok && isObject(read.value) ? read.value : {};
  const { version, files } = document;
  const isOwn = (file: unknown): file is string => typeof file === "string" && OWN_FILE.test(file);
  return version === FLEET_FORMAT && Array.isArray(files) && files.every(isOwn) ? files : undefined;
}

function refused(problem: string): Outcome<never> {
  return failure("file-exists", problem, "name an empty folder, or one that is missing, with --output");
}

/** What is left of a customer's folder stays where there is something in it. */
function removeEmpty(folder: string): void {
  if (existsSync(folder) && readdirSync(folder).length === 0) rmdirSync(folder);
}
