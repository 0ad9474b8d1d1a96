import type { Failure } from "../estate/failure.ts";
import { locator } from "../estate/locate.ts";
import { forTerminal } from "../report/escape.ts";
import { findingJson } from "../report/finding-json.ts";
import { findingsSummary, findingsText } from "../report/finding-text.ts";
import type { CheckResult } from "../rules/check.ts";
import type { ExitCode } from "./surroundings.ts";
import type { Terminal } from "./terminal.ts";

/** Says why a command could not run, and gives its exit code. */
export function printFailure({ kind, problem, fix }: Failure, json: boolean, terminal: Terminal): ExitCode {
  if (json) printJson({ failure: { kind, problem, fix } }, terminal);
  else terminal.err(`keeper could not run: ${forTerminal(problem)}\n  fix: ${forTerminal(fix)}\n`);
  return 2;
}

/** Prints every finding and their count; results go elsewhere, so both go to the error stream. */
export function printFindings({ findings, left }: CheckResult, root: string, terminal: Terminal): void {
  const line = locator(root);
  if (findings.length > 0) terminal.err(findingsText(findings, ({ at }) => line(at)));
  terminal.err(`${findingsSummary(findings)}\n`);
  if (left.length > 0) {
    terminal.err(
      `not asked, because they need the whole estate: ${left.join(", ")} (keeper check asks them)\n`,
    );
  }
}

/** The findings as `--json` has them. */
export function findingsJson({ findings, left }: CheckResult, root: string): object {
  const line = locator(root);
  return { findings: findings.map((finding) => findingJson(finding, ({ at }) => line(at))), notAsked: left };
}

/** Prints a result for programs. */
export function printJson(value: object, terminal: Terminal): void {
  terminal.out(`${JSON.stringify(value, undefined, 2)}\n`);
}
