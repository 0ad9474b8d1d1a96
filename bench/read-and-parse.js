// The limit that review and gate are measured against: lists, reads and parses every stack of two output folders.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

let parts = 0;
for (const output of process.argv.slice(2)) {
  for (const stack of readdirSync(join(output, "stacks"))) {
    const text = readFileSync(join(output, "stacks", stack, "cdk.tf.json"), "utf8");
    parts += Object.keys(JSON.parse(text)).length;
  }
}
console.log(parts);
