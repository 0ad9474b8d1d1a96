// @module-tag terraform

import { spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { DEPLOYER_CLIENT_ID } from "../../lib/sandbox/estate-directory.ts";
import { armLists, grant, guidOf, ROLES } from "../adopting/arm-fleet.ts";
import { change, KEEPER, snapshot, temporaryFolder } from "../support/estates.ts";
import { azureClient, done, putAndWait, sampleSandbox, type TestSandbox } from "../support/sandbox.ts";

/*
 * Delegations that people made by hand, from the first look to an upgrade, with real Terraform.
 */

const TENANT = "b1d5c2f0-3a4e-4b6c-8d7e-000000000101";
const SUBSCRIPTION = "/subscriptions/c2e6d3a1-4b5f-4c7d-9e8f-000000000111";
const DESK = "0a6f8f0e-5d1b-4f57-8a51-6a2b7d0c1101";

/** What an owner of the subscription sends, as a person at the portal. */
async function delegateByHand(sandbox: TestSandbox): Promise<void> {
  const shared = readFileSync(join(sandbox.estate, "offers/shared/northwind.ts"), "utf8");
  const [, managedByTenantId = ""] = /tenantId: "([0-9a-f-]+)"/.exec(shared) ?? [];
  const owner = await azureClient(sandbox, TENANT, DEPLOYER_CLIENT_ID);
  const services = `${SUBSCRIPTION}/providers/Microsoft.ManagedServices`;
  const definition = `${services}/registrationDefinitions/${guidOf("d", 1)}`;
  const authorizations = [ROLES.reader, ROLES.deletes].map((roleDefinitionId) => ({
    principalId: DESK,
    principalIdDisplayName: "Northwind Service Desk",
    roleDefinitionId,
  }));
  const properties = { registrationDefinitionName: "Northwind by hand", managedByTenantId, authorizations };
  await putAndWait(owner, definition, { properties });
  await putAndWait(owner, `${services}/registrationAssignments/${guidOf("e", 1)}`, {
    properties: { registrationDefinitionId: definition },
  });
}

test("a delegation that a person made is fetched, adopted, deployed, finished and upgraded", async () => {
  const registered = ["Microsoft.ManagedServices"];
  const sandbox = await sampleSandbox({
    azure: (directory) => ({
      ...directory,
      subscriptions: directory.subscriptions.map((each) => ({
        ...each,
        registeredResourceProviders: registered,
      })),
    }),
  });
  await delegateByHand(sandbox);
  await expect.poll(() => sandbox.azure.access()).toHaveLength(2);
  const before = sandbox.azure.access();
  for (const part of ["offers", "customers", "estate.lock.json"])
    rmSync(join(sandbox.estate, part), { recursive: true });
  const subscription = SUBSCRIPTION.split("/").at(-1) ?? "";
  const fetched = ["fetch", "--tenant", TENANT, "--subscription", subscription, "--output", "live"];
  await done(sandbox.keeper(fetched));
  expect(await done(sandbox.keeper(["adopt", "live", "--yaml", "--offline"]))).toContain(
    "1 registration definition adopted: 1 customer, 1 new offer",
  );
  const [file = ""] = Object.keys(snapshot(join(sandbox.estate, "customers")));
  const customer = file.replace(".yaml", "");

  const imported = await done(sandbox.cdktf(["deploy", customer, "--auto-approve"]));
  expect(imported).toContain("2 imported, 0 added, 0 changed, 0 destroyed");
  expect(sandbox.azure.access()).toEqual(before);
  const state = join(sandbox.folder, "state", `${customer}.tfstate`);
  // the lock is the estate's, and not the sandbox's
  const finish = ["adopt", "--finish", "--from", state];
  expect(await done(sandbox.keeper(finish, { KEEPER_SANDBOX: "" }))).toContain("1 import finished, 0 not");

  const [offer = ""] = Object.keys(snapshot(join(sandbox.estate, "offers")));
  const text = readFileSync(join(sandbox.estate, "offers", offer), "utf8");
  const [version = ""] = /^ {6}1\.0\.0:\n((?: {7,}.*\n)+)/m.exec(text) ?? [];
  expect(version).toContain("role: Reader");
  const widened = version.replace("1.0.0", "1.1.0").replace("role: Reader", "role: Contributor");
  const taken = readFileSync(join(sandbox.estate, "customers", file), "utf8");
  change(sandbox.estate, {
    [`offers/${offer}`]: text.replace(version, version + widened),
    [`customers/${file}`]: taken.replace("version: 1.0.0", "version: 1.1.0"),
  });
  const upgraded = await done(sandbox.cdktf(["deploy", customer, "--auto-approve"]));
  expect(upgraded).toContain("0 added, 1 changed, 0 destroyed");
  expect(
    sandbox.azure
      .access()
      .map(({ roleDefinitionId }) => roleDefinitionId)
      .sort(),
  ).toEqual([ROLES.contributor, ROLES.deletes].sort());
  expect(sandbox.azure.access()).toEqual(await sandbox.defined());
});

test("forty customers with three near-equal offers become one offer with three plans, and every plan is proved", () => {
  const tier = [1, 2].flatMap((principal) => [grant(principal, "reader"), grant(principal, "contributor")]);
  const shared = [...tier, grant(1, "deletes")];
  const own = [grant(3, "monitoring"), grant(3, "security"), grant(3, "support")];
  const folder = temporaryFolder();
  change(
    folder,
    armLists(
      Array.from({ length: 40 }, (_, index) => ({
        customer: index + 1,
        authorizations: [...shared, ...own.slice(index % 3, (index % 3) + 1)],
      })),
    ),
  );
  const [node = "", ...main] = KEEPER;
  const env = { PATH: process.env["PATH"], HOME: folder, NO_COLOR: "1" };
  // --prove always runs the stand-in, whatever KEEPER_TEST_PROVIDER names
  const words = [...main, "adopt", "azure", "--yaml", "--output", ".", "--prove"];
  const ran = spawnSync(node, words, { cwd: folder, encoding: "utf8", env });
  expect(ran, ran.stdout + ran.stderr).toMatchObject({ status: 0 });
  expect(ran.stdout).toContain("40 registration definitions adopted: 40 customers, 1 new offer");
  expect(ran.stdout).toContain("offer bellows-operations: 3 plans");
  expect(ran.stdout).toContain("proved with Terraform in the sandbox: 80 imports for 40 customers; nothing");
  expect(ran.stdout).toContain("access unchanged, names and GUIDs included: 40 registration definitions as");
});
