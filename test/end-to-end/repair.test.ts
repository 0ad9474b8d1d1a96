// @module-tag terraform

import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import { KEEPER } from "../support/estates.ts";
import { done, type Ended, sampleSandbox, type TestSandbox } from "../support/sandbox.ts";
import { terraformBinary } from "../support/tools.ts";

/*
 * Each way into trouble, and the commands that keeper repair prints: run as they stand, they lead out of it, and no access
 * changes on the way.
 */

const TENANT = "b1d5c2f0-3a4e-4b6c-8d7e-000000000101";
const SUBSCRIPTION = "/subscriptions/c2e6d3a1-4b5f-4c7d-9e8f-000000000111";
const SERVICES = `${SUBSCRIPTION}/providers/Microsoft.ManagedServices`;
const ASSIGNMENT = `${SERVICES}/registrationAssignments/7493fc8a-2783-58cb-b804-b88d733f8e68`;
const NAME = "managed-operations_c2e6d3a1-4b5f-4c7d-9e8f-000000000111";
const WRITE_DEFINITION = "Microsoft.ManagedServices/registrationDefinitions/write";
const WRITE_ASSIGNMENT = "Microsoft.ManagedServices/registrationAssignments/write";
const LIMIT = 600_000;

/** A sandbox with only fabrikam synthesized. */
async function fabrikam(): Promise<TestSandbox> {
  const sandbox = await sampleSandbox();
  await done(sandbox.keeper(["synth", "fabrikam"]));
  return sandbox;
}

/** Reads Azure in the customer's own tenant: where nothing is delegated yet, the managing tenant sees nothing. */
async function fetched(sandbox: TestSandbox, folder: string): Promise<void> {
  await done(sandbox.keeper(["fetch", "fabrikam", "--tenant", TENANT, "--output", folder]));
}

/** Reads Azure, and works out the repair. */
async function repaired(sandbox: TestSandbox, folder = "live"): Promise<Ended> {
  await fetched(sandbox, folder);
  return sandbox.keeper(["repair", "fabrikam", "--from", folder]);
}

/** Runs the commands of a repair as they stand, and expects that nothing is written into Azure. */
async function run(sandbox: TestSandbox, { code, output }: Ended): Promise<void> {
  expect(code, output).toBe(1);
  const commands = output.match(/^ {2}(?:terraform|keeper) .*$/gm) ?? [];
  expect(commands.length).toBeGreaterThan(2);
  const keeper = `keeper() { ${KEEPER.map((word) => `'${word}'`).join(" ")} "$@"; }`;
  const terraform = `terraform() { command '${terraformBinary(process.env)}' "$@"; }`;
  const seen = sandbox.azure.requests().length;
  await done(sandbox.start("sh", ["-ec", [keeper, terraform, ...commands].join("\n")], sandbox.estate).ended);
  const asked = sandbox.azure.requests().slice(seen);
  expect(asked.filter(({ method }) => method === "PUT" || method === "DELETE")).toEqual([]);
}

/** Nothing is left to repair or to deploy, and access is what is defined. */
async function expectWhole(sandbox: TestSandbox): Promise<void> {
  const plan = await sandbox.terraform("fabrikam", ["plan", "-detailed-exitcode", "-input=false"]);
  expect(plan.output).toContain("No changes.");
  const again = await repaired(sandbox, "afterwards");
  expect(again, again.output).toMatchObject({ code: 0 });
  expect(again.output).toContain("fabrikam: nothing to repair: 2 resources whole\n");
  expect(sandbox.azure.access()).toEqual(await sandbox.defined("fabrikam"));
  expect(sandbox.azure.history().filter(({ kind }) => kind === "lost")).toEqual([]);
}

test(
  "after a lost state, everything is imported",
  async () => {
    const sandbox = await fabrikam();
    await sandbox.apply("fabrikam");
    rmSync(join(sandbox.folder, "state"), { recursive: true });
    const repair = await repaired(sandbox);
    expect(repair.output).toContain("fabrikam: 2 of 2 resources to repair\nread: live\n");
    expect(repair.output).toContain(`import azurerm_lighthouse_assignment.${NAME} ${ASSIGNMENT}\n`);
    expect(repair.output).toContain("Azure and access stay as they are. Without it, deploying fails");
    expect(repair.output).toContain("    Northwind Service Desk: Reader\n");
    await run(sandbox, repair);
    await expectWhole(sandbox);
  },
  LIMIT,
);

