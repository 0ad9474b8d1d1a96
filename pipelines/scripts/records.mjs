#!/usr/bin/env node
import { appendFileSync, readFileSync } from "node:fs";
import { REMOTE, recordFailure, recordFinish, recordsNow } from "./apply-records.mjs";
import { abandon, accept, baseFor, begin, mayApply, mayBegin, Refused, withdraw } from "./record-rules.mjs";
import { CUSTOMER, changeRecords, commitOf, isAncestor } from "./record-store.mjs";

/*
 * The records of the apply pipeline, on a branch that it alone may write (pipelines/README.md). Run in a clone with the
 * whole history of the default branch:
 *
 *   records.mjs begin <commit>                      sets the first accepted commit
 *   records.mjs base [<head>]                       prints the accepted commit; for a head, its base
 *   records.mjs accept <head> <base> [<customer>…]  accepts it, and prints as JSON what to apply and what is held up
 *   records.mjs accept <head> <base> --fleet <file> the same for the customers of a fleet.json; those of later steps wait,
 *                                                   and those that only lose access wait for no earlier apply
 *   records.mjs check <head> <customer>…            ends with 1 where one may no longer be applied
 *   records.mjs may-begin <head> <tolerance> <file> ends with 1 where more of a step's customers have failed; the file
 *                                                   is what accept printed
 *   records.mjs finish <head> <customer>…           records that it was applied
 *   records.mjs finish-empty <head> <customer>…     the same, and that a plan after it was empty
 *   records.mjs fail <head> <customer>…             records that its apply ended badly
 *   records.mjs abandon <customer>                  gives up an unfinished apply
 *   records.mjs withdraw <commit>                   gives up a commit for all customers whose step has not come
 *
 * RECORDS_REMOTE names the repository to read and push; default: origin. Exit codes: 0 done, 1 refused, 2 undecided.
 */

const COMMANDS = {
  begin: ([revision]) => {
    const commit = commitOf(revision);
    changeRecords(REMOTE, `begin with ${commit}`, (records) => ({ records: begin(records, commit) }));
    say(`accepted: ${commit}`);
  },
  base: ([revision]) => {
    const records = recordsNow();
    if (revision !== undefined) return output(baseFor(records, commitOf(revision), isAncestor));
    if (records.accepted === undefined)
      throw new Refused("no commit was accepted yet: set the first one (records.mjs begin <commit>)", 2);
    return output({ base: records.accepted });
  },
  accept: ([head, base, ...words]) => {
    const change = { head: commitOf(head), base: commitOf(base), ...customersIn(words) };
    const message = `accept ${change.head}`;
    const { started, held } = changeRecords(REMOTE, message, (records) =>
      accept(records, change, isAncestor),
    );
    say(JSON.stringify({ started, held }));
  },
  check: ([head, ...words]) => {
    const customers = idsIn(words);
    const records = recordsNow(customers);
    const commit = commitOf(head);
    const late = customers.filter((customer) => !mayApply(records, commit, customer));
    if (late.length > 0)
      throw new Refused(`a later commit was started for ${late.join(", ")}: this run is out of date`);
  },
  "may-begin": ([head, tolerance, file]) => {
    const commit = commitOf(head);
    const { started } = JSON.parse(readFileSync(file, "utf8"));
    const customers = idsIn(started);
    if (!mayBegin(recordsNow(customers), commit, customers, Number(tolerance)))
      throw new Refused(`more than ${Number(tolerance)} customers of this step have failed`);
  },
  finish: ([head, ...words]) => recordFinish(commitOf(head), idsIn(words)),
  "finish-empty": ([head, ...words]) => recordFinish(commitOf(head), idsIn(words), { secondPlan: "empty" }),
  fail: ([head, ...words]) => recordFailure(commitOf(head), idsIn(words)),
  abandon: (words) => {
    const [customer] = idsIn(words);
    const change = (records) => ({ records: abandon(records, customer) });
    changeRecords(REMOTE, `abandon ${customer}`, change, [customer]);
    say(`${customer}: the unfinished apply is given up`);
  },
  withdraw: ([revision]) => {
    const commit = commitOf(revision);
    const { customers } = changeRecords(REMOTE, `withdraw ${commit}`, (records) => withdraw(records, commit));
    say(`${customers.length} customers no longer wait for ${commit}`);
  },
};

/** Customers to start, those that only lose access, and those of later steps: as words, or from a fleet.json. */
function customersIn([first, file, ...words]) {
  if (first !== "--fleet") return { customers: idsIn([first, file, ...words].filter(Boolean)) };
  const { customers, wave = {} } = JSON.parse(readFileSync(file, "utf8"));
  return {
    customers: idsIn(customers.filter(({ action }) => action === "apply").map(({ customer }) => customer)),
    later: idsIn(wave.later ?? []),
    narrowing: idsIn(customers.filter(({ narrowing }) => narrowing === true).map(({ customer }) => customer)),
  };
}

/** Ids of customers among the arguments, each once. */
function idsIn(words) {
  const wrong = words.find((word) => !CUSTOMER.test(word));
  if (wrong !== undefined) throw new Refused(`${JSON.stringify(wrong)} is not an id of a customer`, 2);
  return [...new Set(words)];
}

function say(text) {
  process.stdout.write(`${text}\n`);
}

/** Prints values, and gives them to later steps of a GitHub workflow. */
function output(values) {
  const lines = Object.entries(values).map(([name, value]) => `${name}=${value}\n`);
  process.stdout.write(lines.join(""));
  if (process.env.GITHUB_OUTPUT) appendFileSync(process.env.GITHUB_OUTPUT, lines.join(""));
}

const [command = "", ...words] = process.argv.slice(2);
try {
  if (!Object.hasOwn(COMMANDS, command))
    throw new Refused(`there is no command ${JSON.stringify(command)}`, 2);
  COMMANDS[command](words);
} catch (error) {
  // git prints what the platform says; none of it may be a command to the pipeline
  const text = error instanceof Refused ? error.message : `${error.stderr ?? ""}${error.message}`;
  process.stderr.write(`records: ${text.replace(/[^\x20-\x7e]+/g, " ").replace(/#|::/g, "?")}\n`);
  process.exitCode = error.code === 1 ? 1 : 2;
}
