// @module-tag terraform
// @module-tag git

import { cpSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { expect, test } from "vitest";
import { change } from "../support/estates.ts";
import { git } from "../support/git.ts";
import { grantByHand } from "../support/granted-by-hand.ts";
import { ALLOWS_EVERYTHING } from "../support/policies.ts";
import { done, sampleSandbox, type TestSandbox } from "../support/sandbox.ts";

/*
 * A deviation from the first edit by hand to the next one. The policy allows everything else, so that no approval hides what
 * the deviation refuses.
 */

const CUSTOMER = "customers/blue-yonder.yaml";
const [FIRST_ROLE, SECOND_ROLE] = [
  "17d1049b-9a84-46fb-8f53-869881c3d3ab",
  "9980e02c-c2be-4d73-94e8-173b1dc7cf3c",
];

const customer = (...scopes: readonly string[]) => `id: blue-yonder
name: Blue Yonder
tenantId: b1d5c2f0-3a4e-4b6c-8d7e-000000000707
subscriptions:
  main: c2e6d3a1-4b5f-4c7d-9e8f-000000000771
  other: c2e6d3a1-4b5f-4c7d-9e8f-000000000772
delegations:
  - offer: managed-operations
    plan: complete
    version: 1.0.0
    scopes:
${scopes.map((each) => `      - subscription: ${each}\n`).join("")}`;

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
  const filter = (path: string) => !/^(?:\.terraform.*|plan|.*\.tfplan)$/.test(basename(path));
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

/** What the gate says of more access for the customer, by a snapshot, and what it says of the plan that this becomes. */
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
  const plan = await planned(sandbox);
  const sides = ["--names", before, "--customer", "blue-yonder"];
  const ofPlan = await sandbox.keeper(["gate", plan, ...sides, "--deviations", output, ...words]);
  git(estate, "reset", "-q", "--hard", base);
  expect([ofPlan.code, ofPlan.output]).toEqual([decided.code, expect.any(String)]);
  return { ...decided, ofPlan: ofPlan.output };
}

/** Plans what was synthesized; gives the plan as Terraform shows it. */
async function planned(sandbox: TestSandbox): Promise<string> {
  const stack = `-chdir=${join(sandbox.folder, "cdktf.out", "stacks", "blue-yonder")}`;
  const terraform = (...words: readonly string[]) =>
    done(sandbox.start("terraform", [stack, ...words], sandbox.estate).ended);
  await terraform("init", "-input=false");
  await terraform("plan", "-input=false", "-out=change.tfplan");
  const file = join(sandbox.folder, "plan.json");
  writeFileSync(file, await terraform("show", "-json", "change.tfplan"));
  return file;
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
  expect(blocked.ofPlan).toContain("another difference");

  // renewed
  await allow(sandbox, "second");
  const renewed = await accepted(sandbox);
  expect(await done(sandbox.cdktf(["diff", "blue-yonder"]))).toContain("No changes.");
  expect((await drift(sandbox, "second")).code).toBe(0);
  const passed = await gate(sandbox, renewed, "second");
  expect(passed.code, passed.output).toBe(0);
}, 900_000);
