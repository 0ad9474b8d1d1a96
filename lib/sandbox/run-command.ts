import { spawn } from "node:child_process";
import { constants } from "node:os";
import type { Environment } from "./environment.ts";

/** How a command ended: its exit code, 128 + the signal's number where a signal ended it; or why it could not start. */
export type CommandEnd =
  | { readonly kind: "ended"; readonly code: number }
  | { readonly kind: "notStarted"; readonly problem: string };

/**
 * Runs a command with this environment on top of the given one, its input and output being this process's own, and
 * waits for it. Signals that ask this process to end are left to the command, which then decides when to end.
 */
export function runCommand(
  words: readonly [string, ...string[]],
  folder: string,
  inherited: Environment,
  environment: Environment,
): Promise<CommandEnd> {
  const [command, ...rest] = words;
  const child = spawn(command, rest, {
    cwd: folder,
    env: { ...inherited, ...environment },
    stdio: "inherit",
  });
  // Ctrl-C reaches the command by itself, through the terminal; other requests to end are passed on
  const ignore = () => {};
  const pass = (signal: NodeJS.Signals) => child.kill(signal);
  process.on("SIGINT", ignore);
  process.on("SIGTERM", pass);
  process.on("SIGHUP", pass);
  return new Promise<CommandEnd>((resolve) => {
    child.on("error", (error) => resolve({ kind: "notStarted", problem: error.message }));
    child.on("exit", (code, signal) => resolve({ kind: "ended", code: code ?? codeOf(signal) }));
  }).finally(() => {
    process.off("SIGINT", ignore);
    process.off("SIGTERM", pass);
    process.off("SIGHUP", pass);
  });
}

function codeOf(signal: NodeJS.Signals | null): number {
  return signal === null ? 1 : 128 + constants.signals[signal];
}
