// @module-tag terraform
// @module-tag git

import { cpSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { expect, test } from "vitest";
import { DEPLOYER_CLIENT_ID } from "../../lib/sandbox/estate-directory.ts";
import { change } from "../support/estates.ts";
import { git } from "../support/git.ts";
import { ALLOWS_EVERYTHING } from "../support/policies.ts";
import { azureClient, done, listsOf, sampleSandbox, type TestSandbox } from "../support/sandbox.ts";

/*
 * A deviation from the first edit by hand to the next one. The policy allows everything else, so that no approval hides what
 * the deviation refuses.
 */

const TENANT = "b1d5c2f0-3a4e-4b6c-8d7e-000000000707";
const CUSTOMER = "customers/blue-yonder.yaml";
/** The service desk, which the plan lets read alone. */
const PRINCIPAL = "0a6f8f0e-5d1b-4f57-8a51-6a2b7d0c1101";
const [FIRST_ROLE, SECOND_ROLE] = [
  "17d1049b-9a84-46fb-8f53-869881c3d3ab",
  "9980e02c-c2be-4d73-94e8-173b1dc7cf3c",
];

const customer = (...scopes: readonly string[]) => `id: blue-yonder
name: Blue Yonder
tenantId: ${TENANT}
subscriptions:
  main: c2e6d3a1-4b5f-4c7d-9e8f-000000000771
  other: c2e6d3a1-4b5f-4c7d-9e8f-000000000772
delegations:
  - offer: managed-operations
    plan: complete
    version: 1.0.0
    scopes:
${scopes.map((each) => `      - subscription: ${each}\n`).join("")}`;

/** Somebody grants another role in the portal. */
async function grantByHand(sandbox: TestSandbox, roleDefinitionId: string): Promise<void> {
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

async function drift(sandbox: TestSandbox, folder: string) {
  // 1: nothing is delegated on the other subscription yet, so that the managing tenant does not see it
  const fetched = await sandbox.keeper(["fetch", "blue-yonder", "--output", folder]);
  expect(fetched.code, fetched.output).toBe(1);
  return sandbox.keeper(["drift", "blue-yonder", "--from", folder]);
}

async function allow(sandbox: TestSandbox, folder: string): Promise<void> {
  const words = ["--allow", "--reason", "ticket 4711", "--by", "Kim", "--until", "2099-01-31"];
  await done(sandbox.keeper(["drift", "blue-yonder", "--from", folder, ...words]));
}

/** Synthesizes, and copies what came of it without what Terraform keeps there. */
async function synthesize(sandbox: TestSandbox, name: string): Promise<string> {
  await done(sandbox.keeper(["synth"]));
  const copy = join(sandbox.folder, name);
  rmSync(copy, { recursive: true, force: true });
  const filter = (path: string) => !/^(?:\.terraform.*|plan)$/.test(basename(path));
  cpSync(join(sandbox.folder, "cdktf.out"), copy, { recursive: true, filter });
  return copy;
}

/** Synthesizes, and keeps what came of it as the base; gives the commit. */
async function accepted(sandbox: TestSandbox): Promise<string> {
  const { estate } = sandbox;
  await synthesize(sandbox, "base.out");
  git(estate, "add", "-A");
  git(estate, "commit", "-q", "--allow-empty", "-m", "accepted");
  return git(estate, "rev-parse", "HEAD");
}

/** What the gate says of more access for the customer, by a snapshot. */
async function gate(sandbox: TestSandbox, base: string, from: string) {
  const { estate } = sandbox;
  change(estate, { [CUSTOMER]: customer("main", "other") });
  git(estate, "add", "-A");
  git(estate, "commit", "-q", "-m", "more access");
  const head = git(estate, "rev-parse", "HEAD");
  const output = await synthesize(sandbox, "change.out");
  const words = ["--base", base, "--head", head, "--author", "mallory", "--from", from];
  const before = join(sandbox.folder, "base.out");
  const decided = await sandbox.keeper(["gate", before, output, ...words]);
  git(estate, "reset", "-q", "--hard", base);
  return decided;
}

test("a deviation that is allowed, then changes: drift, check and gate report it until it is renewed", async () => {
  const sandbox = await sampleSandbox({
    files: {
      [CUSTOMER]: customer("main"),
      "policy.yaml": ALLOWS_EVERYTHING,
      ".gitignore": "*.out\nstate\nfirst\nsecond\nnode_modules\n.terraform*\n",
    },
  });
  git(sandbox.estate, "init", "-q", "-b", "main");
  await done(sandbox.cdktf(["deploy", "blue-yonder", "--auto-approve"]));
  await grantByHand(sandbox, FIRST_ROLE);
  expect((await drift(sandbox, "first")).output).toContain("wider; ours; BROADENING");

  // allowed: synthesis writes what Azure has, and applying it changes nothing
  await allow(sandbox, "first");
  const base = await accepted(sandbox);
  expect(await done(sandbox.cdktf(["diff", "blue-yonder"]))).toContain("No changes.");
  await done(sandbox.cdktf(["deploy", "blue-yonder", "--auto-approve"]));
  expect(await drift(sandbox, "first")).toMatchObject({
    code: 0,
    output: expect.stringContaining("\nallowed: customer Blue Yonder"),
  });
  expect((await sandbox.keeper(["check", "--from", "first"])).output).not.toContain("LH086");
  const whileAllowed = await gate(sandbox, base, "first");
  expect(whileAllowed.code, whileAllowed.output).toBe(0);

  // Azure changes again
  await grantByHand(sandbox, SECOND_ROLE);
  const again = await drift(sandbox, "second");
  expect([again.code, again.output]).toEqual([
    1,
    expect.stringContaining("another difference than the allowed one"),
  ]);
  expect(again.output).toContain("wider; ours; BROADENING");
  expect((await sandbox.keeper(["check", "--from", "second"])).output).toContain("LH086");
  const blocked = await gate(sandbox, base, "second");
  expect([blocked.code, blocked.output]).toEqual([1, expect.stringContaining("another difference")]);

  // renewed
  await allow(sandbox, "second");
  const renewed = await accepted(sandbox);
  expect(await done(sandbox.cdktf(["diff", "blue-yonder"]))).toContain("No changes.");
  expect((await drift(sandbox, "second")).code).toBe(0);
  const passed = await gate(sandbox, renewed, "second");
  expect(passed.code, passed.output).toBe(0);
}, 900_000);
