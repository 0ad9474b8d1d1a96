import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { recordsNow } from "./apply-records.mjs";
import { mirrorProviders } from "./provider-mirror.mjs";
import { mayApply } from "./record-rules.mjs";
import { run, runWell } from "./run-program.mjs";

/*
 * The deployment of one customer: its stack is planned, the gate decides on that plan, and the same file is applied.
 */

const { BASE, HEAD, AUTHOR, AUTHOR_ID, PLATFORM, NAMES, SNAPSHOT = "" } = process.env;
/** Terraform, or OpenTofu in its place, as cdktf names it. */
const TERRAFORM = process.env.TERRAFORM_BINARY_NAME || "terraform";
const KEEPER = "node_modules/.bin/keeper";

/** Why a customer is not applied where another run may have started a later commit since. */
export const OUT_OF_DATE = "a later commit was started there: this run is out of date";

/** Exit codes of `plan -detailed-exitcode`. */
const [EMPTY, NOT_EMPTY] = [0, 2];

/**
 * Prepares a runner for several customers, and gives the variables that Terraform gets for each of them.
 *
 * @param folder of the fleet
 */
export function prepareRunner(folder, customers) {
  const stacks = customers.map((customer) => join(folder, "stacks", customer)).filter(hasStack);
  for (const stack of stacks) takeProviderLock(stack);
  return mirrorProviders(TERRAFORM, stacks);
}

/**
 * Deploys a customer. Throws where it is not applied, with the reason.
 *
 * @param folder of the fleet: its stacks, and the change's facts.json
 * @param label stands before each line of the log; empty: none
 * @param variables that {@link prepareRunner} gave
 * @param inTurn runs one thing after the other: initialization of stacks at the same time would share what it downloads
 * @param hasSecondPlan whether there is a plan after the apply
 * @returns what the records say of it: `{ secondPlan: "empty" }` where that plan was
 */
export async function deployCustomer(customer, { folder, label, variables, inTurn, hasSecondPlan }) {
  const stack = join(folder, "stacks", customer);
  if (!hasStack(stack)) throw new Error(`there is no stack of ${customer}`);
  const terraform = (...words) => runWell(TERRAFORM, [`-chdir=${stack}`, ...words], { label, variables });
  await inTurn(() => terraform("init", "-input=false"));
  await terraform("plan", "-input=false", "-lock-timeout=5m", "-out=reviewed.tfplan");
  await gate(customer, stack, folder, label);
  // an old run that is run again would give back what was taken away since
  if (!mayApply(recordsNow([customer]), HEAD, customer)) throw new Error(OUT_OF_DATE);
  await terraform("apply", "-input=false", "-lock-timeout=5m", "reviewed.tfplan");
  const secondPlan = hasSecondPlan && (await planAgain(customer, stack, { label, variables }));
  sayWhatIsDue(customer, stack);
  // it is as large as the provider, and a job may have many customers
  rmSync(join(stack, ".terraform"), { recursive: true, force: true });
  return secondPlan === EMPTY ? { secondPlan: "empty" } : {};
}

const hasStack = (stack) => existsSync(join(stack, "cdk.tf.json"));

/** What decides which providers to trust is the commit's lock, which was gated with it. */
function takeProviderLock(stack) {
  const path = `${HEAD}:.terraform.lock.hcl`;
  if (spawnSync("git", ["cat-file", "-e", path], { stdio: "ignore" }).status !== 0) return;
  writeFileSync(join(stack, ".terraform.lock.hcl"), execFileSync("git", ["show", path]));
}

async function gate(customer, stack, folder, label) {
  const plan = join(stack, "plan.json");
  await runWell(TERRAFORM, [`-chdir=${stack}`, "show", "-json", "reviewed.tfplan"], { label, file: plan });
  const commits = ["--base", BASE, "--head", HEAD];
  const author = ["--author", AUTHOR, "--author-id", AUTHOR_ID, "--platform", PLATFORM];
  const sides = ["--customer", customer, "--names", NAMES, "--deviations", folder];
  const snapshot = SNAPSHOT === "" ? [] : ["--from", SNAPSHOT];
  await runWell(KEEPER, ["gate", plan, ...sides, ...commits, ...author, ...snapshot], { label });
}

/** Plans after the apply, and says where that shows more to do. The customer is applied, whatever it shows. */
async function planAgain(customer, stack, options) {
  const words = [`-chdir=${stack}`, "plan", "-input=false", "-lock-timeout=5m", "-detailed-exitcode"];
  const code = await run(TERRAFORM, words, options);
  if (code !== EMPTY)
    process.stdout.write(
      `${customer} is applied, and the plan after it ${code === NOT_EMPTY ? "is not empty" : "failed"}\n`,
    );
  return code;
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
