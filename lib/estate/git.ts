import { execFileSync } from "node:child_process";
import { mkdirSync, realpathSync, rmSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { failure, type Result, reasonOf, success } from "./failure.ts";

/** One file that differs between two commits; object ids of its contents, undefined where it is not there. */
export interface ChangedFile {
  /** Relative to the repository's root, forward slashes. */
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
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

  private constructor(root: string, environment: Environment) {
    this.root = root;
    this.#environment = environment;
  }

  /** The repository that a folder lies in. */
  static of(folder: string, environment: Environment): Result<GitRepository> {
    // a hook's environment would point git at another index or repository
    const clean = Object.fromEntries(
      Object.entries(environment).filter(([name]) => !name.startsWith("GIT_")),
    );
    const root = git(folder, clean, ["rev-parse", "--show-toplevel"]);
    return root.ok ? success(new GitRepository(root.value.toString("utf8").replace(/\n$/, ""), clean)) : root;
  }

  #git(words: readonly string[], variables: Environment = {}): Result<Buffer> {
    return git(this.root, { ...this.#environment, ...variables }, words);
  }

  /** The path of a file of a folder of the work tree, as commits have it. */
  pathOf(folder: string, file: string): string {
    return join(relative(realpathSync(this.root), realpathSync(folder)), file)
      .split(sep)
      .join("/");
  }

  /** The commit that a revision names, as its full id. */
  commit(revision: string): Result<string> {
    const args = ["rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`];
    const found = this.#git(args);
    if (found.ok) return success(found.value.toString("utf8").trim());
    const fix = "name a commit or branch that is fetched here (a shallow clone may lack it)";
    return failure("unreadable-input", `git knows no revision ${JSON.stringify(revision)}`, fix);
  }

  /** Where the checked-out commit left the default branch. */
  mergeBase(): Result<string> {
    for (const branch of DEFAULT_BRANCHES) {
      const base = this.#git(["merge-base", "--end-of-options", branch, "HEAD"]);
      if (base.ok) return success(base.value.toString("utf8").trim());
    }
    const fix = "name the side to compare with, for example git:origin/main";
    return failure("unreadable-input", "git finds no default branch that this one comes from", fix);
  }

  /** Files that differ between two commits, by path; renames as a removal and an addition. */
  changedFiles(before: string, after: string): Result<ChangedFile[]> {
    const listed = this.#git(["diff-tree", "-r", "-z", "--raw", "--no-renames", before, after]);
    if (!listed.ok) return listed;
    const fields = listed.value.toString("utf8").split("\0");
    const files: ChangedFile[] = [];
    for (let index = 0; index + 1 < fields.length; index += 2) {
      const [, , old = "", now = ""] = fields[index]?.split(" ") ?? [];
      files.push({ path: fields[index + 1] ?? "", before: object(old), after: object(now) });
    }
    return success(files);
  }

  /** Paths of the regular files below a folder of a commit; empty where there is no such folder. */
  filesIn(commit: string, folder: string): Result<string[]> {
    const listed = this.#git(["ls-tree", "-r", "-z", "--full-tree", commit, "--", `${folder}/`]);
    if (!listed.ok) return listed;
    const entries = listed.value
      .toString("utf8")
      .split("\0")
      .filter((entry) => entry !== "");
    return success(
      entries.flatMap((entry) => {
        const [facts = "", path = ""] = entry.split("\t");
        return REGULAR.test(facts.split(" ")[0] ?? "") ? [path] : [];
      }),
    );
  }

  /** A file of a commit, or undefined where it has no such regular file: a link leads out of the commit. */
  file(commit: string, path: string): Result<Buffer | undefined> {
    const listed = this.#git(["ls-tree", "-z", "--full-tree", commit, "--", path]);
    if (!listed.ok) return listed;
    const [mode = "", , id] = listed.value.toString("utf8").split(/[\s\0]/);
    if (id === undefined || !REGULAR.test(mode)) return success(undefined);
    return this.#git(["cat-file", "blob", id]);
  }

  /** Writes a whole commit into an empty folder; the work tree and its index stay as they are. */
  exportTo(commit: string, folder: string): Result<undefined> {
    const index = join(folder, ".keeper-index");
    try {
      mkdirSync(folder, { recursive: true });
      const read = this.#git(["read-tree", commit], { GIT_INDEX_FILE: index });
      if (!read.ok) return read;
      const written = this.#git(["checkout-index", "--all", `--prefix=${folder}/`], {
        GIT_INDEX_FILE: index,
      });
      return written.ok ? success(undefined) : written;
    } finally {
      rmSync(index, { force: true });
    }
  }
}

function object(id: string): string | undefined {
  return /^0+$/.test(id) ? undefined : id;
}

function git(folder: string, environment: Environment, words: readonly string[]): Result<Buffer> {
  try {
    const output = execFileSync("git", ["--no-replace-objects", "-c", "core.hooksPath=/dev/null", ...words], {
      cwd: folder,
      env: { ...environment, GIT_OPTIONAL_LOCKS: "0", LC_ALL: "C" },
      maxBuffer: 256 * 1024 * 1024,
      stdio: ["ignore", "pipe", "pipe"],
    });
    return success(output);
  } catch (error) {
    const said = error instanceof Error && "stderr" in error ? String(error.stderr).trim() : "";
    const problem = `git ${words[0]} failed: ${said === "" ? reasonOf(error) : said.split("\n")[0]}`;
    return failure("unreadable-input", problem, "run inside a git repository with the revisions fetched");
  }
}
