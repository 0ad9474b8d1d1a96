// @module-tag terraform

import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import type { AzureDirectory, DirectoryPrincipal } from "../../lib/emulator/directory.ts";
import { EmulatedAzure } from "../../lib/emulator/emulated-azure.ts";
import type { Fault } from "../../lib/emulator/faults.ts";
import { DEPLOYER_CLIENT_ID } from "../../lib/sandbox/estate-directory.ts";
import { startSandbox } from "../../lib/sandbox/sandbox.ts";
import { sampleCatalogue } from "../support/catalogue.ts";
import { PROVIDER } from "../support/provider.ts";
import {
  type AzureClient,
  azureClient,
  type Ended,
  putAndWait,
  sampleSandbox,
  TestSandbox,
  type TestSandboxOptions,
} from "../support/sandbox.ts";

/*
 * What goes wrong, and what the next run makes of it: no delegation lost, none doubled, none wider than defined.
 */

const TENANT = "b1d5c2f0-3a4e-4b6c-8d7e-000000000101";
const SUBSCRIPTION = "/subscriptions/c2e6d3a1-4b5f-4c7d-9e8f-000000000111";
const DEFINITION = `${SUBSCRIPTION}/providers/Microsoft.ManagedServices/registrationDefinitions/3535eb4b-5282-58b6-9afb-8ee99db67363`;
const ASSIGNMENT = `${SUBSCRIPTION}/providers/Microsoft.ManagedServices/registrationAssignments/7493fc8a-2783-58cb-b804-b88d733f8e68`;
const NAME = "managed-operations_c2e6d3a1-4b5f-4c7d-9e8f-000000000111";
const WRITE_DEFINITION = "Microsoft.ManagedServices/registrationDefinitions/write";
const WRITE_ASSIGNMENT = "Microsoft.ManagedServices/registrationAssignments/write";

/** A sandbox with only fabrikam synthesized. */
async function fabrikam(
  options: TestSandboxOptions = {},
  environment: Record<string, string> = {},
): Promise<TestSandbox> {
  const sandbox = await sampleSandbox(options);
  const { code, output } = await sandbox.keeper(["synth", "fabrikam"], environment);
  if (code !== 0) throw new Error(output);
  return sandbox;
}

/** Access is what is defined, there is one definition and one assignment, and Terraform has nothing to do. */
async function expectWhole(sandbox: TestSandbox): Promise<void> {
  const plan = await sandbox.terraform("fabrikam", ["plan", "-detailed-exitcode", "-input=false"]);
  expect(plan.output).toContain("No changes.");
  expect(sandbox.azure.resources()).toEqual([ASSIGNMENT.toLowerCase(), DEFINITION.toLowerCase()].sort());
  expect(sandbox.azure.access()).toEqual(await sandbox.defined("fabrikam"));
}

/** The one documented command that takes over what exists and is missing from state. */
async function deployImporting(sandbox: TestSandbox, what: string): Promise<void> {
  const { code, output } = await sandbox.cdktf(["deploy", "fabrikam", "--auto-approve"], {
    KEEPER_IMPORT: what,
  });
  if (code !== 0) throw new Error(output);
}

test.each<[string, Fault]>([
  ["throttling", { kind: "throttled", retryAfterSeconds: 0, action: "*", after: 2, count: 4 }],
  ["an outage", { kind: "serverError", status: 503, action: WRITE_DEFINITION, count: 3 }],
  [
    "an outage while an operation is watched",
    {
      kind: "serverError",
      status: 500,
      action: "Microsoft.ManagedServices/operationStatuses/read",
      count: 3,
    },
  ],
  ["an answer to a request for a token that is lost", { kind: "responseLost", action: "token" }],
  ["a slow operation", { kind: "slow", milliseconds: 400, action: WRITE_ASSIGNMENT }],
])(
  "%s is waited out, and the deployment is whole",
  async (_, fault) => {
    const sandbox = await fabrikam();
    sandbox.azure.inject(fault);
    expect((await sandbox.apply("fabrikam")).code).toBe(0);
    await expectWhole(sandbox);
  },
  600_000,
);

