import { execFileSync } from "node:child_process";
import { mkdirSync, realpathSync, rmSync } from "node:fs";
import { join, posix, relative, sep } from "node:path";
import type { ChangedFile } from "../gate/digest.ts";
import { failure, type Outcome, reasonOf } from "../values/failure.ts";
import { mapResult, success } from "../values/result.ts";

/** A regular file of a commit. */
export interface TreeFile {
  readonly path: string;
  /** Object id of its bytes. */
  readonly id: string;
}

/** What a tree has under a name. */
interface TreeEntry extends TreeFile {
  readonly mode: string;
}

/** Environment variables. */
type Environment = Readonly<Record<string, string | undefined>>;

/** Names under which the branch that changes go to is looked for, in this order. */
const DEFAULT_BRANCHES = ["origin/HEAD", "origin/main", "origin/master", "main", "master"] as const;

/** Mode of a regular file in a tree; symbolic links and submodules have others. */
const REGULAR = /^100(?:644|755)$/;

/**
 * A git repository, asked for objects only: nothing of a commit is checked out into the work tree, no hook, filter of
 * the commit or attribute of it runs or hides anything.
 */
export class GitRepository {
  /** The work tree's root. */
  readonly root: string;

  readonly #environment: Environment;
  /** Listed folders of commits, which never change; by commit and folder. */
  readonly #folders = new Map<string, ReadonlyMap<string, TreeEntry>>();

  private constructor(root: string, environment: Environment) {
    this.root = root;
    this.#environment = environment;
  }

  /** The repository that a folder lies in. */
  static of(folder: string, environment: Environment): Outcome<GitRepository> {
    // a hook's environment would point git at another index or repository
    const clean = Object.fromEntries(
      Object.entries(environment).filter(([name]) => !name.startsWith("GIT_")),
    );
    return mapResult(
      git(folder, clean, ["rev-parse", "--show-toplevel"]),
      (root) => new GitRepository(root.toString("utf8").replace(/\n$/, ""), clean),
    );
  }

  #git(words: readonly string[], variables: Environment = {}): Outcome<Buffer> {
    return git(this.root, { ...this.#environment, ...variables }, words);
  }

  /** The path of a file of a folder of the work tree, as commits have it. */
  pathOf(folder: string, file: string): string {
    return join(relative(realpathSync(this.root), realpathSync(folder)), file)
      .split(sep)
      .join("/");
  }

  /** The commit that a revision names, as its full id. */
  commit(revision: string): Outcome<string> {
    const args = ["rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`];
    const found = this.#git(args);
    if (found.ok) return success(found.value.toString("utf8").trim());
    const fix = "name a commit or branch that is fetched here (a shallow clone may lack it)";
    return failure("unreadable-input", `git knows no revision ${JSON.stringify(revision)}`, fix);
  }

  /** Where the checked-out commit left the default branch. */
  mergeBase(): Outcome<string> {
    for (const branch of DEFAULT_BRANCHES) {
      const base = this.#git(["merge-base", "--end-of-options", branch, "HEAD"]);
      if (base.ok) return success(base.value.toString("utf8").trim());
    }
    const fix = "name the side to compare with, for example git:origin/main";
    return failure("unreadable-input", "git finds no default branch that this one comes from", fix);
  }

  /** Whether a commit is another one or comes before it. A clone that lacks history cannot tell. */
  isAncestor(earlier: string, later: string): Outcome<boolean> {
    const shallow = this.#git(["rev-parse", "--is-shallow-repository"]);
    if (!shallow.ok) return shallow;
    if (shallow.value.toString("utf8").trim() !== "false") {
      const fix = "fetch all of it (git fetch --unshallow; fetch-depth: 0)";
      return failure("unreadable-input", "this clone is shallow: history is missing that decides", fix);
    }
    const base = this.#git(["merge-base", earlier, later]);
    return success(base.ok && base.value.toString("utf8").trim() === earlier);
  }

  /** Files that differ between two commits, by path; renames as a removal and an addition. */
  changedFiles(before: string, after: string): Outcome<ChangedFile[]> {
    const words = ["diff-tree", "-r", "-z", "--raw", "--no-renames", "--ignore-submodules=none"];
    return mapResult(this.#texts([...words, before, after]), (listed) => {
      const files: ChangedFile[] = [];
      for (let index = 0; index + 1 < listed.length; index += 2) {
        const [oldMode = "", mode = "", old = "", now = ""] = listed[index]?.slice(1).split(" ") ?? [];
        const path = listed[index + 1] ?? "";
        files.push({ path, before: entryText(oldMode, old), after: entryText(mode, now) });
      }
      return files;
    });
  }

  /** The regular files below a folder of a commit; empty where there is no such folder. */
  filesIn(commit: string, folder: string): Outcome<TreeFile[]> {
    const words = ["ls-tree", "-r", "-z", "--full-tree", commit, "--", `${folder}/`];
    return mapResult(this.#texts(words), (listed) =>
      listed.map(treeEntry).flatMap(({ mode, id, path }) => (REGULAR.test(mode) ? [{ path, id }] : [])),
    );
  }

  /** Object ids of everything that was ever below a folder, in a commit or in any before it. */
  everIn(commit: string, folder: string): Outcome<ReadonlySet<string>> {
    // without --full-history git leaves out what one side of a merge has undone
    const words = ["log", "--full-history", "-m", "--root", "--raw", "-z", "--no-abbrev", "--no-renames"];
    return mapResult(this.#git([...words, "--format=", commit, "--", `${folder}/`]), (logged) => {
      const entries = logged.toString("latin1").matchAll(/:\d{6} \d{6} [0-9a-f]+ ([0-9a-f]+) [A-Z]/g);
      return new Set([...entries].map(([, id = ""]) => id));
    });
  }

