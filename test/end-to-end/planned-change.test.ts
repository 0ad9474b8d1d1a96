// @module-tag terraform

import { expect, test } from "vitest";
import type { AccessGrant } from "../../lib/access/access-grant.ts";
import { change } from "../support/estates.ts";
import { held, interrupted } from "../support/grants.ts";
import { sampleSandbox, type TestSandbox } from "../support/sandbox.ts";

/*
 * Planned changes of docs/how-to/planned-change.md, in two phases: the new delegation is added, then the old one is removed.
 */

const SUBSCRIPTION = "c2e6d3a1-4b5f-4c7d-9e8f-000000000111";
const NORTHWIND = "6f0c1f6e-2c1d-4f0b-9d5a-0c7a3f2b1e01";
const MERGED = "7a1d2f7e-3d2e-4a1c-8e6b-1d8b4a3c2f77";
const ENGINEERS = "1b7e9a1f-6c2a-4e68-9b62-7b3c8e1d2202";
const OTHERS = "2c8f9a2f-7d3b-4f79-8c73-8c4d9f2e3377";

function offer(id: string, title: string, tenantId: string, group: string): string {
  return `id: ${id}
name: ${title}
description: Runs the Azure resources of this subscription.
managingTenant:
  tenantId: ${tenantId}
  name: The provider
  cloud: public
  principals:
    engineers: { type: Group, objectId: ${group}, displayName: Engineers }
plans:
  whole:
    visibility: public
    versions:
      1.0.0:
        authorizations:
          - { principal: engineers, role: Reader }
          - { principal: engineers, role: Virtual Machine Contributor }
          - { principal: engineers, role: Managed Services Registration assignment Delete Role }
`;
}

function customer(...offers: readonly string[]): string {
  const delegations = offers.map(
    (id) => `  - { offer: ${id}, plan: whole, version: 1.0.0, scopes: [{ subscription: production }] }\n`,
  );
  return `id: fabrikam
name: Fabrikam Logistics
tenantId: b1d5c2f0-3a4e-4b6c-8d7e-000000000101
subscriptions: { production: ${SUBSCRIPTION} }
delegations:
${delegations.join("")}`;
}

const CUSTOMER = "customers/fabrikam.yaml";

const before = offer("operations", "Operations", NORTHWIND, ENGINEERS);

/** The old offer deployed, and the new one defined beside it. */
async function oldOffer(after: string): Promise<TestSandbox> {
  const sandbox = await sampleSandbox({
    files: {
      "customers/fabrikam.ts": undefined,
      [CUSTOMER]: customer("operations"),
      "offers/operations.yaml": before,
      "offers/operations-next.yaml": after,
    },
  });
  await deploy(sandbox);
  return sandbox;
}

async function deploy(sandbox: TestSandbox): Promise<void> {
  const { code, output } = await sandbox.cdktf(["deploy", "fabrikam", "--auto-approve"]);
  if (code !== 0) throw new Error(output);
}

/** Writes the customer, and gives Terraform's own count of what a deployment would do. */
async function planned(sandbox: TestSandbox, ...offers: readonly string[]): Promise<string> {
  change(sandbox.estate, { [CUSTOMER]: customer(...offers) });
  const diff = await sandbox.cdktf(["diff", "fabrikam"]);
  if (diff.code !== 0) throw new Error(diff.output);
  const { output } = await sandbox.terraform("fabrikam", ["plan", "-input=false"]);
  return /Plan: .*\.|No changes\./.exec(output)?.[0] ?? output;
}

/** Both phases; gives what was held between them and afterwards, and what was interrupted in the second. */
async function inTwoPhases(sandbox: TestSandbox) {
  expect(await planned(sandbox, "operations", "operations-next")).toBe(
    "Plan: 2 to add, 0 to change, 0 to destroy.",
  );
  const old = sandbox.azure.access();
  const began = sandbox.azure.history().length;
  await deploy(sandbox);
  const both = sandbox.azure.access();
  expect(both).toHaveLength(2 * old.length);
  expect(interrupted(old, both, sandbox.azure.history().slice(began))).toEqual([]);
  const seen = sandbox.azure.history().length;
  expect(await planned(sandbox, "operations-next")).toBe("Plan: 0 to add, 0 to change, 2 to destroy.");
  await deploy(sandbox);
  const after = sandbox.azure.access();
  const isOld = new Set(old.map(held));
  const added = both.filter((grant: AccessGrant) => !isOld.has(held(grant)));
  return { after, lost: interrupted(added, after, sandbox.azure.history().slice(seen)) };
}

test.each([
  ["another managing tenant", offer("operations-next", "Merged Operations", MERGED, OTHERS)],
  ["another title with groups of its own", offer("operations-next", "Operations Plus", NORTHWIND, OTHERS)],
])(
  "%s: both delegations stand at once, and no moment is without access",
  async (_, next) => {
    const sandbox = await oldOffer(next);
    const { after, lost } = await inTwoPhases(sandbox);
    expect(lost).toEqual([]);
    expect(after).toEqual(await sandbox.defined("fabrikam"));
    expect(after.map(({ principalId }) => principalId)).not.toContain(ENGINEERS);
  },
  900_000,
);

test("another title with the same groups: LH051 warns, and removing the old one takes the access until it is written again", async () => {
  const sandbox = await oldOffer(offer("operations-next", "Operations Plus", NORTHWIND, ENGINEERS));
  change(sandbox.estate, { [CUSTOMER]: customer("operations", "operations-next") });
  expect((await sandbox.keeper(["check"])).output).toContain("LH051");
  await deploy(sandbox);
  change(sandbox.estate, { [CUSTOMER]: customer("operations-next") });
  await deploy(sandbox);
  // Azure removed the role of the group with the old delegation, and Terraform sees no difference
  expect(sandbox.azure.access()).toEqual([]);
  expect(await planned(sandbox, "operations-next")).toBe("No changes.");
  const address = `azurerm_lighthouse_assignment.operations-next_${SUBSCRIPTION}`;
  const replaced = await sandbox.terraform("fabrikam", [
    ...["apply", "-input=false", "-auto-approve", `-replace=${address}`],
  ]);
  expect(replaced.code, replaced.output).toBe(0);
  expect(sandbox.azure.access()).toEqual(await sandbox.defined("fabrikam"));
}, 900_000);

test("both phases in one deployment are an interruption, which the plan shows", async () => {
  const sandbox = await oldOffer(offer("operations-next", "Merged Operations", MERGED, OTHERS));
  expect(await planned(sandbox, "operations-next")).toBe("Plan: 2 to add, 0 to change, 2 to destroy.");
}, 900_000);
