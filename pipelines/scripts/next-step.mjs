#!/usr/bin/env node
import { execFileSync, spawnSync } from "node:child_process";
import { copyFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/*
 * Lists the customers that are deployed now, in a folder for the jobs that follow: fleet.json, a stack for each of them, and
 * the change's facts.json.
 *
 *   next-step.mjs <base's output> <change's output> <folder>
 *
 * Where the deployed commit has waves.yaml, these are the customers of the step whose turn it is. Prints one line: why the step
 * has to wait, and then nothing is written; empty where customers are listed.
 *
 * Environment: HEAD (the deployed commit), APPROVED and EMERGENCY (`true`, in any case: a person said that the step may begin;
 * all customers at once), SNAPSHOT (a folder of keeper fetch; empty: none). Started in a checkout of the accepted commit with its
 * packages installed, in a clone that has fetched the records.
 */

const KEEPER = "node_modules/.bin/keeper";
const WAVES = /^waves\.ya?ml$/i;

const { HEAD = "", SNAPSHOT = "" } = process.env;
const isSaid = (name) => /^true$/i.test(process.env[name] ?? "");

const git = (words) => execFileSync("git", words, { maxBuffer: 2 ** 28 });

/**
 * Puts the file of waves of the deployed commit in place of the accepted one: a commit that renames a tag renames it in both.
 * The file is data. A misnamed one is taken too, so that keeper refuses it.
 *
 * @returns whether there is one
 */
function takeWaves() {
  for (const name of readdirSync(".").filter((each) => WAVES.test(each))) rmSync(name, { recursive: true });
  const listed = git(["ls-tree", "-z", HEAD]).toString().split("\0").filter(Boolean);
  const entries = listed.map((line) => ({
    mode: line.slice(0, line.indexOf(" ")),
    name: line.slice(line.indexOf("\t") + 1),
  }));
  const found = entries.filter(({ name }) => WAVES.test(name));
  for (const { mode, name } of found) {
    if (!mode.startsWith("100")) throw new Error(`${name} of ${HEAD} is not a regular file`);
    writeFileSync(name, git(["cat-file", "blob", `${HEAD}:${name}`]));
  }
  return found.length > 0;
}

function stepOptions() {
  if (isSaid("EMERGENCY")) return ["--emergency"];
  const approved = isSaid("APPROVED") ? ["--approved"] : [];
  return ["--wave", "next", "--head", HEAD, ...approved, ...(SNAPSHOT === "" ? [] : ["--from", SNAPSHOT])];
}

const [base = "", change = "", folder = ""] = process.argv.slice(2);
const words = ["fleet", "--base", base, "--change", change, "--output", folder];
const { status, stderr, error } = spawnSync(KEEPER, [...words, ...(takeWaves() ? stepOptions() : [])], {
  encoding: "utf8",
  // the summary goes to the log: standard output is for the line that the pipeline reads
  stdio: ["ignore", 2, "pipe"],
});
if (error !== undefined) throw error;
process.stderr.write(stderr);
// nothing in the line may be a command to the pipeline
const said = stderr.replace(/[^\x20-\x7e]+/g, " ").replace(/#|::/g, "?");
if (status === 0) copyFileSync(join(change, "facts.json"), join(folder, "facts.json"));
if (status === 1) process.stdout.write(`${said.trim()}\n`);
else process.exitCode = status;
