import { spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { createInterface } from "node:readline";

/** Variables that no program but the pipeline's own scripts needs to see. */
const OWN = /^(?:RECORDS_|GH_TOKEN$|SYSTEM_ACCESSTOKEN$)/;
const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !OWN.test(name)));

/**
 * Runs a program, and gives its exit code.
 *
 * @param label stands before each line of its output, so that programs at the same time can be told apart; empty: none
 * @param file where its standard output goes in place of the log
 * @param variables of the environment, beside those of this process
 */
export function run(program, words, { label = "", file, variables = {} } = {}) {
  const log = label === "" ? "inherit" : "pipe";
  const output = file === undefined ? log : openSync(file, "w");
  const env = { ...environment, ...variables };
  const child = spawn(program, words, { env, stdio: ["ignore", output, log] });
  if (file !== undefined) closeSync(output);
  for (const stream of [child.stdout, child.stderr].filter((each) => each !== null))
    createInterface({ input: stream }).on("line", (line) => process.stdout.write(`${label} | ${line}\n`));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => resolve(code ?? signal));
  });
}

/** Runs a program; throws where it does not end with 0. */
export async function runWell(program, words, options) {
  const code = await run(program, words, options);
  if (code !== 0)
    throw new Error(`${program} ${words.find((word) => !word.startsWith("-"))} ended with ${code}`);
}
