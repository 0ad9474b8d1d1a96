import { existsSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import type { AccessSide } from "../access/access-side.ts";
import type { EstateFacts } from "../delegation/estate-facts.ts";
import { decodeText } from "../documents/decode-text.ts";
import { parseJson } from "../documents/json.ts";
import type { Read } from "../documents/problem.ts";
import { refused } from "../documents/refused-document.ts";
import { listDefinitionFiles } from "../estate/definition-files.ts";
import { privateFolder } from "../estate/private-folder.ts";
import { failure, type Outcome, reasonOf } from "../values/failure.ts";
import { attemptAsync, success, take } from "../values/result.ts";
import { definesCustomers } from "./change-files.ts";
import { confined, workTreeFolders } from "./confinement.ts";
import { exportCommit } from "./export-commit.ts";
import type { GitRepository } from "./git.ts";
import { type RunAlone, type RunLimits, runAlone } from "./run-alone.ts";
import { readSideDocument } from "./side-document.ts";
import { type PrintedStacks, readStacksDocument } from "./stacks-document.ts";

/** Limits for the definitions of a revision: two minutes, and what fits into one string. */
const LIMITS: RunLimits = { milliseconds: 120_000, bytes: 500 * 1024 * 1024 };

/** What runs definitions in a process of their own. */
export interface DefinitionsRun {
  /** The command that starts this version of keeper. */
  readonly keeper: readonly string[];
  /** Time and output of the child process. @default - {@link LIMITS} */
  readonly limits?: RunLimits;
}

/** What definitions are run for. */
interface Asked<T> {
  /** Words after `keeper definitions`. */
  readonly words: readonly string[];
  readonly read: (document: unknown) => Read<T>;
  readonly isWithoutCustomers: (found: T) => boolean;
}

const ACCESS: Asked<PrintedSide> = {
  words: [],
  read: readSideDocument,
  isWithoutCustomers: ({ side }) => side.customers.length === 0,
};

const STACKS: Asked<PrintedStacks> = {
  words: ["--stacks"],
  read: readStacksDocument,
  isWithoutCustomers: ({ stacks }) => Object.keys(stacks).length === 0,
};

/**
 * Computes the access that the definitions of a git revision request. The commit is written into a private folder by
 * {@link exportCommit}. The definitions run there as {@link runConfined} says.
 *
 * Definitions are programs. They can print any access instead of what they define. The result is the revision's own
 * claim, not evidence; therefore the gate never runs definitions.
 *
 * @param root the estate's root in the work tree; its installed packages are linked into the export
 */
export function runRevision(
  repository: GitRepository,
  commit: string,
  root: string,
  run: DefinitionsRun,
): Promise<Outcome<PrintedSide>> {
  return runCommit(repository, commit, root, run, ACCESS);
}

/** Computes the stacks that the definitions of a git revision give, see {@link runRevision}. */
export function runRevisionStacks(
  repository: GitRepository,
  commit: string,
  root: string,
  run: DefinitionsRun,
): Promise<Outcome<PrintedStacks>> {
  return runCommit(repository, commit, root, run, STACKS);
}

function runCommit<T>(
  repository: GitRepository,
  commit: string,
  root: string,
  run: DefinitionsRun,
  asked: Asked<T>,
): Promise<Outcome<T>> {
  return attemptAsync(async function* () {
    const folder = yield* take(privateFolder("revision"));
    try {
      yield* take(exportCommit(repository, commit, folder.path));
      const called = `commit ${commit.slice(0, 12)}`;
      const inside = repository.pathOf(root, ".");
      const estate = join(folder.path, inside);
      if (!existsSync(estate)) return yield* take(notRun(called, "the estate's folder is missing in it"));
      const packages = yield* take(linkPackages(called, repository.root, folder.path, inside));
      const found = yield* take(
        await runConfined(called, { estate, read: [folder.path, ...packages] }, run, asked),
      );
      // a side without customers would compare as "nothing changed"
      if (asked.isWithoutCustomers(found) && (yield* take(definesCustomers({ repository, root }, commit))))
        return yield* take(notRun(called, NO_CUSTOMER));
      return found;
    } finally {
      folder.remove();
    }
  });
}

/** Computes the access that the definitions of the work tree request, as {@link runConfined} says. */
export function runWorkTree(root: string, run: DefinitionsRun): Promise<Outcome<PrintedSide>> {
  const read = workTreeFolders(root);
  return attemptAsync(async function* () {
    const found = yield* take(await runConfined("this checkout", { estate: root, read }, run, ACCESS));
    if (ACCESS.isWithoutCustomers(found) && listDefinitionFiles(root, "customers").length > 0)
      return yield* take(notRun("this checkout", NO_CUSTOMER));
    return found;
  });
}

const NO_CUSTOMER = "its definitions printed no customer, but it has files that define customers";

/** Where definitions run, and the folders that they may read beside keeper's own. */
interface Confinement {
  readonly estate: string;
  readonly read: readonly string[];
}

/**
 * Runs the definitions of an estate in a child process without environment variables. It thus has no credentials and
 * tokens. Where Node has the permission model, the process reads the estate and its packages only. It then writes
 * nothing, and starts no process.
 */
function runConfined<T>(
  called: string,
  { estate, read }: Confinement,
  { keeper, limits = LIMITS }: DefinitionsRun,
  asked: Asked<T>,
): Promise<Outcome<T>> {
  return attemptAsync(async function* () {
    const run = await runAlone([...confined(keeper, read), "definitions", ...asked.words], estate, limits);
    const why = whyNot(run, limits);
    if (why !== undefined) yield* take(notRun(called, why));
    return yield* take(readPrinted(run.out, `what the definitions of ${called} printed`, asked));
  });
}

/**
 * Links the installed packages of the work tree into an export. These are packages of the estate, and of the folders
 * above it up to the repository's root. Returns the folders that were linked.
 */
function linkPackages(
  called: string,
  repositoryRoot: string,
  exported: string,
  inside: string,
): Outcome<string[]> {
  const parts = inside.split("/").filter((part) => part !== "." && part !== "");
  const folders = [[], ...parts.map((_, index) => parts.slice(0, index + 1))];
  const linked: string[] = [];
  try {
    for (const folder of folders) {
      const packages = join(repositoryRoot, ...folder, "node_modules");
      if (!existsSync(packages)) continue;
      // Windows links folders as junctions without a right of its own; other systems have no such kind
      symlinkSync(packages, join(exported, ...folder, "node_modules"), "junction");
      linked.push(packages);
    }
    return success(linked);
  } catch (error) {
    return notRun(called, `the installed packages cannot be linked: ${reasonOf(error)}`);
  }
}

/** Access that definitions requested, with the facts that they gave. */
export interface PrintedSide {
  readonly side: AccessSide;
  readonly facts: EstateFacts;
}

function readPrinted<T>(bytes: Buffer, name: string, asked: Asked<T>): Outcome<T> {
  const text = decodeText(bytes, "side-document");
  const document = text.ok ? parseJson(text.value) : text;
  if (!document.ok) return refused(name, "definitions", document.error);
  const read = asked.read(document.value);
  return read.ok ? read : refused(name, "definitions", read.error);
}

/** Reason why a run has no result; undefined where it has one. */
function whyNot({ end, err }: RunAlone, { milliseconds, bytes }: RunLimits): string | undefined {
  if (end.kind === "late") return `its definitions took more than ${milliseconds / 1000} s`;
  if (end.kind === "too-much") return `its definitions printed more than ${bytes} bytes`;
  if (end.kind === "not-started") return `its definitions could not be run: ${end.why}`;
  if (end.status === 0) return undefined;
  // keeper prints the reason in one line; the next line has a fix, which does not apply here
  const reason = err.split("\n").find((line) => line.startsWith(REASON));
  if (reason !== undefined) return reason.slice(REASON.length, REASON.length + 500);
  const line = err.trim().split("\n")[0] || `they ended with ${end.status ?? "a signal"}`;
  return `its definitions could not be run: ${line.slice(0, 500)}`;
}

/** Beginning of the line in which keeper prints why it could not run. */
const REASON = "keeper could not run: ";

function notRun(called: string, why: string): Outcome<never> {
  const fix =
    called === "this checkout" ? "run keeper check" : "check that revision out and run keeper check there";
  return failure("unreadable-input", `${called} cannot be compared: ${why}`, fix);
}