test("a definition that was made though nobody was told is imported by one command", async () => {
  const sandbox = await fabrikam();
  sandbox.azure.inject({ kind: "responseLost", action: WRITE_DEFINITION });
  const lost = await sandbox.apply("fabrikam");
  expect(lost.code).toBe(1);
  expect(spoken(lost)).toContain("HTTP response was nil; connection may have been reset");
  const again = await sandbox.apply("fabrikam");
  expect(again.code).toBe(1);
  expect(again.output).toContain("already exists");
  await deployImporting(sandbox, `azurerm_lighthouse_definition.${NAME}`);
  await expectWhole(sandbox);
}, 600_000);

/** Output as one line, without Terraform's frame. */
function spoken({ output }: Ended): string {
  return output.replace(/[\s│╷╵]+/g, " ");
}

/** The address of the definition. */
const DEFINITION_ADDRESS = `azurerm_lighthouse_definition.${NAME}`;

test("an assignment that was made though the answer was lost is imported by Terraform's own command", async () => {
  const sandbox = await fabrikam();
  sandbox.azure.inject({ kind: "responseLost", action: WRITE_ASSIGNMENT });
  expect((await sandbox.apply("fabrikam")).code).toBe(1);
  while (sandbox.azure.access().length === 0) await wait(5);
  const address = `azurerm_lighthouse_assignment.${NAME}`;
  const imported = await sandbox.terraform("fabrikam", ["import", "-input=false", address, ASSIGNMENT]);
  expect(imported.output).toContain("Import successful!");
  await expectWhole(sandbox);
}, 600_000);

/** Makes the definition, and loses the answer to the read that follows: it is tainted. */
async function tainted(sandbox: TestSandbox): Promise<void> {
  const action = "Microsoft.ManagedServices/registrationDefinitions/read";
  sandbox.azure.inject({ kind: "responseLost", action, after: 1 });
  const applied = await sandbox.apply("fabrikam");
  expect(applied.code).toBe(1);
  expect(spoken(applied)).toContain("retrieving Scoped Registration Definition");
}

/** What keeper reviews of a plan made now, as one line. */
async function reviewOfPlan(sandbox: TestSandbox): Promise<string> {
  await sandbox.terraform("fabrikam", ["plan", "-input=false", "-out=saved.tfplan"]);
  const { output } = await sandbox.terraform("fabrikam", ["show", "-json", "saved.tfplan"]);
  const file = join(sandbox.folder, "fabrikam.json");
  writeFileSync(file, output);
  const review = await sandbox.keeper(["review", file]);
  expect(review.code).toBe(0);
  return spoken(review);
}

test("a definition that was made and could not be read back is tainted: untaint keeps it", async () => {
  const sandbox = await fabrikam();
  await tainted(sandbox);
  const plan = await sandbox.terraform("fabrikam", ["plan", "-input=false"]);
  expect(plan.output).toContain(`${DEFINITION_ADDRESS} is tainted, so must be replaced`);
  const reviewed = await reviewOfPlan(sandbox);
  expect(reviewed).toContain("INTERRUPTION");
  expect(reviewed).toContain(`replaced because it is tainted: ${DEFINITION_ADDRESS}`);
  expect(reviewed).toContain(`terraform untaint ${DEFINITION_ADDRESS}`);
  const seen = sandbox.azure.requests().length;
  const untainted = await sandbox.terraform("fabrikam", ["untaint", DEFINITION_ADDRESS]);
  expect(untainted.output).toContain("has been successfully untainted");
  expect((await sandbox.apply("fabrikam")).code).toBe(0);
  const deleted = sandbox.azure
    .requests()
    .slice(seen)
    .filter(({ method }) => method === "DELETE");
  expect(deleted).toEqual([]);
  await expectWhole(sandbox);
}, 600_000);

test("Terraform interrupted by Ctrl-C ends at once, and one command takes over what was made", async () => {
  // at the fast pace a busy machine may reach the deadline of the operation before Terraform has handed on the signal
  const sandbox = await fabrikam({ pace: "azure" });
  await sandbox.terraform("fabrikam", ["init", "-input=false"]);
  const hour = 3_600_000;
  sandbox.azure.inject({ kind: "slow", milliseconds: hour, action: WRITE_ASSIGNMENT });
  const stack = join(sandbox.folder, "cdktf.out/stacks/fabrikam");
  const apply = sandbox.start("terraform", ["apply", "-auto-approve", "-input=false"], stack);
  while (!sandbox.azure.requests().some(({ method, path }) => method === "PUT" && path === ASSIGNMENT))
    await wait(20);
  apply.kill("SIGINT");
  const ended = await apply.ended;
  expect(ended.code).toBe(1);
  expect(spoken(ended)).toContain("polling after CreateOrUpdate: context canceled");
  const listed = await sandbox.terraform("fabrikam", ["state", "list"]);
  expect(listed.output).toContain(DEFINITION_ADDRESS);
  expect(listed.output).not.toContain("azurerm_lighthouse_assignment");
  // Azure goes on: the assignment exists
  expect(sandbox.azure.resources()).toHaveLength(2);
  await deployImporting(sandbox, `azurerm_lighthouse_assignment.${NAME}`);
  expect(sandbox.azure.resources()).toEqual([ASSIGNMENT.toLowerCase(), DEFINITION.toLowerCase()].sort());
}, 600_000);

