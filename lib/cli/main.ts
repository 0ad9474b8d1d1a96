#!/usr/bin/env node
import { runKeeper } from "./program.ts";
import { processTerminal } from "./terminal.ts";

const terminal = processTerminal();
let done = false;

// a definition is code: one that ends or blocks the process must not look like a run without findings
process.on("exit", () => {
  if (!done)
    terminal.err(
      "keeper could not run: the process ended too early. Check for a definition that ends the process or waits for ever.\n",
    );
  // nor must a result that could not be printed
  if (!done || terminal.hasFailed) process.exitCode = 2;
});
process.on("uncaughtException", stop);

try {
  process.exitCode = await runKeeper(process.argv.slice(2), {
    terminal,
    folder: process.cwd(),
    environment: process.env,
    keeper: [process.execPath, ...process.execArgv, process.argv[1] ?? ""],
    today: () => new Date().toISOString().slice(0, 10),
    interrupted: () =>
      new Promise<void>((end) => {
        for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, () => end());
      }),
  });
} catch (error) {
  stop(error);
}
done = true;

/** Expected failures are values: an exception here is a defect of keeper or of a definition, and no finding. */
function stop(error: unknown): never {
  terminal.err(
    `keeper could not run because of a defect:\n${error instanceof Error ? error.stack : error}\n`,
  );
  done = true;
  process.exit(2);
}