  /** Names in a folder of a commit. @param folder `.` for the root */
  namesIn(commit: string, folder: string): Outcome<string[]> {
    return mapResult(this.#listed(commit, folder), (listed) => [...listed.keys()]);
  }

  /** A file of a commit, or undefined where it has none. What is there and no regular file cannot be read. */
  file(commit: string, path: string): Outcome<Buffer | undefined> {
    const listed = this.#listed(commit, posix.dirname(path));
    if (!listed.ok) return listed;
    const entry = listed.value.get(posix.basename(path));
    if (entry === undefined) return success(undefined);
    if (REGULAR.test(entry.mode)) return this.#git(["cat-file", "blob", entry.id]);
    const problem = `${path} is no regular file in ${commit}: a link or a folder leads elsewhere`;
    return failure("unreadable-input", problem, "put the file itself there, in a change of its own");
  }

  /** What a folder of a commit holds, by name: listed once, for every question starts a process. */
  #listed(commit: string, folder: string): Outcome<ReadonlyMap<string, TreeEntry>> {
    const key = `${commit}:${folder}`;
    const known = this.#folders.get(key);
    if (known !== undefined) return success(known);
    const place = folder === "." ? [] : ["--", `${folder}/`];
    return mapResult(this.#texts(["ls-tree", "-z", "--full-tree", commit, ...place]), (listed) => {
      const entries = new Map(listed.map(treeEntry).map((entry) => [posix.basename(entry.path), entry]));
      this.#folders.set(key, entries);
      return entries;
    });
  }

  /** What git lists with -z, item by item. A name that is no UTF-8 could stand for another one: nothing is read then. */
  #texts(words: readonly string[]): Outcome<string[]> {
    const output = this.#git(words);
    if (!output.ok) return output;
    const text = output.value.toString("utf8");
    if (Buffer.from(text, "utf8").equals(output.value))
      return success(text.split("\0").filter((item) => item !== ""));
    const problem = "a commit has a file whose name is no UTF-8";
    return failure("unreadable-input", problem, "rename it: its name cannot be told from others");
  }

  /** Writes a whole commit into an empty folder; the work tree and its index stay as they are. */
  exportTo(commit: string, folder: string): Outcome<undefined> {
    const index = join(folder, ".keeper-index");
    try {
      mkdirSync(folder, { recursive: true });
      const variables = { GIT_INDEX_FILE: index };
      const read = this.#git(["read-tree", commit], variables);
      if (!read.ok) return read;
      const written = this.#git(["checkout-index", "--all", `--prefix=${folder}/`], variables);
      return mapResult(written, () => undefined);
    } finally {
      rmSync(index, { force: true });
    }
  }
}

/** An entry as `ls-tree -z` lists it. */
function treeEntry(listed: string): TreeEntry {
  // only the first tab ends the facts: a name may have others
  const tab = listed.indexOf("\t");
  const [mode = "", , id = ""] = listed.slice(0, tab).split(" ");
  return { mode, id, path: listed.slice(tab + 1) };
}

/** What a tree has at a path: a mode is as much of a file as its bytes; a link is a blob too. */
function entryText(mode: string, id: string): string | undefined {
  return /^0+$/.test(mode) ? undefined : `${mode} ${id}`;
}

function git(folder: string, environment: Environment, words: readonly string[]): Outcome<Buffer> {
  try {
    const output = execFileSync(
      "git",
      ["--no-replace-objects", "--literal-pathspecs", "-c", "core.hooksPath=/dev/null", ...words],
      {
        cwd: folder,
        env: { ...environment, GIT_OPTIONAL_LOCKS: "0", LC_ALL: "C" },
        maxBuffer: 256 * 1024 * 1024,
        stdio: ["ignore", "pipe", "pipe"],
      },
    );
    return success(output);
  } catch (error) {
    const said = error instanceof Error && "stderr" in error ? String(error.stderr).trim() : "";
    const problem = `git ${words[0]} failed: ${said === "" ? reasonOf(error) : said.split("\n")[0]}`;
    return failure("unreadable-input", problem, "run inside a git repository with the revisions fetched");
  }
}
