import { existsSync, readdirSync, realpathSync } from "node:fs";
import { dirname, join, sep } from "node:path";

/**
 * The command that starts keeper confined by Node's permission model. Keeper then reads these folders and its own,
 * writes nothing, and starts no process or thread. Returns the same command where this Node has no such model. Returns
 * it too where keeper runs from sources, whose loader needs a thread.
 *
 * The model confines no network (Node 24). Folders that links lead to are readable.
 *
 * @param keeper a program, its first arguments, and keeper's module last
 * @param read folders and files; of a folder called `node_modules`, also the packages that it links to
 * @see https://nodejs.org/docs/latest-v22.x/api/permissions.html
 */
export function confined(keeper: readonly string[], read: readonly string[]): readonly string[] {
  const [program = "", ...words] = keeper;
  const main = words.pop() ?? "";
  if (program !== process.execPath || main.endsWith(".ts") || !hasPermissionModel()) return keeper;
  const readable = [...read, ...ownFolders(main)].flatMap(withLinked);
  const allowed = [...new Set(readable)].map((folder) => `--allow-fs-read=${folder}`);
  return [program, ...words, "--permission", ...allowed, main];
}

/**
 * What the definitions of a work tree may read. This is the estate, and what Node looks for in the folders above it:
 * installed packages and `package.json`.
 *
 * @param root the estate's root; absolute
 */
export function workTreeFolders(root: string): readonly string[] {
  const above = foldersAbove(root);
  const found = [root, ...above].flatMap((folder) => [
    join(folder, "node_modules"),
    join(folder, "package.json"),
  ]);
  return [root, ...found.filter((each) => existsSync(each))];
}

function foldersAbove(folder: string): readonly string[] {
  const parent = dirname(folder);
  return parent === folder ? [] : [parent, ...foldersAbove(parent)];
}

/** Whether this Node has the permission model under its final name: 22.13 and later. */
function hasPermissionModel(): boolean {
  return process.allowedNodeEnvironmentFlags.has("--permission");
}

/** Folders of keeper's package and of the packages installed beside it or in it. */
function ownFolders(main: string): string[] {
  // as in dist/cli/main.js
  const root = dirname(dirname(dirname(realpathSync(main))));
  const installed = root.lastIndexOf(`${sep}node_modules${sep}`);
  return installed < 0 ? [root] : [root, root.slice(0, installed + `${sep}node_modules`.length)];
}

/** A folder as named, its real path, and the packages that it links to. */
function withLinked(folder: string): string[] {
  const own = [folder, realpathSync(folder)];
  return folder.endsWith(`${sep}node_modules`) ? [...own, ...linkedPackages(folder)] : own;
}

/** Real folders of the packages that links in a `node_modules` lead to, of scopes too. */
function linkedPackages(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const place = join(folder, entry.name);
    if (entry.name.startsWith("@") && entry.isDirectory()) return linkedPackages(place);
    if (!entry.isSymbolicLink()) return [];
    try {
      return [realpathSync(place)];
    } catch {
      // a broken link leads to no package
      return [];
    }
  });
}
