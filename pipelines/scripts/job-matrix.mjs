#!/usr/bin/env node
import { readFileSync } from "node:fs";

/*
 * What the jobs of an apply are: keeper fleet has divided the customers among them, and records.mjs accept has started some.
 *
 *   job-matrix.mjs github|azure-devops <fleet.json> <accepted.json>
 *   job-matrix.mjs at-once <fleet.json> <accepted.json>
 *   job-matrix.mjs held <fleet.json> <accepted.json>
 *
 * Prints one line: the names of the jobs that have a customer to start, as a list for GitHub and as a map of names to variables
 * for Azure DevOps (256 at most, whatever number of customers); how many of them may run at the same time; or the customers
 * that are held up, with the reason. Which customers a job has is in fleet.json, never in a variable of the platform.
 */

/** Jobs at the same time where no step of waves.yaml says how many. */
const USUAL_JOBS = 10;

/** Customers that are held up and named one by one. */
const MOST_NAMED = 20;

const [form, fleetFile = "", acceptedFile = ""] = process.argv.slice(2);
const { customers, wave } = JSON.parse(readFileSync(fleetFile, "utf8"));
const { started, held } = JSON.parse(readFileSync(acceptedFile, "utf8"));
const isStarted = new Set(started);
const jobs = [...new Set(customers.flatMap(({ customer, job }) => (isStarted.has(customer) ? job : [])))];

const FORMS = {
  github: () => JSON.stringify(jobs),
  // a name there has no hyphen
  "azure-devops": () =>
    JSON.stringify(Object.fromEntries(jobs.map((job) => [job.replaceAll("-", "_"), { JOB: job }]))),
  "at-once": () => wave?.maximumConcurrency ?? USUAL_JOBS,
  held: () => {
    const all = Object.entries(held).map(([customer, why]) => `${customer}: ${why}`);
    const more = all.length > MOST_NAMED ? [`and ${all.length - MOST_NAMED} more`] : [];
    return [...all.slice(0, MOST_NAMED), ...more].join("; ");
  },
};
if (!Object.hasOwn(FORMS, form)) throw new Error(`there is no form ${form}`);
process.stdout.write(`${FORMS[form]()}\n`);
