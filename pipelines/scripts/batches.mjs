#!/usr/bin/env node
import { readFileSync } from "node:fs";

/*
 * Divides customers among the jobs of a matrix, which has 256 at most: one for each, or for several where there are more.
 *
 *   batches.mjs github|azure-devops <accepted.json>
 *   batches.mjs held <accepted.json>
 *
 * Reads what `records.mjs accept` printed. Prints the matrix as one line of JSON: a list for GitHub, for Azure DevOps a map
 * of names to variables. With "held" it prints the customers that are held up, and why, in one line.
 */

const MOST_JOBS = 256;

const [form, file = ""] = process.argv.slice(2);
const { started, held } = JSON.parse(readFileSync(file, "utf8"));
const size = Math.max(1, Math.ceil(started.length / MOST_JOBS));
const batches = [];
for (let from = 0; from < started.length; from += size) batches.push(started.slice(from, from + size));

const FORMS = {
  github: () => JSON.stringify(batches.map((batch) => batch.join(" "))),
  "azure-devops": () =>
    JSON.stringify(
      Object.fromEntries(
        batches.map((batch) => [batch[0].replaceAll("-", "_"), { CUSTOMERS: batch.join(" ") }]),
      ),
    ),
  held: () =>
    Object.entries(held)
      .map(([customer, why]) => `${customer}: ${why}`)
      .join("; "),
};
if (!Object.hasOwn(FORMS, form)) throw new Error(`there is no form ${form}`);
process.stdout.write(`${FORMS[form]()}\n`);
