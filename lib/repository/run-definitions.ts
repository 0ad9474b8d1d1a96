import { existsSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AccessSide } from "../access/access-side.ts";
import type { EstateFacts } from "../delegation/estate-facts.ts";
import { decodeText } from "../documents/decode-text.ts";
import { parseJson } from "../documents/json.ts";
import { refused } from "../documents/refused-document.ts";
import { failure, type Outcome } from "../values/failure.ts";
import { attemptAsync, take } from "../values/result.ts";
import { definesCustomers } from "./change-files.ts";
import type { GitRepository } from "./git.ts";
import { type RunAlone, type RunLimits, runAlone } from "./run-alone.ts";
import { readSideDocument } from "./side-document.ts";

/** Limits for the definitions of a revision: two minutes, and what fits into one string. */
const LIMITS: RunLimits = { milliseconds: 120_000, bytes: 500 * 1024 * 1024 };

/**
 * Computes the access that the definitions of a git revision request. They run in a temporary folder, in a child process
 * without environment variables, so without credentials and tokens.
 *
 * Definitions are programs. They can print any access instead of what they define. They can read and write whatever the
 * user can, including the linked `node_modules` of the work tree. The result is the revision's own claim, not evidence;
 * therefore the gate never runs definitions.
 *
 * @param root the estate's root in the work tree; its installed packages are linked into the export
 * @param keeper the command that starts this version of keeper
 * @param limits time and output of the child process
 */
export function runDefinitions(
  repository: GitRepository,
  commit: string,
  root: string,
  keeper: readonly string[],
  limits: RunLimits = LIMITS,
): Promise<Outcome<RevisionSide>> {
  return attemptAsync(async function* () {
    const folder = mkdtempSync(join(tmpdir(), "keeper-revision-"));
    try {
      yield* take(repository.exportTo(commit, folder));
      const estate = join(folder, repository.pathOf(root, ""));
      if (!existsSync(estate)) yield* take(notRun(commit, "the estate's folder is missing in it"));
      const packages = join(root, "node_modules");
      if (existsSync(packages)) symlinkSync(packages, join(estate, "node_modules"), "dir");
      const run = await runAlone([...keeper, "definitions"], estate, limits);
      const why = whyNot(run, limits);
      if (why !== undefined) yield* take(notRun(commit, why));
      const printed = `what the definitions of commit ${commit.slice(0, 12)} printed`;
      const found = yield* take(readPrinted(run.out, printed));
      // a side without customers would compare as "nothing changed"
      if (found.side.customers.length === 0 && (yield* take(definesCustomers({ repository, root }, commit))))
        yield* take(
          notRun(commit, "its definitions printed no customer, but it has files that define customers"),
        );
      return found;
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
}

interface RevisionSide {
  readonly side: AccessSide;
  readonly facts: EstateFacts;
}

function readPrinted(bytes: Buffer, name: string): Outcome<RevisionSide> {
  const text = decodeText(bytes, "side-document");
  const document = text.ok ? parseJson(text.value) : text;
  if (!document.ok) return refused(name, "definitions", document.error);
  const read = readSideDocument(document.value);
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

function notRun(commit: string, why: string): Outcome<never> {
  const fix = "check that revision out and run keeper check there";
  return failure("unreadable-input", `commit ${commit.slice(0, 12)} cannot be compared: ${why}`, fix);
}