test("Terraform killed in the middle of an apply leaves nothing that one command cannot take over", async () => {
  const sandbox = await fabrikam();
  await sandbox.terraform("fabrikam", ["init", "-input=false"]);
  sandbox.azure.inject({ kind: "slow", milliseconds: 1_000, action: WRITE_ASSIGNMENT });
  const stack = join(sandbox.folder, "cdktf.out/stacks/fabrikam");
  const apply = sandbox.start("terraform", ["apply", "-auto-approve", "-input=false"], stack);
  while (!sandbox.azure.requests().some(({ method, path }) => method === "PUT" && path === ASSIGNMENT))
    await wait(20);
  apply.kill("SIGKILL");
  expect((await apply.ended).code).toBe(null);
  // Azure goes on, whoever asked
  while (sandbox.azure.access().length === 0) await wait(20);
  const again = await sandbox.terraform("fabrikam", ["apply", "-auto-approve", "-input=false"]);
  expect(again.code).toBe(1);
  expect(again.output).toContain("already exists");
  await deployImporting(sandbox, "fabrikam");
  await expectWhole(sandbox);
  expect(sandbox.azure.history().filter(({ kind }) => kind === "lost")).toEqual([]);
}, 600_000);

test("a lost state comes back by one command, and nobody loses access meanwhile", async () => {
  const sandbox = await fabrikam();
  await sandbox.apply("fabrikam");
  rmSync(join(sandbox.folder, "state"), { recursive: true });
  const again = await sandbox.apply("fabrikam");
  expect(again.code).toBe(1);
  expect(again.output).toContain("already exists");
  const seen = sandbox.azure.requests().length;
  await deployImporting(sandbox, "fabrikam");
  const asked = sandbox.azure.requests().slice(seen);
  expect(asked.filter(({ method }) => method === "PUT" || method === "DELETE")).toEqual([]);
  await expectWhole(sandbox);
  expect(sandbox.azure.history().filter(({ kind }) => kind === "lost")).toEqual([]);
}, 600_000);

test("an operation that fails leaves something to delete, and then all is well", async () => {
  const sandbox = await fabrikam();
  sandbox.azure.inject({ kind: "operationFails", action: WRITE_ASSIGNMENT });
  const failed = await sandbox.apply("fabrikam");
  expect(failed.code).toBe(1);
  expect(failed.output).toContain("OperationFailed");
  expect(sandbox.azure.access()).toEqual([]);
  const owner = await azureClient(sandbox, TENANT, DEPLOYER_CLIENT_ID);
  expect((await owner("DELETE", ASSIGNMENT)).status).toBe(202);
  while (sandbox.azure.resources().length > 1) await wait(5);
  expect((await sandbox.apply("fabrikam")).code).toBe(0);
  await expectWhole(sandbox);
}, 600_000);

test("an update that fails keeps the planned values in state, and is made again by the next run", async () => {
  const sandbox = await fabrikam();
  await sandbox.apply("fabrikam");
  const owner = await azureClient(sandbox, TENANT, DEPLOYER_CLIENT_ID);
  await widen(sandbox, owner);
  sandbox.azure.inject({ kind: "operationFails", action: WRITE_DEFINITION });
  expect((await sandbox.apply("fabrikam")).code).toBe(1);
  const state = await sandbox.terraform("fabrikam", ["state", "pull"]);
  const { resources }: StateFile = JSON.parse(state.output);
  const [instance] = resources.find(({ type }) => type === "azurerm_lighthouse_definition")?.instances ?? [];
  // Azure has eight: the failed operation left what was added by hand
  expect(instance?.attributes.authorization).toHaveLength(7);
  expect((await sandbox.apply("fabrikam")).code).toBe(0);
  await expectWhole(sandbox);
}, 600_000);

