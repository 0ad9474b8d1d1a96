import { forTerminal } from "../report/escape.ts";
import { findingJson } from "../report/finding-json.ts";
import { findingsSummary, findingsText, type Locate } from "../report/finding-text.ts";
import { jsonText } from "../report/json-text.ts";
import type { CheckResult } from "../rules/check.ts";
import type { Failure } from "../values/failure.ts";
import type { ExitCode } from "./command-context.ts";
import type { Terminal } from "./terminal.ts";

/** Says why a command could not run, and gives its exit code. */
export function printFailure({ kind, problem, fix }: Failure, json: boolean, terminal: Terminal): ExitCode {
  if (json) printJson({ failure: { kind, problem, fix } }, terminal);
  else terminal.err(`keeper could not run: ${forTerminal(problem)}\n  fix: ${forTerminal(fix)}\n`);
  return 2;
}

/** Prints every finding and their count, nothing where there is nothing; both to the error stream, away from results. */
export async function printFindings(
  { findings, skippedRules }: CheckResult,
  root: string,
  terminal: Pick<Terminal, "err">,
): Promise<void> {
  if (findings.length > 0) {
    terminal.err(findingsText(findings, await lineOf(root)));
    terminal.err(`${findingsSummary(findings)}\n`);
  }
  if (skippedRules.length > 0) {
    terminal.err(
      `not asked, because they need the whole estate: ${skippedRules.join(", ")} (keeper check asks them)\n`,
    );
  }
}

/** The findings as `--json` has them. */
export async function findingsJson({ findings, skippedRules }: CheckResult, root: string): Promise<object> {
  const locate = findings.length > 0 ? await lineOf(root) : () => undefined;
  return { findings: findings.map((finding) => findingJson(finding, locate)), notAsked: skippedRules };
}

/** Loaded only where there is something to locate: it brings a TypeScript parser along. */
async function lineOf(root: string): Promise<Locate> {
  const { locator } = await import("../estate/locate.ts");
  const line = locator(root);
  return ({ at }) => line(at);
}

/** Prints a result for programs. */
export function printJson(value: object, terminal: Terminal): void {
  terminal.out(jsonText(value));
}
