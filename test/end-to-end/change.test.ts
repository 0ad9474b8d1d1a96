// @module-tag terraform

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { change } from "../support/estates.ts";
import { held, interrupted } from "../support/grants.ts";
import { sampleSandbox, type TestSandbox } from "../support/sandbox.ts";

const FABRIKAM = "customers/fabrikam.ts";

function edit({ estate }: TestSandbox, file: string, from: string, to: string): void {
  const text = readFileSync(join(estate, file), "utf8");
  if (!text.includes(from)) throw new Error(`${file} does not contain ${from}`);
  change(estate, { [file]: text.replace(from, to) });
}

async function deploy(sandbox: TestSandbox, ...customers: readonly string[]): Promise<string> {
  const { code, output } = await sandbox.cdktf(["deploy", ...customers, "--auto-approve"]);
  if (code !== 0) throw new Error(output);
  return output;
}

test("another version and another plan are updates in place, without a moment without access", async () => {
  const sandbox = await sampleSandbox();
  edit(sandbox, FABRIKAM, "1.1.0", "1.0.0");
  await deploy(sandbox, "fabrikam");
  const steps = [
    { from: 'version: "1.0.0"', to: 'version: "1.1.0"', gains: true },
    {
      from: 'plan: "complete",\n      version: "1.1.0"',
      to: 'plan: "essential",\n      version: "1.0.0"',
      gains: false,
    },
  ];
  for (const { from, to, gains } of steps) {
    const before = sandbox.azure.access();
    const seen = sandbox.azure.history().length;
    edit(sandbox, FABRIKAM, from, to);
    const { output } = await sandbox.cdktf(["diff", "fabrikam"]);
    expect(output).toContain("will be updated in-place");
    // the cdktf CLI does not always draw its last lines: the count is Terraform's own
    const plan = await sandbox.terraform("fabrikam", ["plan", "-input=false"]);
    expect(plan.output).toContain("Plan: 0 to add, 1 to change, 0 to destroy.");
    await deploy(sandbox, "fabrikam");
    const after = sandbox.azure.access();
    expect(after).toEqual(await sandbox.defined("fabrikam"));
    expect(after.length > before.length).toBe(gains);
    expect(interrupted(before, after, sandbox.azure.history().slice(seen))).toEqual([]);
  }
}, 900_000);

test("another name of an offer is a replacement, announced beforehand, and an interruption", async () => {
  const sandbox = await sampleSandbox();
  await deploy(sandbox, "fabrikam");
  const before = sandbox.azure.access();
  const seen = sandbox.azure.history().length;
  edit(sandbox, "offers/managed-operations.ts", "Northwind Managed Operations", "Northwind Operations");
  const { output } = await sandbox.cdktf(["diff", "fabrikam"]);
  expect(output).toContain("LH071");
  expect(output).toContain("has no access by them in between");
  expect(output).toContain("must be replaced");
  await deploy(sandbox, "fabrikam");
  const after = sandbox.azure.access();
  expect(after).toEqual(await sandbox.defined("fabrikam"));
  // all of it was gone for a while, which is why it is announced
  expect(interrupted(before, after, sandbox.azure.history().slice(seen))).toEqual(before.map(held));
}, 900_000);

test("a customer leaves in two steps, and nothing is left", async () => {
  const sandbox = await sampleSandbox();
  await deploy(sandbox, "fabrikam");
  edit(sandbox, FABRIKAM, 'scopes: [{ subscription: "production" }]', "scopes: []");
  const seen = sandbox.azure.requests().length;
  await deploy(sandbox, "fabrikam");
  expect(sandbox.azure.access()).toEqual([]);
  expect(sandbox.azure.resources()).toEqual([]);
  const deletes = sandbox.azure
    .requests()
    .slice(seen)
    .filter(({ method }) => method === "DELETE");
  expect(deletes.map(({ path }) => path.split("/").at(-2))).toEqual([
    "registrationAssignments",
    "registrationDefinitions",
  ]);
  change(sandbox.estate, { [FABRIKAM]: undefined });
  expect((await sandbox.keeper(["synth"])).code).toBe(0);
}, 900_000);

test("a deleted customer file is stopped; without the rule its access would be left standing", async () => {
  const sandbox = await sampleSandbox();
  await deploy(sandbox, "fabrikam");
  change(sandbox.estate, { [FABRIKAM]: undefined });
  const stopped = await sandbox.cdktf(["deploy", "*", "--auto-approve"]);
  expect(stopped.code).not.toBe(0);
  expect(stopped.output).toContain("LH063");
  expect(stopped.output).toContain("nothing was written");
  const before = sandbox.azure.access();
  await sandbox.synthesizeUnchecked();
  await sandbox.apply("proseware");
  // there is no stack any more that could take it away
  expect((await sandbox.cdktf(["list"])).output).not.toContain("stacks/fabrikam");
  expect(sandbox.azure.access()).toEqual(before);
}, 900_000);

test("a dropped subscription is stopped; without the rule Terraform cannot remove what it held", async () => {
  // as data: this process loads a module once only
  const yaml = (subscriptions: string, scopes: string) => `id: fabrikam
name: Fabrikam Logistics
tenantId: b1d5c2f0-3a4e-4b6c-8d7e-000000000101
subscriptions: ${subscriptions}
delegations:
  - { offer: managed-operations, plan: complete, version: 1.1.0, scopes: ${scopes} }
`;
  const listed = yaml(
    "{ production: c2e6d3a1-4b5f-4c7d-9e8f-000000000111 }",
    "[{ subscription: production }]",
  );
  const sandbox = await sampleSandbox({
    files: { [FABRIKAM]: undefined, "customers/fabrikam.yaml": listed },
  });
  await deploy(sandbox, "fabrikam");
  const before = sandbox.azure.access();
  change(sandbox.estate, { "customers/fabrikam.yaml": yaml("{}", "[]") });
  const stopped = await sandbox.cdktf(["deploy", "fabrikam", "--auto-approve"]);
  expect(stopped.code).not.toBe(0);
  expect(stopped.output).toContain("LH065");
  await sandbox.synthesizeUnchecked();
  const failed = await sandbox.apply("fabrikam");
  expect(failed.code).toBe(1);
  expect(failed.output).toContain("Provider configuration not present");
  expect(sandbox.azure.access()).toEqual(before);
}, 900_000);

test("a selected synthesis and deployment leaves the others' stacks and state as they were", async () => {
  const sandbox = await sampleSandbox();
  await deploy(sandbox, "fabrikam", "wide-world-importers");
  const read = (file: string) => readFileSync(join(sandbox.folder, file), "utf8");
  const others = ["state/wide-world-importers.tfstate", "cdktf.out/stacks/wide-world-importers/cdk.tf.json"];
  const before = others.map(read);
  const access = sandbox.azure.access();
  // another customer's broken file is not in the way of a revocation
  change(sandbox.estate, { "customers/broken.yaml": "id: broken\nname: [\n" });
  edit(sandbox, FABRIKAM, 'scopes: [{ subscription: "production" }]', "scopes: []");
  const revoked = await sandbox.cdktf(["deploy", "fabrikam", "--auto-approve"], {
    KEEPER_CUSTOMERS: "fabrikam",
  });
  expect(revoked.code).toBe(0);
  expect(others.map(read)).toEqual(before);
  expect(sandbox.azure.access()).toEqual(access.filter(({ scope }) => scope.endsWith("0441")));
}, 900_000);
