#!/usr/bin/env node
import { copyFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/*
 * Lists the customers that a review names as changed and that the provider deploys, and copies the stack of each that still exists, alone, into a
 * folder of its own: Terraform runs the providers that it finds beside a stack. A stack that imports more than the base's is
 * listed too: its access does not change, and its state does.
 *
 *   changed-customers.mjs <review.json> <change.out> <folder> <base.out>
 *
 * Prints the ids with spaces between, in the order of the review; those that only import follow.
 */

const [review = "", output = "", folder = "", base = ""] = process.argv.slice(2);
const { customers } = JSON.parse(readFileSync(review, "utf8"));
const { customers: facts } = JSON.parse(readFileSync(join(output, "facts.json"), "utf8"));
const named = customers.filter(({ presence }) => presence !== "vanished").map(({ customer }) => customer);
const vanished = customers.filter(({ presence }) => presence === "vanished").map(({ customer }) => customer);
const ids = [...new Set([...named, ...importing().filter((id) => !vanished.includes(id))])]
  // a customer that deploys itself applies its own stack
  .filter((id) => !Object.hasOwn(facts, id) || facts[id].deployedBy !== "customer");
for (const id of ids) {
  if (!/^[a-z][a-z0-9-]{1,49}$/.test(id)) throw new Error("the review names a customer by no id");
  mkdirSync(join(folder, id), { recursive: true });
  copyFileSync(join(output, "stacks", id, "cdk.tf.json"), join(folder, id, "cdk.tf.json"));
}
process.stdout.write(`${ids.join(" ")}\n`);

/** Stacks with an import block that the base's stack lacks. */
function importing() {
  const { stacks } = JSON.parse(readFileSync(join(output, "manifest.json"), "utf8"));
  return Object.keys(stacks).filter((id) => {
    const before = new Set(importsIn(base, id));
    return importsIn(output, id).some((each) => !before.has(each));
  });
}

function importsIn(folder, id) {
  const path = join(folder, "stacks", id, "cdk.tf.json");
  if (!existsSync(path)) return [];
  const { import: blocks = [] } = JSON.parse(readFileSync(path, "utf8"));
  return blocks.map(({ to, id: resource }) => `${to} ${resource}`);
}
