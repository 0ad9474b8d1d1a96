#!/usr/bin/env node
import { runKeeper } from "./program.ts";
import { processTerminal } from "./terminal.ts";

const terminal = processTerminal();
try {
  process.exitCode = await runKeeper(process.argv.slice(2), {
    terminal,
    folder: process.cwd(),
    environment: process.env,
    today: () => new Date().toISOString().slice(0, 10),
  });
} catch (error) {
  // expected failures are values: whatever arrives here is a defect, and must not look like findings
  terminal.err(
    `keeper could not run, by a defect of its own:\n${error instanceof Error ? error.stack : error}\n`,
  );
  process.exitCode = 2;
}
