#!/usr/bin/env node
import { copyFileSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/*
 * Lists the customers that a review names as changed and that the provider deploys, and copies the stack of each that still exists, alone, into a
 * folder of its own: Terraform runs the providers that it finds beside a stack.
 *
 *   changed-customers.mjs <review.json> <change.out> <folder>
 *
 * Prints the ids with spaces between, in the order of the review.
 */

const [review = "", output = "", folder = ""] = process.argv.slice(2);
const { customers } = JSON.parse(readFileSync(review, "utf8"));
const { customers: facts } = JSON.parse(readFileSync(join(output, "facts.json"), "utf8"));
const ids = customers
  .filter(({ presence }) => presence !== "vanished")
  .map(({ customer }) => customer)
  // a customer that deploys itself applies its own stack
  .filter((id) => !Object.hasOwn(facts, id) || facts[id].deployedBy !== "customer");
for (const id of ids) {
  if (!/^[a-z][a-z0-9-]{1,49}$/.test(id)) throw new Error("the review names a customer by no id");
  mkdirSync(join(folder, id), { recursive: true });
  copyFileSync(join(output, "stacks", id, "cdk.tf.json"), join(folder, id, "cdk.tf.json"));
}
process.stdout.write(`${ids.join(" ")}\n`);
