#!/usr/bin/env node
import { runKeeper } from "./program.ts";
import { processTerminal } from "./terminal.ts";

process.exitCode = await runKeeper(process.argv.slice(2), {
  terminal: processTerminal(),
  folder: process.cwd(),
  environment: process.env,
  today: () => new Date().toISOString().slice(0, 10),
});
