#!/usr/bin/env node
import { ModulesEnded } from "../estate/module-host.ts";
import { linesForTerminal } from "../report/escape.ts";
import { confineModules } from "../workflows/confined-modules.ts";
import { runKeeper } from "./program.ts";
import { processTerminal } from "./terminal.ts";

/** Verbs of the processes in which definitions run. */
const RUNS_DEFINITIONS: ReadonlySet<string> = new Set(["definitions", "modules"]);

const terminal = processTerminal();
let done = false;

// a definition is code: one that ends the process, or never lets it go on, must not look like a run without findings
process.on("exit", () => {
  if (!done)
    terminal.err(
      "keeper could not run: the process ended too early. Check for a definition that ends the process or waits for ever.\n",
    );
  // nor must a result that was not printed, whatever it was
  if (!done || terminal.hasFailed) process.exitCode = 2;
});
process.on("uncaughtException", stop);

try {
  process.exitCode = await run(process.argv.slice(2), [
    process.execPath,
    ...process.execArgv,
    process.argv[1] ?? "",
  ]);
} catch (error) {
  stop(error);
}
done = true;

/** Runs a command line. Definitions run in a process of their own, whatever the verb. */
async function run(words: readonly string[], keeper: readonly [string, ...string[]]): Promise<number> {
  // these two are that process
  if (!RUNS_DEFINITIONS.has(words[0] ?? "")) confineModules(keeper);
  return runKeeper(words, {
    terminal,
    folder: process.cwd(),
    environment: process.env,
    keeper,
    today: () => new Date().toISOString().slice(0, 10),
    platform: process.platform,
    interrupted: () =>
      new Promise<void>((end) => {
        for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, () => end());
      }),
  });
}

/**
 * Reports a defect of keeper or of a definition, and exits with 2. Expected failures are values and do not arrive here.
 */
function stop(error: unknown): never {
  if (error instanceof ModulesEnded) {
    if (!error.isExplained) terminal.err(`keeper could not run: ${error.message}\n`);
    done = true;
    process.exit(2);
  }
  const text = `${error instanceof Error ? error.stack : error}`;
  terminal.err(`keeper could not run because of a defect:\n${linesForTerminal(text)}\n`);
  done = true;
  process.exit(2);
}
