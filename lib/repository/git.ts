import { execFileSync } from "node:child_process";
import { realpathSync } from "node:fs";
import { join, posix, relative, sep } from "node:path";
import { endAs } from "../estate/temporary-folder.ts";
import type { ChangedFile } from "../gate/digest.ts";
import { failure, type Outcome, reasonOf } from "../values/failure.ts";
import { mapResult, success } from "../values/result.ts";
import {
  entryText,
  type LoggedCommit,
  loggedCommit,
  type SizedFile,
  sizedEntry,
  splitObjects,
  type TreeEntry,
  treeEntry,
} from "./git-output.ts";

/** Environment variables. */
type Environment = Readonly<Record<string, string | undefined>>;

/** Candidates for the default branch; the first that exists is used. */
const DEFAULT_BRANCHES = ["origin/HEAD", "origin/main", "origin/master", "main", "master"] as const;

/** Words of every git command: what the repository's configuration could let git start is off. */
const ALWAYS = [
  "--no-replace-objects",
  "--literal-pathspecs",
  ...["core.hooksPath=/dev/null", "core.fsmonitor=false", "log.showSignature=false"].flatMap((each) => [
    "-c",
    each,
  ]),
];

/** Modes of regular files; symbolic links and submodules have others. */
const REGULAR = /^100(?:644|755)$/;

/**
 * A git repository, read by its objects only. Nothing is checked out into the work tree. Hooks, filters and attributes
 * of a commit have no effect.
 */
export class GitRepository {
  /** The work tree's root. */
  readonly root: string;

  readonly #environment: Environment;
  /** Cached listings by commit and folder; they never change. */
  readonly #folders = new Map<string, ReadonlyMap<string, TreeEntry>>();

  private constructor(root: string, environment: Environment) {
    this.root = root;
    this.#environment = environment;
  }

  /** Opens the repository that contains a folder. */
  static of(folder: string, environment: Environment): Outcome<GitRepository> {
    // inside a hook these variables select another index or repository
    const clean = Object.fromEntries(
      Object.entries(environment).filter(([name]) => !name.startsWith("GIT_")),
    );
    return mapResult(
      git(folder, clean, ["rev-parse", "--show-toplevel"]),
      (root) => new GitRepository(root.toString("utf8").replace(/\n$/, ""), clean),
    );
  }

  #git(words: readonly string[]): Outcome<Buffer> {
    return git(this.root, this.#environment, words);
  }

  /** Path inside commits of a file in a folder of the work tree. Relative, with `/`. */
  pathOf(folder: string, file: string): string {
    return join(relative(realpathSync(this.root), realpathSync(folder)), file)
      .split(sep)
      .join("/");
  }

