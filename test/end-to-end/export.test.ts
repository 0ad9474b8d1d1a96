// @module-tag bash
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { copyFileSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { v5 } from "uuid";
import { expect, test } from "vitest";
import { templateResources } from "../../lib/formats/arm/template-resources.ts";
import { DEPLOYER_CLIENT_ID } from "../../lib/sandbox/estate-directory.ts";
import { azOnPath } from "../support/az.ts";
import { change } from "../support/estates.ts";
import { azureClient, putAndWait, sampleSandbox, type TestSandbox } from "../support/sandbox.ts";

/*
 * A package and Terraform create the same resources: either takes over from the other.
 */

const TENANT = "b1d5c2f0-3a4e-4b6c-8d7e-000000000101";

/** Exports fabrikam, and returns the package's folder. */
async function exported(sandbox: TestSandbox): Promise<string> {
  const { code, output } = await sandbox.keeper(["export", "fabrikam"]);
  expect([code, output]).toEqual([0, expect.stringContaining("1 package written")]);
  return join(sandbox.estate, "packages/fabrikam/production");
}

/** Runs the package's script as the customer's administrator. */
async function deployed(sandbox: TestSandbox, folder: string): Promise<void> {
  const { environment } = await azOnPath({
    azure: sandbox.azure,
    tenantId: TENANT,
    principalId: DEPLOYER_CLIENT_ID,
  });
  const child = spawn("bash", [join(folder, "deploy.sh"), "--yes"], { env: environment });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (output += text));
  const code = await new Promise((done) => child.on("close", done));
  expect([code, output]).toEqual([0, expect.stringContaining("Azure has exactly what the template says")]);
}

/** What a plan does with one resource. */
interface Change {
  readonly address: string;
  readonly change: { readonly actions: readonly string[]; readonly importing?: object };
}

/** The actions that Terraform plans in a folder. */
async function planned(sandbox: TestSandbox, folder: string) {
  const terraform = async (...words: readonly string[]) => {
    const { code, output } = await sandbox.start("terraform", words, folder).ended;
    if (code !== 0) throw new Error(output);
    return output;
  };
  await terraform("init", "-input=false");
  await terraform("plan", "-input=false", "-out=plan");
  const { resource_changes: changes }: { readonly resource_changes: readonly Change[] } = JSON.parse(
    await terraform("show", "-json", "plan"),
  );
  const lighthouse = changes.filter(({ address }) => address.startsWith("azurerm_lighthouse_"));
  const unchanged = lighthouse.filter(({ change }) => change.actions.join() === "no-op");
  return {
    imported: unchanged.filter(({ change }) => change.importing !== undefined).map(({ address }) => address),
    changed: lighthouse.filter((each) => !unchanged.includes(each)),
  };
}

test("the template first: the stack imports and changes nothing, and so does the customer's own Terraform", {
  tags: ["terraform"],
  timeout: 240_000,
}, async () => {
  const sandbox = await sampleSandbox();
  const folder = await exported(sandbox);
  await deployed(sandbox, folder);
  const { code, output } = await sandbox.keeper(["synth", "fabrikam"], { KEEPER_IMPORT: "fabrikam" });
  expect([code, output]).toEqual([0, expect.anything()]);
  const stack = await planned(sandbox, join(sandbox.folder, "cdktf.out/stacks/fabrikam"));
  expect(stack.changed).toEqual([]);
  expect(stack.imported).toHaveLength(2);
  const own = join(sandbox.folder, "own");
  mkdirSync(own);
  copyFileSync(join(folder, "main.tf"), join(own, "main.tf"));
  copyFileSync(join(folder, "imports.tf.txt"), join(own, "imports.tf"));
  // at the same addresses, so that either state can become the other
  expect(await planned(sandbox, own)).toEqual(stack);
});

test("a generic template at a random subscription: the customer is defined later, and its stack only imports", {
  tags: ["terraform"],
  timeout: 240_000,
}, async () => {
  const subscription = randomUUID();
  const owner = { principalId: v5(TENANT, DEPLOYER_CLIENT_ID), role: "Owner" as const };
  const sandbox = await sampleSandbox({
    azure: (directory) => ({
      ...directory,
      subscriptions: [
        ...directory.subscriptions,
        {
          id: subscription,
          name: "later",
          tenantId: TENANT,
          resourceGroups: [],
          roleAssignments: [owner],
          registeredResourceProviders: ["Microsoft.ManagedServices"],
        },
      ],
    }),
  });
  const exportedPlan = await sandbox.keeper(["export", "--offer", "managed-operations/complete"]);
  expect(exportedPlan).toMatchObject({ code: 0 });
  const folder = join(sandbox.estate, "packages/offer.managed-operations.complete/any-subscription");
  const template = JSON.parse(readFileSync(join(folder, "template.json"), "utf8"));
  const resources = templateResources(template, { subscriptionId: subscription });
  if (!resources.ok) throw new Error(resources.error);
  const client = await azureClient(sandbox, TENANT, DEPLOYER_CLIENT_ID);
  for (const { type, name, scope, body } of resources.value) {
    await putAndWait(client, `${scope}/providers/${type}/${name}`, body);
  }
  await expect.poll(() => sandbox.azure.access().length).toBeGreaterThan(0);
  const before = sandbox.azure.access();

  const customer = readFileSync(join(sandbox.estate, "customers/fabrikam.ts"), "utf8");
  change(sandbox.estate, {
    "customers/fabrikam.ts": customer.replace(/production: "[^"]+"/, `production: "${subscription}"`),
    "estate.lock.json": undefined,
  });
  const { code, output } = await sandbox.keeper(["synth", "fabrikam"], { KEEPER_IMPORT: "fabrikam" });
  expect([code, output]).toEqual([0, expect.anything()]);
  const stack = await planned(sandbox, join(sandbox.folder, "cdktf.out/stacks/fabrikam"));
  expect(stack.changed).toEqual([]);
  expect(stack.imported).toHaveLength(2);
  expect(sandbox.azure.access()).toEqual(before);
  expect(await sandbox.defined("fabrikam")).toEqual(before);
});

test("Terraform first: the template changes nothing", {
  tags: ["terraform"],
  timeout: 240_000,
}, async () => {
  const sandbox = await sampleSandbox();
  const { code, output } = await sandbox.keeper(["synth", "fabrikam"]);
  expect([code, output]).toEqual([0, expect.anything()]);
  expect(await sandbox.apply("fabrikam")).toMatchObject({ code: 0 });
  const [access, resources] = [sandbox.azure.access(), sandbox.azure.resources()];
  await deployed(sandbox, await exported(sandbox));
  expect([sandbox.azure.access(), sandbox.azure.resources()]).toEqual([access, resources]);
  const actions = await planned(sandbox, join(sandbox.folder, "cdktf.out/stacks/fabrikam"));
  expect(actions).toEqual({ imported: [], changed: [] });
});
