import { chmodSync, lstatSync, mkdirSync, readdirSync, realpathSync, type Stats } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { failure, type Outcome, reasonOf } from "../values/failure.ts";
import { success } from "../values/result.ts";
import { removeFolder, type TemporaryFolder, temporaryFolder } from "./temporary-folder.ts";

/** Age at which a folder left by a killed process is removed. In milliseconds: one day. */
const ABANDONED_AFTER = 86_400_000;

/**
 * Makes a temporary folder in the user's cache, below folders closed to other users. Its path has no links. Node and
 * its loaders look for `node_modules`, `package.json` and `tsconfig.json` in all folders above a file. Code must
 * therefore not run below a folder that others can write to.
 *
 * @param purpose the beginning of the folder's name
 * @param home the user's home folder
 */
export function privateFolder(purpose: string, home: string = homedir()): Outcome<TemporaryFolder> {
  const cache = join(cacheFolder(home), "lighthouse-keeper");
  try {
    mkdirSync(cache, { recursive: true, mode: 0o700 });
    const root = realpathSync(cache);
    const open = openFolder(root);
    if (open !== undefined) return notPrivate(`${open} can be changed by other users`);
    chmodSync(root, 0o700);
    const folder = temporaryFolder(root, purpose);
    removeAbandoned(root, lstatSync(folder.path).mtimeMs);
    return success(folder);
  } catch (error) {
    return notPrivate(reasonOf(error));
  }
}

/** The folder for caches of a user, by the conventions of the operating system. */
function cacheFolder(home: string): string {
  if (process.platform === "darwin") return join(home, "Library", "Caches");
  return process.platform === "win32" ? join(home, "AppData", "Local") : join(home, ".cache");
}

/** First folder, from a folder upwards, that another user can change. Undefined where there is none. */
function openFolder(folder: string): string | undefined {
  if (isOpen(lstatSync(folder))) return folder;
  const parent = dirname(folder);
  return parent === folder ? undefined : openFolder(parent);
}

/** Whether users other than this one and root can change a folder. Windows has no such modes. */
function isOpen({ uid, gid, mode }: Stats): boolean {
  const [me, group] = [process.getuid?.(), process.getgid?.()];
  if (me === undefined) return false;
  // where each user has a group, folders that this group can write to are the user's own
  return (uid !== 0 && uid !== me) || (mode & 0o002) !== 0 || ((mode & 0o020) !== 0 && gid !== group);
}

/** Removes what killed processes left behind. @param now time of the disk that the folders are on, in milliseconds */
function removeAbandoned(root: string, now: number): void {
  for (const name of readdirSync(root)) {
    const folder = join(root, name);
    const stats = lstatSync(folder, { throwIfNoEntry: false });
    if (stats !== undefined && now - stats.mtimeMs > ABANDONED_AFTER) removeFolder(folder);
  }
}

function notPrivate(why: string): Outcome<never> {
  const problem = `there is no private folder for the files of a revision: ${why}`;
  return failure("output-not-writable", problem, "set HOME to a folder that only you can write to");
}
