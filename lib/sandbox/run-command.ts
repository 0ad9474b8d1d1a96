import { constants } from "node:os";
import spawn from "cross-spawn";
import { type Environment, insideSandbox } from "./environment.ts";

/**
 * End of a command: its exit code, or why it did not start. The code is 128 + signal number where a signal ended it.
 */
export type CommandEnd =
  | { readonly kind: "ended"; readonly code: number }
  | { readonly kind: "notStarted"; readonly problem: string };

/**
 * Runs a command and waits for it. It shares this process's input and output. `environment` overrides `inherited`,
 * of which no variable of azurerm stays. On Windows it may be a script, such as npx.
 * Signals to end this process go to the command, which decides when to end.
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
    env: { ...insideSandbox(inherited, environment) },
    stdio: "inherit",
  });
  // the terminal sends Ctrl-C to the command itself; other signals are forwarded
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