  /** Resolves a revision to the full id of its commit. */
  commit(revision: string): Outcome<string> {
    const args = ["rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`];
    const found = this.#git(args);
    if (found.ok) return success(found.value.toString("utf8").trim());
    const fix = "name a commit or branch that is fetched here (a shallow clone may lack it)";
    return failure("unreadable-input", `git knows no revision ${JSON.stringify(revision)}`, fix);
  }

  /** Merge base of the checked-out commit and the default branch. */
  mergeBase(): Outcome<string> {
    for (const branch of DEFAULT_BRANCHES) {
      const base = this.#git(["merge-base", "--end-of-options", branch, "HEAD"]);
      if (base.ok) return success(base.value.toString("utf8").trim());
    }
    const fix = "name the side to compare with, for example git:origin/main";
    return failure("unreadable-input", "git finds no default branch that shares history with HEAD", fix);
  }

  /** The default branch of this clone: a name of git's, such as `origin/HEAD`. */
  defaultBranch(): Outcome<string> {
    const branch = DEFAULT_BRANCHES.find((each) => this.commit(each).ok);
    if (branch !== undefined) return success(branch);
    return failure("unreadable-input", "git finds no default branch here", "fetch it: git fetch origin main");
  }

  /**
   * The commits of a branch by their first parents, oldest first. Fails in a shallow clone.
   *
   * @param folder only commits that change files below it, and those files. @default - all
   */
  firstParents(branch: string, folder?: string): Outcome<readonly LoggedCommit[]> {
    const whole = this.isAncestor(branch, branch);
    if (!whole.ok) return whole;
    const words = ["log", "--first-parent", "-m", "--name-only", "--no-renames", "-z", "--no-show-signature"];
    const where = folder === undefined ? [] : ["--root", "--full-history", "--", `${folder}/`];
    const [options, paths] = [where.slice(0, 2), where.slice(2)];
    const logged = this.#git([
      ...words,
      ...options,
      "--format=%x00%x00%H %ct",
      "--end-of-options",
      branch,
      ...paths,
    ]);
    return mapResult(logged, (output) =>
      output
        .toString("utf8")
        .split("\0\0")
        .flatMap((entry) => loggedCommit(entry.replace(/^\0/, "")))
        .reverse()
        .map((each, index) => (index === 0 && folder === undefined ? { ...each, files: undefined } : each)),
    );
  }

  /** Whether a commit is an ancestor of another, or the same commit. Fails in a shallow clone. */
  isAncestor(earlier: string, later: string): Outcome<boolean> {
    const shallow = this.#git(["rev-parse", "--is-shallow-repository"]);
    if (!shallow.ok) return shallow;
    if (shallow.value.toString("utf8").trim() !== "false") {
      const fix = "fetch the whole history (git fetch --unshallow; fetch-depth: 0)";
      return failure("unreadable-input", "this clone is shallow: history that is needed is missing", fix);
    }
    const base = this.#git(["merge-base", earlier, later]);
    return success(base.ok && base.value.toString("utf8").trim() === earlier);
  }

  /** The author that a commit names: name and address. The committer can write any text there. */
  authorOf(commit: string): Outcome<string> {
    const words = ["log", "-1", "--no-show-signature", "--format=%an <%ae>", "--end-of-options", commit];
    return mapResult(this.#git(words), (output) => output.toString("utf8").trim());
  }

  /** Files that differ between two commits. A rename is a removal and an addition. */
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

  /** Regular files below a folder of a commit; empty where the folder is missing. */
  filesIn(commit: string, folder: string): Outcome<SizedFile[]> {
    const words = ["ls-tree", "-r", "-l", "-z", "--full-tree", commit, "--", `${folder}/`];
    return mapResult(this.#texts(words), (listed) =>
      listed.map(sizedEntry).flatMap(({ mode, ...file }) => (REGULAR.test(mode) ? [file] : [])),
    );
  }

  /** Object ids of all files ever below a folder, in a commit or its history. */
  everIn(commit: string, folder: string): Outcome<ReadonlySet<string>> {
    // without --full-history git omits changes that one side of a merge reverted
    const words = ["log", "--full-history", "-m", "--root", "--raw", "-z", "--no-abbrev", "--no-renames"];
    return mapResult(this.#git([...words, "--format=", commit, "--", `${folder}/`]), (logged) => {
      const entries = logged.toString("latin1").matchAll(/:\d{6} \d{6} [0-9a-f]+ ([0-9a-f]+) [A-Z]/g);
      return new Set([...entries].map(([, id = ""]) => id));
    });
  }

  /** Names of the entries of a folder in a commit. @param folder `.` for the root */
  namesIn(commit: string, folder: string): Outcome<string[]> {
    return mapResult(this.#listed(commit, folder), (listed) => [...listed.keys()]);
  }

  /** Content of a file in a commit; undefined where it is missing. Fails for anything but a regular file. */
  file(commit: string, path: string): Outcome<Buffer | undefined> {
    const listed = this.#listed(commit, posix.dirname(path));
    if (!listed.ok) return listed;
    const entry = listed.value.get(posix.basename(path));
    if (entry === undefined) return success(undefined);
    if (REGULAR.test(entry.mode)) return this.#git(["cat-file", "blob", entry.id]);
    const problem = `${path} in ${commit} is not a regular file: links and folders are not followed`;
    return failure("unreadable-input", problem, "put the file itself there, in a change of its own");
  }

  /** Entries of a folder in a commit, by name. Cached, because each git call starts a process. */
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

  /** Items that git lists with -z. Fails for names that are not UTF-8: decoded, two of them could be equal. */
  #texts(words: readonly string[]): Outcome<string[]> {
    const output = this.#git(words);
    if (!output.ok) return output;
    const text = output.value.toString("utf8");
    if (Buffer.from(text, "utf8").equals(output.value))
      return success(text.split("\0").filter((item) => item !== ""));
    const problem = "a commit has a file whose name is not UTF-8";
    return failure("unreadable-input", problem, "rename the file with a name in UTF-8");
  }

  /** All regular files of a commit, with their sizes. */
  allFiles(commit: string): Outcome<SizedFile[]> {
    return mapResult(this.#texts(["ls-tree", "-r", "-l", "-z", "--full-tree", commit]), (listed) =>
      listed.map(sizedEntry).flatMap(({ mode, ...file }) => (REGULAR.test(mode) ? [file] : [])),
    );
  }

  /** Contents of files of a commit, in their order. Git applies no filter and no attribute to them. */
  contents(files: readonly SizedFile[]): Outcome<Buffer[]> {
    const ids = files.map(({ id }) => `${id}\n`).join("");
    const output = git(this.root, this.#environment, ["cat-file", "--batch"], {
      input: ids,
      // each object comes with its id, type and size in a line
      maxBuffer: files.reduce((sum, { size }) => sum + size + 200, 1024),
    });
    return output.ok ? splitObjects(output.value, files) : output;
  }
}

/** Standard input of git, and the most bytes of its output. */
interface GitLimits {
  readonly input?: string;
  readonly maxBuffer: number;
}

function git(
  folder: string,
  environment: Environment,
  words: readonly string[],
  limits: GitLimits = { maxBuffer: 256 * 1024 * 1024 },
): Outcome<Buffer> {
  try {
    const output = execFileSync("git", [...ALWAYS, ...words], {
      cwd: folder,
      env: { ...environment, GIT_OPTIONAL_LOCKS: "0", LC_ALL: "C" },
      ...limits,
      stdio: [limits.input === undefined ? "ignore" : "pipe", "pipe", "pipe"],
    });
    return success(output);
  } catch (error) {
    // a git that Ctrl-C ended says nothing about the repository; with a code, a limit ended it
    if (error instanceof Error && "signal" in error && !("code" in error))
      endAs(error.signal as NodeJS.Signals | null);
    const stderr = error instanceof Error && "stderr" in error ? String(error.stderr).trim() : "";
    const problem = `git ${words[0]} failed: ${stderr === "" ? reasonOf(error) : stderr.split("\n")[0]}`;
    return failure("unreadable-input", problem, "run inside a git repository with the revisions fetched");
  }
}
