// @module-tag terraform

import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { DEPLOYER_CLIENT_ID } from "../../lib/sandbox/estate-directory.ts";
import { azOnPath } from "../support/az.ts";
import { change } from "../support/estates.ts";
import {
  azureClient,
  deleteAndWait,
  done,
  fabrikamDrift,
  listsOf,
  sampleSandbox,
  type TestSandbox,
} from "../support/sandbox.ts";

/*
 * The commands that drift prints for a removal, typed as they stand: afterwards nothing is left, and there is no drift.
 */

const TENANT = "b1d5c2f0-3a4e-4b6c-8d7e-000000000101";
const FABRIKAM = "customers/fabrikam.ts";

/** A sandbox where fabrikam was deployed, and is no longer defined: what stands in Azure is nobody's. */
async function withoutDefinition(): Promise<TestSandbox> {
  const sandbox = await sampleSandbox({ operationDuration: 1000 });
  await done(sandbox.cdktf(["deploy", "fabrikam", "--auto-approve"]));
  const text = readFileSync(join(sandbox.estate, FABRIKAM), "utf8");
  change(sandbox.estate, { [FABRIKAM]: text.replace(/defineDelegation\([\s\S]*?\}\),/, "") });
  return sandbox;
}

/** The commands of a finding's way to remove it, as printed. */
function deletions(output: string): string[] {
  return [...output.matchAll(/^ {6}(az rest --method delete .*)$/gm)].flatMap(([, line]) => line ?? []);
}

/** Types lines into a shell of the customer's Owner, and waits after each until Azure has done it. */
async function typed(sandbox: TestSandbox, lines: readonly string[]): Promise<void> {
  const { environment } = await azOnPath({
    azure: sandbox.azure,
    tenantId: TENANT,
    principalId: DEPLOYER_CLIENT_ID,
  });
  for (const line of lines) {
    const child = spawn("bash", ["--norc", "-c", line], { env: environment });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (output += text));
    const code = await new Promise((ended) => child.on("close", ended));
    expect([line, code, output]).toEqual([line, 0, ""]);
    const id = /'(\/subscriptions\/[^?]+)\?/.exec(line)?.[1]?.toLowerCase();
    await expect.poll(() => sandbox.azure.resources()).not.toContain(id);
  }
}

async function expectNothingLeft(sandbox: TestSandbox): Promise<void> {
  await expect.poll(() => sandbox.azure.resources()).toEqual([]);
  expect(await listsOf(sandbox)).toEqual({ definitions: [], assignments: [] });
  expect(await fabrikamDrift(sandbox, "clean", "--tenant", TENANT)).toMatchObject({
    code: 0,
    output: expect.stringContaining("no drift"),
  });
}

test("the commands of an extra delegation remove it", async () => {
  const sandbox = await withoutDefinition();
  const extra = await fabrikamDrift(sandbox, "extra", "--tenant", TENANT);
  expect([extra.code, extra.output]).toEqual([1, expect.stringContaining("extra; ours")]);
  expect(extra.output.replaceAll(/\s+/g, " ")).toContain(
    "its assignments first, and the definition when they are gone",
  );
  const lines = deletions(extra.output);
  expect(lines).toHaveLength(2);
  await typed(sandbox, lines);
  await expectNothingLeft(sandbox);
}, 900_000);

test("the command of an orphan removes what is left", async () => {
  const sandbox = await withoutDefinition();
  const owner = await azureClient(sandbox, TENANT, DEPLOYER_CLIENT_ID);
  const [assignment] = (await listsOf(sandbox)).assignments as readonly { readonly id: string }[];
  await deleteAndWait(owner, assignment?.id ?? "");
  const orphan = await fabrikamDrift(sandbox, "orphan", "--tenant", TENANT);
  expect(orphan.output).toContain("orphan; ours");
  const lines = deletions(orphan.output);
  expect(lines).toHaveLength(1);
  await typed(sandbox, lines);
  await expectNothingLeft(sandbox);
}, 900_000);

test("the commands of a definition that failed remove it with its assignment", async () => {
  const sandbox = await withoutDefinition();
  const owner = await azureClient(sandbox, TENANT, DEPLOYER_CLIENT_ID);
  const [definition] = (await listsOf(sandbox)).definitions as readonly {
    readonly id: string;
    readonly properties: object;
  }[];
  const { managedByTenantId, registrationDefinitionName, description, authorizations } =
    (definition?.properties ?? {}) as Record<string, unknown>;
  const properties = { managedByTenantId, registrationDefinitionName, description, authorizations };
  sandbox.azure.inject({
    kind: "operationFails",
    action: "Microsoft.ManagedServices/registrationDefinitions/write",
  });
  expect((await owner("PUT", definition?.id ?? "", { properties })).status).toBeLessThan(300);
  await expect
    .poll(async () => JSON.stringify((await owner("GET", definition?.id ?? "")).body))
    .toContain('"provisioningState":"Failed"');
  const failed = await fabrikamDrift(sandbox, "failed", "--tenant", TENANT);
  expect([failed.code, failed.output]).toEqual([1, expect.stringContaining("failed; ours")]);
  const lines = deletions(failed.output);
  expect(lines).toHaveLength(2);
  await typed(sandbox, lines);
  await expectNothingLeft(sandbox);
}, 900_000);