test(
  "after a lost answer, the definition that exists is imported, and what is missing is deployed",
  async () => {
    const sandbox = await fabrikam();
    sandbox.azure.inject({ kind: "responseLost", action: WRITE_DEFINITION });
    expect((await sandbox.apply("fabrikam")).code).toBe(1);
    const repair = await repaired(sandbox);
    expect(repair.output).toContain("fabrikam: 1 of 2 resources to repair, 1 to deploy\n");
    expect(repair.output).toContain(
      `  azurerm_lighthouse_assignment.${NAME}: The next deployment creates it`,
    );
    await run(sandbox, repair);
    expect((await sandbox.apply("fabrikam")).code).toBe(0);
    await expectWhole(sandbox);
  },
  LIMIT,
);

test(
  "after Ctrl-C, what Azure went on with is waited for, then imported",
  async () => {
    const sandbox = await fabrikam();
    await sandbox.terraform("fabrikam", ["init", "-input=false"]);
    sandbox.azure.inject({ kind: "slow", milliseconds: 20_000, action: WRITE_ASSIGNMENT });
    const stack = join(sandbox.folder, "cdktf.out/stacks/fabrikam");
    const apply = sandbox.start(
      terraformBinary(process.env),
      ["apply", "-auto-approve", "-input=false"],
      stack,
    );
    while (!sandbox.azure.requests().some(({ method, path }) => method === "PUT" && path === ASSIGNMENT))
      await wait(20);
    apply.kill("SIGINT");
    expect((await apply.ended).code).toBe(1);
    const early = await repaired(sandbox);
    expect(early.code).toBe(2);
    expect(early.output).toContain("An operation of Azure on it still runs: wait, and fetch again.");
    while (sandbox.azure.access().length === 0) await wait(50);
    const repair = await repaired(sandbox);
    expect(repair.output).toContain("fabrikam: 1 of 2 resources to repair\n");
    await run(sandbox, repair);
    await expectWhole(sandbox);
  },
  LIMIT,
);

test(
  "what is tainted and exists is kept; without Azure's lists that is not known",
  async () => {
    const sandbox = await fabrikam();
    const action = "Microsoft.ManagedServices/registrationDefinitions/read";
    sandbox.azure.inject({ kind: "responseLost", action, after: 1 });
    expect((await sandbox.apply("fabrikam")).code).toBe(1);
    const blind = await sandbox.keeper(["repair", "fabrikam"]);
    expect(blind, blind.output).toMatchObject({ code: 2 });
    expect(blind.output).toContain(
      `Not known: Azure was not read. Run keeper fetch fabrikam --tenant ${TENANT},`,
    );
    const repair = await repaired(sandbox);
    expect(repair.output).toContain(`untaint azurerm_lighthouse_definition.${NAME}\n`);
    expect(repair.output).toContain("deletes the resource and creates it again: access through it pauses");
    await run(sandbox, repair);
    expect((await sandbox.apply("fabrikam")).code).toBe(0);
    await expectWhole(sandbox);
  },
  LIMIT,
);

test(
  "what a failed operation left is named with the command that deletes it, and nothing is run",
  async () => {
    const sandbox = await fabrikam();
    sandbox.azure.inject({ kind: "operationFails", action: WRITE_ASSIGNMENT });
    expect((await sandbox.apply("fabrikam")).code).toBe(1);
    const state = readFileSync(join(sandbox.folder, "state/fabrikam.tfstate"), "utf8");
    await fetched(sandbox, "live");
    const seen = sandbox.azure.requests().length;
    const repair = await sandbox.keeper(["repair", "fabrikam", "--from", "live"]);
    expect(repair.output).toContain(
      `  az rest --method delete --url '${ASSIGNMENT}?api-version=2022-10-01'\n`,
    );
    expect(repair.output).toContain("No access ends: what failed grants nothing.");
    expect(sandbox.azure.requests()).toHaveLength(seen);
    expect(readFileSync(join(sandbox.folder, "state/fabrikam.tfstate"), "utf8")).toBe(state);
  },
  LIMIT,
);