test("authorizations that somebody changed by hand are shown, and put back", async () => {
  const sandbox = await fabrikam();
  await sandbox.apply("fabrikam");
  const owner = await azureClient(sandbox, TENANT, DEPLOYER_CLIENT_ID);
  await widen(sandbox, owner);
  const plan = await sandbox.terraform("fabrikam", ["plan", "-input=false"]);
  expect(plan.output).toContain("Plan: 0 to add, 1 to change, 0 to destroy.");
  expect((await sandbox.apply("fabrikam")).code).toBe(0);
  await expectWhole(sandbox);
}, 600_000);

test("an assignment that somebody removed by hand is made again", async () => {
  const sandbox = await fabrikam();
  await sandbox.apply("fabrikam");
  const owner = await azureClient(sandbox, TENANT, DEPLOYER_CLIENT_ID);
  await owner("DELETE", ASSIGNMENT);
  while (sandbox.azure.access().length > 0) await wait(5);
  const plan = await sandbox.terraform("fabrikam", ["plan", "-input=false"]);
  expect(plan.output).toContain("Plan: 1 to add, 0 to change, 0 to destroy.");
  expect((await sandbox.apply("fabrikam")).code).toBe(0);
  await expectWhole(sandbox);
}, 600_000);

/** What of a state file is looked at. */
interface StateFile {
  readonly resources: readonly {
    readonly type: string;
    readonly instances: readonly { readonly attributes: { readonly authorization?: readonly object[] } }[];
  }[];
}

/** Somebody gives one of the managing tenant's groups Contributor, beside what is defined. */
async function widen(sandbox: TestSandbox, owner: AzureClient): Promise<void> {
  const before = sandbox.azure.access().length;
  const { body } = await owner("GET", DEFINITION);
  const { properties } = body as { readonly properties: { readonly authorizations: readonly object[] } };
  const added = {
    principalId: "0a6f8f0e-5d1b-4f57-8a51-6a2b7d0c1101",
    roleDefinitionId: "b24988ac-6180-42a0-ab88-20f7382dd24c",
  };
  await owner("PUT", DEFINITION, {
    properties: { ...properties, authorizations: [...properties.authorizations, added] },
  });
  while (sandbox.azure.access().length === before) await wait(5);
}

/** The directory with fabrikam's deployer changed. */
function deployer(change: (principal: DirectoryPrincipal) => readonly DirectoryPrincipal[]) {
  return (directory: AzureDirectory): AzureDirectory => ({
    ...directory,
    tenants: directory.tenants.map((tenant) =>
      tenant.id === TENANT ? { ...tenant, principals: tenant.principals.flatMap(change) } : tenant,
    ),
  });
}

/** The directory with fabrikam's subscription changed. */
function subscription(changes: object) {
  return (directory: AzureDirectory): AzureDirectory => ({
    ...directory,
    subscriptions: directory.subscriptions.map((each) =>
      SUBSCRIPTION.endsWith(each.id) ? { ...each, ...changes } : each,
    ),
  });
}

const OTHER_TENANT = "b1d5c2f0-3a4e-4b6c-8d7e-000000000202";

test.each<[string, string, TestSandboxOptions["azure"]]>([
  ["an application that is not in the customer's tenant", "AADSTS700016", deployer(() => [])],
  [
    "a guest",
    "InsufficientPrivilegesForManagedServiceResource",
    deployer((each) => [{ ...each, guest: true }]),
  ],
  ["a caller without any role", "AuthorizationFailed", subscription({ roleAssignments: [] })],
  [
    "a subscription that does not exist",
    "SubscriptionNotFound",
    (directory) => ({ ...directory, subscriptions: [] }),
  ],
  [
    "a subscription of another tenant",
    "InvalidAuthenticationTokenTenant",
    subscription({ tenantId: OTHER_TENANT }),
  ],
])(
  "%s ends the deployment in Azure's words, and nothing is delegated",
  async (_, words, azure) => {
    const sandbox = await fabrikam(azure === undefined ? {} : { azure });
    const applied = await sandbox.apply("fabrikam");
    expect(applied.code).toBe(1);
    expect(applied.output).toContain(words);
    expect(sandbox.azure.resources()).toEqual([]);
    expect(sandbox.azure.history()).toEqual([]);
  },
  600_000,
);

