import { type FSWatcher, readdirSync, statSync, watch } from "node:fs";
import paths, { join } from "node:path";
import { failure, type Outcome, reasonOf } from "../values/failure.ts";
import { pathBelow, slashPath } from "../values/path-below.ts";
import { success } from "../values/result.ts";

/** Folders in which no definition is: they are large, or written by the commands themselves. */
const PASSED_OVER: ReadonlySet<string> = new Set(["node_modules", "cdktf.out", "dist"]);

/** Files of Terraform in an estate's root. */
const STATE_FILE = /\.tfstate(?:\.backup|\.lock\.info)?$/;

/** Watches the files of an estate. */
export interface EstateWatch {
  /** The first change since the last call: its path below the root, with forward slashes. */
  next(): Promise<string>;
  close(): void;
}

/**
 * Watches everything that a definition may be made of, with modules beside offers and customers.
 *
 * @param ignored absolute paths whose changes are ignored: the output folder, and a report that is written
 */
export function watchEstate(root: string, ignored: readonly string[]): Outcome<EstateWatch> {
  let changed: string | undefined;
  let wake = () => {};
  const folders = new WatchedFolders(root, (path) => {
    if (!isInput(root, path, ignored)) return false;
    changed ??= slashPath(paths, root, path);
    wake();
    return true;
  });
  try {
    folders.begin();
  } catch (error) {
    folders.close();
    const problem = `the estate cannot be watched: ${reasonOf(error)}`;
    return failure("unreadable-input", problem, "run keeper check without --watch");
  }
  return success({
    close: () => folders.close(),
    async next() {
      if (changed === undefined)
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      const path = changed ?? "";
      changed = undefined;
      return path;
    },
  });
}

/** A root and its folders, each with all that is below it. Folders that are made later are watched too. */
class WatchedFolders {
  readonly #root: string;
  /** Gets each path that changed; says whether it matters. */
  readonly #note: (path: string) => boolean;
  readonly #watchers = new Map<string, FSWatcher>();

  constructor(root: string, note: (path: string) => boolean) {
    this.#root = root;
    this.#note = note;
  }

  /** @throws {Error} Where the root cannot be watched. */
  begin(): void {
    const watcher = watch(this.#root, (_, name) => {
      if (name !== null && this.#note(join(this.#root, name))) this.#beginBelow(name);
    });
    this.#watchers.set("", watcher);
    for (const name of readdirSync(this.#root)) this.#beginBelow(name);
  }

  close(): void {
    for (const watcher of this.#watchers.values()) watcher.close();
  }

  #beginBelow(name: string): void {
    const folder = join(this.#root, name);
    // one of the same name may be gone
    this.#watchers.get(name)?.close();
    this.#watchers.delete(name);
    if (PASSED_OVER.has(name) || name.startsWith(".") || !isFolder(folder)) return;
    const watcher = watch(folder, { recursive: true }, (_, inner) => {
      this.#note(inner === null ? folder : join(folder, inner));
    });
    watcher.on("error", () => watcher.close());
    this.#watchers.set(name, watcher);
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** Whether a change of this path may change findings. */
function isInput(root: string, path: string, ignored: readonly string[]): boolean {
  const [top = ""] = slashPath(paths, root, path).split("/");
  if (top.startsWith(".") || PASSED_OVER.has(top) || STATE_FILE.test(path)) return false;
  return !ignored.some((each) => pathBelow(paths, each, path) !== undefined);
}
