import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AccessSide } from "../delegation/access-side.ts";
import type { EstateFacts } from "../delegation/estate-facts.ts";
import { parseJson } from "../readers/json.ts";
import { readSideDocument } from "../readers/side-document.ts";
import { failure, type Result, success } from "./failure.ts";
import type { GitRepository } from "./git.ts";
import { refused } from "./refused-document.ts";

/** How long the definitions of a revision may take, in milliseconds. */
const TIME_LIMIT = 120_000;

/**
 * The access that the definitions of a git revision ask for. They are exported to a temporary folder and run there in a
 * child process without any environment variable: no credential, no token, nothing of this shell.
 *
 * @param root the estate's root in the work tree, whose installed packages the definitions find
 * @param keeper the command that starts this keeper
 */
export function runDefinitions(
  repository: GitRepository,
  commit: string,
  root: string,
  keeper: readonly string[],
): Result<{ readonly side: AccessSide; readonly facts: EstateFacts }> {
  const folder = mkdtempSync(join(tmpdir(), "keeper-revision-"));
  try {
    const exported = repository.exportTo(commit, folder);
    if (!exported.ok) return exported;
    const estate = join(folder, repository.pathOf(root, ""));
    const packages = join(root, "node_modules");
    if (existsSync(packages) && existsSync(estate))
      symlinkSync(packages, join(estate, "node_modules"), "dir");
    const [program = "", ...words] = keeper;
    const run = spawnSync(program, [...words, "definitions"], {
      cwd: estate,
      env: {},
      timeout: TIME_LIMIT,
      killSignal: "SIGKILL",
      encoding: "utf8",
      maxBuffer: 1024 * 1024 * 1024,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const name = `the definitions of ${commit.slice(0, 12)}`;
    if (run.status !== 0) return notRun(name, run.error, run.stderr);
    const document = parseJson(run.stdout);
    if (!document.ok) return refused(`what ${name} printed`, document.problems);
    const read = readSideDocument(document.value);
    return read.ok ? success(read.value) : refused(`what ${name} printed`, read.problems);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function notRun<T>(name: string, error: Error | undefined, said: string | null): Result<T> {
  const late = error !== undefined && "code" in error && error.code === "ETIMEDOUT";
  // keeper says in one line why, and in the next what to do about its own run
  const [line = ""] = (said ?? "")
    .trim()
    .replace(/^keeper could not run: /, "")
    .split("\n");
  const why = late ? `they took more than ${TIME_LIMIT / 1000} s` : line.slice(0, 500);
  const fix = "check that revision out and run keeper check there";
  return failure("unreadable-input", `${name} could not be run: ${why || (error?.message ?? "")}`, fix);
}
