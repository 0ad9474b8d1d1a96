import { expect } from "vitest";
import { DEPLOYER_CLIENT_ID } from "../../lib/sandbox/estate-directory.ts";
import { azureClient, listsOf, type TestSandbox } from "./sandbox.ts";

const TENANT = "b1d5c2f0-3a4e-4b6c-8d7e-000000000707";
/** The service desk, which the plan lets read alone. */
const PRINCIPAL = "0a6f8f0e-5d1b-4f57-8a51-6a2b7d0c1101";

/** Somebody grants the service desk another role at blue-yonder in the portal. */
export async function grantByHand(sandbox: TestSandbox, roleDefinitionId: string): Promise<void> {
  const [definition] = (await listsOf(sandbox, "blue-yonder-main")).definitions as readonly {
    readonly id: string;
    readonly properties: Readonly<Record<string, unknown>> & { readonly authorizations: readonly object[] };
  }[];
  if (definition === undefined) throw new Error("nothing was deployed");
  const owner = await azureClient(sandbox, TENANT, DEPLOYER_CLIENT_ID);
  const {
    managedByTenantId,
    registrationDefinitionName,
    description,
    authorizations,
    eligibleAuthorizations,
  } = definition.properties;
  const granted = [...authorizations, { principalId: PRINCIPAL, roleDefinitionId }];
  const properties = {
    managedByTenantId,
    registrationDefinitionName,
    description,
    authorizations: granted,
    ...(eligibleAuthorizations === undefined ? {} : { eligibleAuthorizations }),
  };
  expect((await owner("PUT", definition.id, { properties })).status).toBeLessThan(300);
  await expect
    .poll(async () => JSON.stringify((await owner("GET", definition.id)).body))
    .toContain('"provisioningState":"Succeeded"');
}
