import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { manifestText } from "../../lib/formats/stack/manifest.ts";
import { stableJson } from "../../lib/values/canonical-json.ts";
import { aCustomer, anOffer, guidOf } from "../support/builders.ts";
import { KEEPER, temporaryFolder } from "../support/estates.ts";
import { stackOf } from "../support/stacks.ts";

/*
 * Outputs of more than a thousand customers, whose stacks a thread reads ahead.
 */

const NAMES = Array.from({ length: 1100 }, (_, index) => `c${String(index).padStart(4, "0")}`);

const SAMPLE = stackOf(
  aCustomer({
    id: "c-sample",
    subscriptions: { production: guidOf("1") },
    delegations: [
      {
        offer: "operations",
        plan: "standard",
        version: "1.0.0",
        scopes: [
          {
            subscription: "production",
            registrationDefinitionId: guidOf("4"),
            registrationAssignmentId: guidOf("5"),
          },
        ],
      },
    ],
  }),
  [anOffer()],
).text;

/** An output folder of all of them. @param changed makes a customer's stack another one */
function writeOutput(folder: string, changed: (name: string, text: string) => string): void {
  for (const [index, name] of NAMES.entries()) {
    const own = (digit: string) => `${guidOf(digit).slice(0, -4)}${String(index).padStart(4, "0")}`;
    const text = ["1", "4", "5"].reduce((all, digit) => all.replaceAll(guidOf(digit), own(digit)), SAMPLE);
    mkdirSync(join(folder, "stacks", name), { recursive: true });
    writeFileSync(
      join(folder, "stacks", name, "cdk.tf.json"),
      changed(name, text.replaceAll("c-sample", name)),
    );
  }
  const marker = { selection: "complete", customers: NAMES, kept: [] };
  writeFileSync(join(folder, "keeper.json"), stableJson(marker));
  writeFileSync(
    join(folder, "facts.json"),
    stableJson({ version: 1, managingTenants: {}, customers: {}, plans: {} }),
  );
  writeFileSync(join(folder, "manifest.json"), manifestText(NAMES));
}

/** Counts the stacks that the main thread reads itself, and writes how many into a file. */
const COUNT_READS = `import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { isMainThread } from "node:worker_threads";
const { readFileSync, writeFileSync } = fs;
let count = 0;
fs.readFileSync = (path, ...rest) => {
  if (String(path).endsWith("cdk.tf.json")) count++;
  return readFileSync(path, ...rest);
};
syncBuiltinESMExports();
if (isMainThread) process.on("exit", () => writeFileSync("count", String(count)));
`;

test("keeper review of a fleet reads every stack ahead, and finds the one that changes", () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "count.mjs"), COUNT_READS);
  writeOutput(join(folder, "before"), (_, text) => text);
  writeOutput(join(folder, "after"), (name, text) =>
    name === "c0777" ? text.replaceAll(guidOf("1").slice(0, 8), "77777777") : text,
  );
  const [node = "", ...main] = KEEPER;
  const words = ["--import", "./count.mjs", ...main, "review", "before", "after", "--format", "json"];
  const ran = spawnSync(node, words, { cwd: folder, encoding: "utf8", maxBuffer: 2 ** 26 });
  expect(ran.stderr).toBe("");
  const { compared, customers } = JSON.parse(ran.stdout);
  expect(compared).toBe(NAMES.length);
  expect(customers.map(({ customer }: { readonly customer: string }) => customer)).toEqual(["c0777"]);
  expect(readFileSync(join(folder, "count"), "utf8")).toBe("0");
});
