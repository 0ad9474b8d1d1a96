#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { recordsNow } from "./apply-records.mjs";
import { deployCustomer, OUT_OF_DATE, prepareRunner } from "./deploy-customer.mjs";
import { RecordQueue } from "./record-queue.mjs";
import { mayApply, mayBegin } from "./record-rules.mjs";

/*
 * Deploys the customers of one job, some at the same time, and notes in the records what was applied. Customers are independent:
 * where one fails, the others go on, and the run fails at its end. Only a step of waves.yaml of which more have failed than it
 * tolerates, in whichever job, stops: the customers that have not begun are left to the next run.
 *
 * Environment: JOB (its name in fleet.json), FLEET (the folder that next-step.mjs wrote), ACCEPTED (what records.mjs accept
 * printed), LIGHTHOUSE_CUSTOMERS_AT_ONCE (@default 4), BASE and HEAD (commits), AUTHOR, AUTHOR_ID and PLATFORM (`github` or
 * `azure-devops`), NAMES (the base's cdktf.out), SNAPSHOT (a folder of keeper fetch; empty: none), TERRAFORM_BINARY_NAME
 * (@default terraform). Started in a checkout of BASE with its packages installed.
 */

const { JOB, HEAD, FLEET = "", ACCEPTED = "" } = process.env;
const fleet = JSON.parse(readFileSync(join(FLEET, "fleet.json"), "utf8"));
const { started } = JSON.parse(readFileSync(ACCEPTED, "utf8"));
const customers = fleet.customers.flatMap(({ customer, job, action }) =>
  job === JOB && action === "apply" && started.includes(customer) ? customer : [],
);

/** Customers of this job at the same time: those of all jobs together are no more than the step allows. */
function customersAtOnce() {
  const most = Number(process.env.LIGHTHOUSE_CUSTOMERS_AT_ONCE || 4);
  if (!(Number.isInteger(most) && most > 0))
    throw new Error("LIGHTHOUSE_CUSTOMERS_AT_ONCE is not a whole number above 0");
  const share =
    fleet.wave === undefined ? most : Math.floor(fleet.wave.maximumConcurrency / fleet.jobs.length);
  return Math.max(1, Math.min(most, share, customers.length));
}

/** What came before, whether it went well or not. */
let turn = Promise.resolve();
function inTurn(what) {
  const mine = turn.then(what);
  turn = mine.catch(() => {});
  return mine;
}

const atOnce = customersAtOnce();
const options = {
  folder: FLEET,
  variables: await prepareRunner(FLEET, customers),
  inTurn,
  hasSecondPlan: fleet.wave !== undefined || fleet.emergency === true,
};
const [failed, left, unrecorded] = [[], [], []];
const ends = new RecordQueue(HEAD);

async function deploy(customer) {
  try {
    // a step counts what has failed in all of it
    const records = recordsNow(fleet.wave === undefined ? [customer] : [customer, ...started]);
    if (!mayApply(records, HEAD, customer)) throw new Error(OUT_OF_DATE);
    const { commit, state } = records.applied[customer];
    if (commit === HEAD && state === "done") {
      process.stdout.write(`\n${customer} is applied already\n`);
    } else if (fleet.wave !== undefined && !mayBegin(records, HEAD, started, fleet.wave.failureTolerance)) {
      left.push(customer);
    } else {
      process.stdout.write(`\n${customer}\n`);
      const how = await deployCustomer(customer, { ...options, label: atOnce > 1 ? customer : "" });
      // the next customer does not wait for it
      void noteSuccess(customer, how);
    }
  } catch (error) {
    failed.push(customer);
    process.stderr.write(`${customer} is not applied: ${plain(error)}\n`);
    await noteFailure(customer);
  }
}

async function noteSuccess(customer, how) {
  try {
    await ends.record({ customer, ...how });
  } catch (error) {
    unrecorded.push(customer);
    process.stderr.write(`${customer} is applied, and that is not recorded: ${plain(error)}\n`);
  }
}

/** A step of waves.yaml counts those that failed. Without this record an apply is one that did not end, which holds up as well. */
async function noteFailure(customer) {
  try {
    await ends.record({ customer, failed: true });
  } catch (error) {
    process.stderr.write(`that ${customer} failed is not recorded: ${plain(error)}\n`);
  }
}

/** Nothing in a message may be a command to the pipeline. */
const plain = ({ message }) => message.replace(/#|::/g, "?");

const queue = [...customers];
await Promise.all(
  Array.from({ length: atOnce }, async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      await ends.room();
      await deploy(next);
    }
  }),
);
await ends.close();
if (left.length > 0)
  process.stderr.write(
    `\nnot begun, because more than ${fleet.wave.failureTolerance} customers of step ${fleet.wave.name} have failed: ${left.join(", ")}\n`,
  );
if (failed.length > 0)
  process.stderr.write(
    `\nnot applied: ${failed.join(", ")}. Later applies of these customers wait: run this again.\n`,
  );
if (unrecorded.length > 0)
  process.stderr.write(
    `\napplied, and not recorded: ${unrecorded.join(", ")}. Later applies of these customers wait: run this again.\n`,
  );
if (left.length + failed.length + unrecorded.length > 0) process.exitCode = 1;
