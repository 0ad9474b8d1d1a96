// @module-tag terraform

import { rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Customer } from "../../lib/delegation/customer.ts";
import { encodeStack } from "../../lib/formats/stack/encode.ts";
import { importing } from "../../lib/formats/stack/imports.ts";
import { aCustomer, anOfferOf, MANAGING_TENANT, PRINCIPALS } from "../support/builders.ts";
import { change } from "../support/estates.ts";
import { definedSandbox, type TestSandbox } from "../support/sandbox.ts";
import { DEFAULTS, registered } from "../support/stacks.ts";

/*
 * A customer that deploys itself: the provider has what the delegation gives it, here Reader alone, and signs in to its
 * own tenant.
 */

const offers = [anOfferOf({ authorizations: [{ principal: PRINCIPALS.operators, role: "Reader" }] })];
const customer = aCustomer();

/** A sandbox in which the customer's own identity made the delegation, and no state remembers it. */
async function delegated(): Promise<TestSandbox> {
  const sandbox = await definedSandbox({ offers, customers: [customer] });
  sandbox.write(customer, offers);
  expect((await sandbox.apply(customer.id)).code).toBe(0);
  rmSync(join(sandbox.folder, "state"), { recursive: true });
  rmSync(join(sandbox.folder, "cdktf.out"), { recursive: true });
  return sandbox;
}

/** Writes a customer's stack with import blocks for everything in it. */
function writeImporting(sandbox: TestSandbox, importer: Customer): void {
  const subscriptions = importing(registered(importer, offers), importer.id, new Set([importer.id]));
  const content = { customer: importer, subscriptions, defaults: DEFAULTS, recordsFromStack: "../../.." };
  change(sandbox.folder, { [`cdktf.out/stacks/${importer.id}/cdk.tf.json`]: encodeStack(content) });
}

test("a plan of imports only works with Reader by the delegation alone", async () => {
  const sandbox = await delegated();
  const access = sandbox.azure.access();
  const seen = sandbox.azure.requests().length;
  const signIn = { method: "azureCli", tenantId: MANAGING_TENANT.tenantId };
  writeImporting(sandbox, aCustomer({ deployedBy: "customer", signIn }));
  expect((await sandbox.terraform(customer.id, ["init", "-input=false"])).code).toBe(0);
  const plan = await sandbox.terraform(customer.id, ["plan", "-input=false", "-out=import.tfplan"]);
  expect(plan.output).toContain("Plan: 2 to import, 0 to add, 0 to change, 0 to destroy.");
  expect((await sandbox.terraform(customer.id, ["apply", "-input=false", "import.tfplan"])).code).toBe(0);
  const again = await sandbox.terraform(customer.id, ["plan", "-input=false", "-detailed-exitcode"]);
  expect(again.code, again.output).toBe(0);

  const asked = sandbox.azure.requests().slice(seen);
  const managing = sandbox.azure.directory.tenants.find(({ id }) => id === MANAGING_TENANT.tenantId);
  const readers = managing?.principals.map(({ id }) => id);
  for (const { method, path, principalId } of asked)
    if (path.includes("/subscriptions/"))
      expect([method, readers?.includes(principalId ?? "")]).toEqual(["GET", true]);
  expect(asked.filter(({ status }) => status >= 400 && status !== 404)).toEqual([]);
  expect(sandbox.azure.access()).toEqual(access);
}, 600_000);

test("with Reader alone, a change is refused by Azure, and nothing changes", async () => {
  const sandbox = await delegated();
  const access = sandbox.azure.access();
  const signIn = { method: "azureCli", tenantId: MANAGING_TENANT.tenantId };
  const wider = [anOfferOf({ authorizations: [{ principal: PRINCIPALS.engineers, role: "Reader" }] })];
  const importer = aCustomer({ deployedBy: "customer", signIn });
  const subscriptions = importing(registered(importer, wider), importer.id, new Set([importer.id]));
  const content = { customer: importer, subscriptions, defaults: DEFAULTS, recordsFromStack: "../../.." };
  change(sandbox.folder, { [`cdktf.out/stacks/${importer.id}/cdk.tf.json`]: encodeStack(content) });
  const applied = await sandbox.apply(customer.id);
  expect(applied.code).toBe(1);
  expect(applied.output).toContain("InsufficientPrivilegesForManagedServiceResource");
  expect(sandbox.azure.access()).toEqual(access);
}, 600_000);
