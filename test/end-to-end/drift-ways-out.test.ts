// @module-tag terraform

import { expect, test } from "vitest";
import { DEPLOYER_CLIENT_ID } from "../../lib/sandbox/estate-directory.ts";
import {
  azureClient,
  deleteAndWait,
  done,
  fabrikamDrift,
  listsOf,
  putAndWait,
  sampleSandbox,
  type TestSandbox,
} from "../support/sandbox.ts";

/*
 * The ways out of drift that change definitions, or end access that the definitions no longer reach.
 */

const TENANT = "b1d5c2f0-3a4e-4b6c-8d7e-000000000101";
/** Another customer's tenant, with the client id of its deployer. */
const NEW_CLIENT_ID = "d3f7e4b2-5c6a-4d8e-8f90-000000000299";
const NEW_TENANT = "b1d5c2f0-3a4e-4b6c-8d7e-000000000202";

/** A sandbox where fabrikam was deployed, an Owner of its subscription, and what was deployed. */
async function deployedSandbox() {
  const sandbox = await sampleSandbox();
  await done(sandbox.cdktf(["deploy", "fabrikam", "--auto-approve"]));
  const { definitions, assignments } = await listsOf(sandbox);
  const [definition] = definitions as readonly { readonly id: string; readonly properties: object }[];
  const [assignment] = assignments as readonly { readonly id: string }[];
  if (definition === undefined || assignment === undefined) throw new Error("nothing was deployed");
  return { sandbox, definition, assignment };
}

test("what somebody added by hand is defined by the command that the finding names, and deployed without a change of access", async () => {
  const { sandbox, definition } = await deployedSandbox();
  const owner = await azureClient(sandbox, TENANT, DEPLOYER_CLIENT_ID);
  const { managedByTenantId, registrationDefinitionName, description, authorizations } =
    definition.properties as Record<string, readonly object[]>;
  const added = {
    principalId: "0a6f8f0e-5d1b-4f57-8a51-6a2b7d0c1101",
    principalIdDisplayName: "Northwind Service Desk",
    roleDefinitionId: "9980e02c-c2be-4d73-94e8-173b1dc7cf3c",
  };
  const properties = {
    managedByTenantId,
    registrationDefinitionName,
    description,
    authorizations: [...(authorizations ?? []), added],
  };
  await putAndWait(owner, definition.id, { properties });
  const wider = await fabrikamDrift(sandbox, "edited");
  const command = "keeper drift fabrikam --from edited --adopt";
  expect([wider.code, wider.output]).toEqual([1, expect.stringContaining(`      ${command}\n`)]);

  const adopted = await done(sandbox.keeper(command.split(" ").slice(1)));
  expect(adopted).toContain("fabrikam: managed-operations/complete 1.1.0 → 1.2.0");
  expect(await sandbox.keeper(["drift", "fabrikam", "--from", "edited"])).toMatchObject({ code: 0 });
  // the plan changes the version in the description, and nothing else
  const plan = await done(sandbox.cdktf(["diff", "fabrikam"]));
  expect(plan).toContain("0 to add, 1 to change, 0 to destroy");
  expect(plan).not.toContain(added.roleDefinitionId);
  await done(sandbox.cdktf(["deploy", "fabrikam", "--auto-approve"]));
  expect(await fabrikamDrift(sandbox, "deployed")).toMatchObject({
    code: 0,
    output: expect.stringContaining("no drift"),
  });
}, 900_000);

test("a subscription that moved to another tenant is told with its access, which the command of the finding ends", async () => {
  const { sandbox, definition, assignment } = await deployedSandbox();
  const subscription = sandbox.azure.directory.subscriptions.find(({ id }) => definition.id.includes(id));
  if (subscription === undefined) throw new Error("the subscription is gone");
  Object.assign(subscription, { tenantId: NEW_TENANT, roleAssignments: ownersOf(sandbox) });
  const moved = await fabrikamDrift(sandbox, "moved");
  expect(moved.code).toBe(1);
  expect(moved.output).toContain("1 drift, 0 not read, 0 notes (1 moved)");
  expect(moved.output).toContain(`from tenant ${TENANT} to tenant ${NEW_TENANT}`);
  expect(moved.output).toContain(`az rest --method delete --url '${assignment.id}?api-version=2022-10-01'`);

  // the former tenant's Owner has no say there any more, the new tenant's has
  const former = await azureClient(sandbox, TENANT, DEPLOYER_CLIENT_ID);
  expect((await former("DELETE", assignment.id)).status).toBeGreaterThanOrEqual(400);
  const owner = await azureClient(sandbox, NEW_TENANT, NEW_CLIENT_ID);
  await deleteAndWait(owner, assignment.id);
  // the provider's tenant sees nothing there any more; its activity log says why
  const fetched = await sandbox.keeper(["fetch", "--activity-log", "--output", "ended"]);
  expect([0, 1], fetched.output).toContain(fetched.code);
  const ended = await sandbox.keeper(["drift", "fabrikam", "--from", "ended", "--earlier", "moved"]);
  expect([ended.code, ended.output]).toEqual([1, expect.stringContaining("revoked")]);
  expect(ended.output).not.toContain("az rest --method delete");
}, 900_000);

/** The deployer of the new tenant is Owner of the moved subscription. */
function ownersOf({ azure }: TestSandbox) {
  const deployer = azure.directory.tenants
    .find(({ id }) => id === NEW_TENANT)
    ?.principals.find(({ clientId }) => clientId === NEW_CLIENT_ID);
  return deployer === undefined ? [] : [{ principalId: deployer.id, role: "Owner" }];
}