test("a subscription of another tenant that can be read all the same is stopped by the guard", async () => {
  // its owner delegated Reader on it to the tenant that the customer's file names
  const owner = "00000000-0000-4000-8000-0000000000aa";
  const move = subscription({
    tenantId: OTHER_TENANT,
    roleAssignments: [{ principalId: owner, role: "Owner" }],
    registeredResourceProviders: ["Microsoft.ManagedServices"],
  });
  const sandbox = await fabrikam({
    azure: (directory) => {
      const tenants = directory.tenants.map((tenant) =>
        tenant.id === OTHER_TENANT
          ? {
              ...tenant,
              principals: [...tenant.principals, { id: owner, type: "User" as const, displayName: "Owner" }],
            }
          : tenant,
      );
      return move({ ...directory, tenants });
    },
  });
  const reader = sandbox.azure.directory.tenants.find(({ id }) => id === TENANT)?.principals[0]?.id;
  const client = await azureClient(sandbox, OTHER_TENANT, owner);
  const other = DEFINITION.replace(/.{12}$/, "0000000000bb");
  const properties = {
    managedByTenantId: TENANT,
    registrationDefinitionName: "Another provider",
    authorizations: [{ principalId: reader, roleDefinitionId: "acdd72a7-3385-48ef-bd42-f606fba81ae7" }],
  };
  await putAndWait(client, other, { properties });
  const assignment = { properties: { registrationDefinitionId: other } };
  await putAndWait(client, ASSIGNMENT.replace(/.{12}$/, "0000000000cc"), assignment);
  const before = sandbox.azure.resources();
  const applied = await sandbox.apply("fabrikam");
  expect(applied.code).toBe(1);
  expect(applied.output.replace(/[\s│╷╵]+/g, " ")).toContain("is not in the tenant of Fabrikam Logistics");
  expect(sandbox.azure.resources()).toEqual(before);
}, 600_000);

test("a subscription that is gone is forgotten by Terraform's own command, and then by keeper", async () => {
  const sandbox = await fabrikam();
  await sandbox.apply("fabrikam");
  const gone = await withoutSubscriptions(sandbox);
  const plan = await gone.terraform("fabrikam", ["plan", "-input=false"]);
  expect(plan.code).toBe(1);
  expect(plan.output).toContain("SubscriptionNotFound");
  const { output } = await gone.terraform("fabrikam", ["state", "list"]);
  const addresses = output.trim().split("\n");
  expect(addresses).toHaveLength(3);
  const removed = await gone.terraform("fabrikam", ["state", "rm", ...addresses]);
  expect(removed.output).toContain("Successfully removed 3 resource instance(s)");
  expect(gone.azure.requests().filter(({ method }) => method === "DELETE")).toEqual([]);
  rmSync(join(gone.estate, "customers/fabrikam.ts"));
  const lock = join(gone.folder, "estate.lock.json");
  const { customers, ...rest } = JSON.parse(readFileSync(lock, "utf8"));
  const { fabrikam: _, ...others } = customers;
  writeFileSync(lock, `${JSON.stringify({ ...rest, customers: others }, undefined, 2)}\n`);
  const synthesized = await gone.keeper(["synth"]);
  expect(synthesized.output).not.toContain("error LH");
  expect(synthesized.code).toBe(0);
}, 600_000);

/** The same sandbox after its Azure lost every subscription. */
async function withoutSubscriptions({ azure, estate, folder }: TestSandbox): Promise<TestSandbox> {
  const emptied = new EmulatedAzure(
    { ...azure.directory, subscriptions: [] },
    { catalogue: sampleCatalogue(), now: Date.now, saved: azure.save() },
  );
  const running = await startSandbox(emptied, folder, { provider: PROVIDER, pace: "fast", now: Date.now() });
  onTestFinished(() => running.close());
  return new TestSandbox(emptied, estate, folder, running);
}

test("a resource provider that may not be registered is named, and nothing is delegated", async () => {
  const sandbox = await fabrikam({
    files: { "estate.ts": "export default { registerResourceProvider: false };\n" },
  });
  const applied = await sandbox.apply("fabrikam");
  expect(applied.code).toBe(1);
  expect(applied.output).toContain("MissingSubscriptionRegistration");
  expect(applied.output).toContain("Microsoft.ManagedServices");
  expect(sandbox.azure.resources()).toEqual([]);
}, 600_000);
