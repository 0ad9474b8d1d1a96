// The limit that review, gate and drift are measured against: lists, reads and parses every stack of output folders, and
// every file of snapshots.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

let parts = 0;
const parse = (path) => {
  parts += Object.keys(JSON.parse(readFileSync(path, "utf8"))).length;
};
for (const folder of process.argv.slice(2)) {
  if (!existsSync(join(folder, "stacks"))) {
    for (const name of readdirSync(folder)) parse(join(folder, name));
    continue;
  }
  for (const stack of readdirSync(join(folder, "stacks")))
    parse(join(folder, "stacks", stack, "cdk.tf.json"));
}
console.log(parts);
