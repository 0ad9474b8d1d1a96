// @module-tag terraform

import { rmSync } from "node:fs";
import { join } from "node:path";
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
} from "../support/sandbox.ts";

const TENANT = "b1d5c2f0-3a4e-4b6c-8d7e-000000000101";
const OTHER_TENANT = "b1d5c2f0-3a4e-4b6c-8d7e-000000000202";

/** A fetch of everything does not read what was never deployed: it ends with 1. */
function withoutGaps({ code, output }: { readonly code: number | null; readonly output: string }) {
  return { code: code === 1 ? 0 : code, output };
}

interface Definition {
  readonly id: string;
  readonly properties: {
    readonly managedByTenantId: string;
    readonly registrationDefinitionName: string;
    readonly description: string;
    readonly authorizations: readonly object[];
  };
}

test("an edit by hand is drift, a deployment ends it, and a removed delegation is missing", async () => {
  const sandbox = await sampleSandbox();
  await done(sandbox.cdktf(["deploy", "fabrikam", "--auto-approve"]));
  expect(await fabrikamDrift(sandbox, "before")).toMatchObject({
    code: 0,
    output: expect.stringContaining("no drift"),
  });

  const [definition] = (await listsOf(sandbox)).definitions as readonly Definition[];
  if (definition === undefined) throw new Error("nothing was deployed");
  const owner = await azureClient(sandbox, TENANT, DEPLOYER_CLIENT_ID);
  const { managedByTenantId, registrationDefinitionName, description, authorizations } =
    definition.properties;
  const extra = {
    principalId: "0a6f8f0e-5d1b-4f57-8a51-6a2b7d0c1101",
    roleDefinitionId: "9980e02c-c2be-4d73-94e8-173b1dc7cf3c",
  };
  await putAndWait(owner, definition.id, {
    properties: {
      managedByTenantId,
      registrationDefinitionName,
      description,
      authorizations: [...authorizations, extra],
    },
  });
  const wider = await fabrikamDrift(sandbox, "edited");
  expect(wider.code).toBe(1);
  expect(wider.output).toContain("wider; ours; BROADENING: customer Fabrikam Logistics (fabrikam)");
  expect(wider.output).toContain("      npx cdktf deploy fabrikam\n");

  // allowed until a day: a plan of what Azure has changes nothing; then the deviation is removed again
  const words = ["--reason", "agreed", "--by", "Kim", "--until", "2099-01-31"];
  await done(sandbox.keeper(["drift", "fabrikam", "--from", "edited", "--allow", ...words]));
  expect(await done(sandbox.cdktf(["diff", "fabrikam"]))).toContain("No changes.");
  const allowed = await fabrikamDrift(sandbox, "allowed");
  expect([allowed.code, allowed.output]).toEqual([
    0,
    expect.stringContaining("\nallowed: customer Fabrikam"),
  ]);
  rmSync(join(sandbox.estate, "deviations"), { recursive: true });

  await done(sandbox.cdktf(["deploy", "fabrikam", "--auto-approve"]));
  expect((await fabrikamDrift(sandbox, "restored")).code).toBe(0);

  // another provider arrives and leaves: a note, and drift where an earlier snapshot shows that it is new
  const foreign = "0000f0f0-0000-4000-8000-000000000001";
  const provider = definition.id.replace(/\/registrationDefinitions\/.*$/, "");
  const [theirs, put] = ["Definitions", "Assignments"].map(
    (kind) => `${provider}/registration${kind}/${foreign}`,
  );
  if (theirs === undefined || put === undefined) throw new Error("no ids");
  const properties = {
    managedByTenantId: OTHER_TENANT,
    registrationDefinitionName: "Another provider",
    authorizations: [{ ...extra, roleDefinitionId: "acdd72a7-3385-48ef-bd42-f606fba81ae7" }],
  };
  await putAndWait(owner, theirs, { properties });
  await putAndWait(owner, put, { properties: { registrationDefinitionId: theirs } });
  const arrived = await fabrikamDrift(sandbox, "arrived");
  expect([arrived.code, arrived.output]).toEqual([0, expect.stringContaining("another tenant's")]);
  const since = ["drift", "fabrikam", "--from", "arrived", "--earlier", "restored"];
  const isNew = await sandbox.keeper(since);
  expect([isNew.code, isNew.output]).toEqual([1, expect.stringContaining("it is new")]);
  await deleteAndWait(owner, put);
  expect((await owner("DELETE", theirs)).status).toBeLessThan(300);
  expect(await fabrikamDrift(sandbox, "left")).toMatchObject({
    code: 0,
    output: expect.stringContaining("no drift"),
  });

  // the customer removes the delegation: its own tenant says so
  const [assignment] = (await listsOf(sandbox)).assignments as readonly { readonly id: string }[];
  if (assignment === undefined) throw new Error("it is not assigned");
  await deleteAndWait(owner, assignment.id);
  const revoked = await fabrikamDrift(sandbox, "revoked", "--tenant", TENANT);
  expect(revoked.code).toBe(1);
  expect(revoked.output).toContain("missing; ours; narrowing: customer Fabrikam Logistics (fabrikam)");

  // the managing tenant sees nothing any more: its activity log says why
  await done(sandbox.keeper(["fetch", "--activity-log", "--output", "logged"]).then(withoutGaps));
  const logged = await sandbox.keeper(["drift", "fabrikam", "--from", "logged"]);
  expect([logged.code, logged.output]).toEqual([1, expect.stringContaining("revoked")]);
  expect(logged.output).toMatch(/removed at \S+: the delegation was removed, by/);
}, 900_000);
