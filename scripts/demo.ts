import { spawn, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import type { AccessChange } from "../lib/emulator/access-ledger.ts";
import { EmulatedAzure } from "../lib/emulator/emulated-azure.ts";
import { readEstate } from "../lib/estate/read-estate.ts";
import { grantRow, grantsText } from "../lib/report/grants-text.ts";
import { plainTable } from "../lib/report/plain-table.ts";
import { estateDirectory } from "../lib/sandbox/estate-directory.ts";
import { type Sandbox, startSandbox } from "../lib/sandbox/sandbox.ts";

/*
 * `npm run demo`: the whole life of a delegation, through real Terraform and the real cdktf CLI, against an emulated
 * Azure. Everything happens in the folder .demo, which is gone at the end.
 */

const root = realpathSync(join(import.meta.dirname, ".."));
// inside the repository: there the definitions find "azure-lighthouse-keeper", as this package's own name
const estate = join(root, ".demo/estate");
const folder = join(root, ".demo/sandbox");
const terraform = process.env["TERRAFORM_BINARY_NAME"] ?? "terraform";

const NEW_VERSION = `"1.2.0": {
          includes: [baseline, policyRemediation],
          authorizations: [{ principal: operations, role: "Virtual Machine Contributor" }],
        },
        "1.1.0": {`;

if (spawnSync(terraform, ["version"], { stdio: "ignore" }).status !== 0) {
  console.error(
    `The demo needs Terraform: ${terraform} is not on PATH. For OpenTofu, set TERRAFORM_BINARY_NAME=tofu.`,
  );
  process.exit(2);
}
process.on("SIGINT", () => process.exit(130));
process.on("exit", () => rmSync(join(root, ".demo"), { recursive: true, force: true }));

rmSync(join(root, ".demo"), { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
for (const part of ["offers/managed-operations.ts", "offers/shared", "customers/fabrikam.ts", "cdktf.json"])
  cpSync(join(root, part), join(estate, part), { recursive: true });
edit("cdktf.json", "lib/cli/main.ts", join(root, "lib/cli/main.ts"));

const { azure, catalogue } = await emulated();
const sandbox = await startSandbox(azure, folder, { provider: "stand-in", pace: "fast", now: Date.now() });
console.log(
  "This is a stand-in for azurerm, not azurerm itself, and an emulated Azure. Terraform and cdktf are real.",
);
try {
  await demonstrate(sandbox);
} finally {
  await sandbox.close();
}

async function demonstrate(running: Sandbox): Promise<void> {
  say("1. One customer, one offer. What the definitions give:");
  await run(running, "keeper synth", [process.execPath, ...keeper(), "synth"]);
  say("2. Before the first deployment, in Azure:");
  console.log(grantsText(azure.access(), catalogue));
  say("3. Deployed:");
  await deploy(running);
  console.log(grantsText(azure.access(), catalogue));
  say(
    "4. A new version of the plan, 1.2.0, in which the engineers get less than Contributor; fabrikam moves to it:",
  );
  edit("offers/managed-operations.ts", '"1.1.0": {', NEW_VERSION);
  edit("customers/fabrikam.ts", '"1.1.0"', '"1.2.0"');
  await changing(() => deploy(running));
  say("5. Fabrikam leaves, first step: nothing is delegated any more, the subscription stays listed:");
  edit("customers/fabrikam.ts", 'scopes: [{ subscription: "production" }]', "scopes: []");
  await changing(() => deploy(running));
  say("6. Second step: the file goes. Nothing is left, in Azure or in the estate:");
  rmSync(join(estate, "customers/fabrikam.ts"));
  await run(running, "keeper synth", [process.execPath, ...keeper(), "synth"]);
  console.log(grantsText(azure.access(), catalogue));
  console.log(`  registration definitions and assignments left in Azure: ${azure.resources().length}`);
  console.log(`  stacks left: ${existsSync(join(folder, "cdktf.out/stacks/fabrikam/cdk.tf.json")) ? 1 : 0}`);
}

async function changing(change: () => Promise<void>): Promise<void> {
  const seen = azure.history().length;
  await change();
  const rows = azure
    .history()
    .slice(seen)
    .map(({ kind, grant }: AccessChange) => [
      kind === "gained" ? "+ gained" : "- lost",
      ...grantRow(grant, catalogue),
    ]);
  console.log(plainTable(rows, 2).join("\n"));
}

async function deploy(running: Sandbox): Promise<void> {
  const seen = azure.requests().length;
  const cdktf = join(root, "node_modules/cdktf-cli/bundle/bin/cdktf");
  await run(running, "npx cdktf deploy fabrikam --auto-approve", [
    process.execPath,
    cdktf,
    "deploy",
    "fabrikam",
    "--auto-approve",
  ]);
  const changes = azure
    .requests()
    .slice(seen)
    .filter(({ method }) => method === "PUT" || method === "DELETE")
    .map(({ method, path, status }) => [`${method} ${path.split("/").slice(-2).join("/")}`, String(status)]);
  console.log("  what reached Azure:");
  console.log(`${plainTable(changes, 4).join("\n")}
`);
}

/** Runs a command inside the sandbox and shows what of its output says what happened. */
async function run(
  running: Sandbox,
  shown: string,
  [command = "", ...words]: readonly string[],
): Promise<void> {
  console.log(`  $ ${shown}`);
  const child = spawn(command, words, {
    cwd: estate,
    env: {
      ...process.env,
      ...running.environment,
      NO_COLOR: "1",
      FORCE_COLOR: "0",
      TERRAFORM_BINARY_NAME: terraform,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (output += text));
  const code = await new Promise((resolve) => child.on("close", resolve));
  if (code !== 0) {
    console.error(output);
    process.exit(1);
  }
  console.log(worthShowing(output));
}

/** What of keeper's output is worth showing, and of the cdktf CLI's, which repeats itself: the count of the plan. */
function worthShowing(output: string): string {
  const lines = stripVTControlCharacters(output)
    .split("\n")
    .map((line) => line.replace(/^fabrikam {2}/, "").trimEnd());
  const plan = lines.find((line) => line.trimStart().startsWith("Plan:"));
  const chosen = plan === undefined ? lines.filter((line) => line !== "") : [plan.trim()];
  return chosen.map((line) => `    ${line}\n`).join("");
}

async function emulated() {
  const read = await readEstate({ root: estate, records: estate }, "complete", false);
  if (!read.ok) throw new Error(read.error.problem);
  const { offers, customers, defaults, catalogue: roles } = read.value;
  const directory = estateDirectory({
    offers: offers.map(({ value }) => value),
    customers: customers.map(({ value }) => value),
    defaults: defaults.value,
  });
  return { azure: new EmulatedAzure(directory, { catalogue: roles, now: Date.now }), catalogue: roles };
}

function keeper(): string[] {
  return ["--conditions=keeper-source", "--import", "tsx", join(root, "lib/cli/main.ts")];
}

function edit(file: string, from: string, to: string): void {
  const path = join(estate, file);
  const text = readFileSync(path, "utf8");
  if (!text.includes(from))
    throw new Error(`${file} of the sample estate changed: the demo edits ${from} in it`);
  writeFileSync(path, text.replace(from, to));
}

function say(text: string): void {
  console.log(`\n${text}\n`);
}
