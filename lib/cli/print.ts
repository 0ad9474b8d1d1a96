import { resolve } from "node:path";
import { writeFileAtomically } from "../estate/write-file.ts";
import { jsonText } from "../report/json-text.ts";
import { streamLines } from "../report/review/wrap.ts";
import { type Failure, failure, type Outcome, reasonOf } from "../values/failure.ts";
import { attemptAsync, success } from "../values/result.ts";
import type { CommandContext } from "./command-context.ts";
import type { Terminal } from "./terminal.ts";

/**
 * Runs the steps of a command and returns its exit code. Where a step fails, prints why and returns 2.
 *
 * @param json whether a failure is printed as JSON
 */
export async function runVerb<C extends number>(
  terminal: Terminal,
  json: boolean,
  steps: () => AsyncGenerator<Failure, C, unknown>,
): Promise<C | 2> {
  const end = await attemptAsync(steps);
  if (end.ok) return end.value;
  const { kind, problem, fix } = end.error;
  if (json) printJson({ failure: { kind, problem, fix } }, terminal);
  else terminal.err(failureText(problem, fix, terminal.errorColumns));
  return 2;
}

function failureText(problem: string, fix: string, columns: number | undefined): string {
  return [`keeper could not run: ${problem}`, `  fix: ${fix}`]
    .flatMap((line) => streamLines(line, columns))
    .map((line) => `${line}\n`)
    .join("");
}

/** Prints lines to the error stream, wrapped where that is a terminal. */
export function printLines(text: string, terminal: Terminal): void {
  const lines = text.split("\n").flatMap((line) => streamLines(line, terminal.errorColumns));
  terminal.err(lines.join("\n"));
}

/** Prints a result for programs. */
export function printJson(value: object, terminal: Terminal): void {
  terminal.out(jsonText(value));
}

/**
 * Prints a report, or writes it into a file, whole or not at all.
 *
 * @param report the text, or its pieces
 * @param file relative to the working folder. @default - standard output
 */
export function printOrWrite(
  report: string | Iterable<string>,
  file: string | undefined,
  { terminal, folder }: CommandContext,
): Outcome<undefined> {
  const pieces = typeof report === "string" ? [report] : report;
  if (file === undefined) {
    for (const piece of pieces) terminal.out(piece);
    return success(undefined);
  }
  try {
    writeFileAtomically(resolve(folder, file), pieces);
    return success(undefined);
  } catch (error) {
    const problem = `${file} cannot be written: ${reasonOf(error)}`;
    const fix = "name a file in an existing, writable folder";
    return failure("output-not-writable", problem, fix);
  }
}
