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

/** What the definitions of a revision may take: two minutes, and what fits into a text. */
const LIMITS: RunLimits = { milliseconds: 120_000, bytes: 500 * 1024 * 1024 };

/**
 * The access that the definitions of a git revision ask for. They are exported to a temporary folder and run there in a
 * child process without any environment variable: no credential, no token, nothing of this shell.
 *
 * They are programs all the same. They can print any access in place of what they define, read what the user can read
 * and write wherever the user can, the linked `node_modules` of the work tree included: what is returned is what that
 * revision says of itself, and no evidence. That is why the gate never runs definitions.
 *
 * @param root the estate's root in the work tree, whose installed packages the definitions find
 * @param keeper the command that starts this keeper
 * @param limits what they may take
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
      if (!existsSync(estate)) yield* take(notRun(commit, "it has no such folder as the estate's"));
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
          notRun(commit, "its definitions printed no customer, though it has files that define some"),
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

/** Why a run has no result; undefined where it has one. */
function whyNot({ end, err }: RunAlone, { milliseconds, bytes }: RunLimits): string | undefined {
  if (end.kind === "late") return `its definitions took more than ${milliseconds / 1000} s`;
  if (end.kind === "too-much") return `its definitions printed more than ${bytes} bytes`;
  if (end.kind === "not-started") return `its definitions could not be run: ${end.why}`;
  if (end.status === 0) return undefined;
  // keeper says in one line why, and in the next what to do about its own run
  const said = err.split("\n").find((line) => line.startsWith(SAID));
  if (said !== undefined) return said.slice(SAID.length, SAID.length + 500);
  const line = err.trim().split("\n")[0] || `they ended with ${end.status ?? "a signal"}`;
  return `its definitions could not be run: ${line.slice(0, 500)}`;
}

/** How keeper begins to say why it could not run. */
const SAID = "keeper could not run: ";

function notRun(commit: string, why: string): Outcome<never> {
  const fix = "check that revision out and run keeper check there";
  return failure("unreadable-input", `commit ${commit.slice(0, 12)} is no side: ${why}`, fix);
}
