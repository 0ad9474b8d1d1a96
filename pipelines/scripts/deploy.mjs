#!/usr/bin/env node
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/*
 * Plans the stacks of customers, gates each plan, and applies the very same file; notes in the records what was applied.
 * Customers are independent: where one fails, the others go on, and the run fails at the end.
 *
 * Environment: BASE and HEAD (commits), AUTHOR, AUTHOR_ID and PLATFORM (`github` or `azure-devops`), CUSTOMERS (ids with spaces between), STACKS (folder with a folder for
 * each customer, and the change's facts.json), NAMES (the base's cdktf.out), SNAPSHOT (a folder of keeper fetch; empty: none),
 * TERRAFORM_BINARY_NAME (@default terraform). Started in a checkout of BASE with its packages installed.
 */

const {
  BASE,
  HEAD,
  AUTHOR,
  AUTHOR_ID,
  PLATFORM,
  CUSTOMERS = "",
  STACKS = "",
  NAMES,
  SNAPSHOT = "",
} = process.env;
/** Terraform, or OpenTofu in its place, as cdktf names it. */
const TERRAFORM = process.env.TERRAFORM_BINARY_NAME || "terraform";
const KEEPER = "node_modules/.bin/keeper";
const RECORDS = join(import.meta.dirname, "records.mjs");

/** Variables of this script's own that Terraform and keeper need not see. */
const OWN = /^(?:RECORDS_|GH_TOKEN$|SYSTEM_ACCESSTOKEN$)/;
const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !OWN.test(name)));

/** Runs a program; throws where it does not end with 0. */
function run(program, words, env = environment) {
  const { status, error } = spawnSync(program, words, { stdio: "inherit", env });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${program} ${words[0]} ended with ${status}`);
}

/** What decides which providers to trust is the commit's lock, which was gated with it. */
function takeProviderLock(stack) {
  const path = `${HEAD}:.terraform.lock.hcl`;
  if (spawnSync("git", ["cat-file", "-e", path], { stdio: "ignore" }).status !== 0) return;
  writeFileSync(join(stack, ".terraform.lock.hcl"), execFileSync("git", ["show", path]));
}

const records = (...words) => run(process.execPath, [RECORDS, ...words], process.env);

function deploy(customer) {
  const stack = join(STACKS, customer);
  if (!existsSync(join(stack, "cdk.tf.json"))) throw new Error(`there is no stack of ${customer}`);
  const terraform = (...words) => run(TERRAFORM, [`-chdir=${stack}`, ...words]);
  takeProviderLock(stack);
  terraform("init", "-input=false");
  terraform("plan", "-input=false", "-lock-timeout=5m", "-out=reviewed.tfplan");
  const shown = execFileSync(TERRAFORM, [`-chdir=${stack}`, "show", "-json", "reviewed.tfplan"], {
    env: environment,
    maxBuffer: 2 ** 29,
  });
  const plan = join(stack, "plan.json");
  writeFileSync(plan, shown);
  const commits = ["--base", BASE, "--head", HEAD];
  const author = ["--author", AUTHOR, "--author-id", AUTHOR_ID, "--platform", PLATFORM];
  const sides = ["--customer", customer, "--names", NAMES];
  run(KEEPER, ["gate", plan, ...sides, ...commits, ...author, ...deviations()]);
  // an old run that is run again would give back what was taken away since
  records("check", HEAD, customer);
  terraform("apply", "-input=false", "-lock-timeout=5m", "reviewed.tfplan");
  records("finish", HEAD, customer);
  sayWhatIsDue(customer, stack);
}

/** What the gate asks of deviations. A workflow of an older version hands no facts over: then base's deviations count. */
function deviations() {
  const named = existsSync(join(STACKS, "facts.json")) ? ["--deviations", STACKS] : [];
  return SNAPSHOT === "" ? named : [...named, "--from", SNAPSHOT];
}

/** Import blocks have taken effect once they were applied: then they are of no more use. */
function sayWhatIsDue(customer, stack) {
  const { import: blocks = [] } = JSON.parse(readFileSync(join(stack, "cdk.tf.json"), "utf8"));
  if (blocks.length === 0) return;
  process.stdout.write(
    `${customer}: its import took effect, so finish it and commit estate.lock.json:\n` +
      `  ${TERRAFORM} -chdir=cdktf.out/stacks/${customer} state pull > ${customer}.json\n` +
      `  keeper adopt --finish --from ${customer}.json\n`,
  );
}

/** A step of waves.yaml counts those that failed. Without this record an apply is one that did not end, which holds up as well. */
function recordFailure(customer) {
  try {
    records("fail", HEAD, customer);
  } catch (error) {
    process.stderr.write(`that ${customer} failed is not recorded: ${error.message.replace(/#|::/g, "?")}\n`);
  }
}

const failed = [];
for (const customer of CUSTOMERS.split(" ").filter(Boolean)) {
  process.stdout.write(`\n${customer}\n`);
  try {
    deploy(customer);
  } catch (error) {
    failed.push(customer);
    process.stderr.write(`${customer} is not applied: ${error.message.replace(/#|::/g, "?")}\n`);
    recordFailure(customer);
  }
}
if (failed.length > 0) {
  process.stderr.write(
    `\nnot applied: ${failed.join(", ")}. Later applies of these customers wait: run this again.\n`,
  );
  process.exitCode = 1;
}
