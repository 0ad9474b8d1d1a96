// @module-tag git

import { afterAll, expect, test } from "vitest";
import { notRead } from "../../lib/formats/snapshot/not-read.ts";
import { keeper, temporaryFolder } from "../support/estates.ts";
import { ALLOWS_EVERYTHING } from "../support/policies.ts";
import { ScratchRepository } from "../support/scratch-repository.ts";
import { type AzureResources, type SnapshotChanges, writeSnapshot } from "../support/snapshots.ts";

/*
 * A customer gains access on one subscription, while a difference from Azure is allowed on another. The policy allows
 * everything else, so that no approval hides what the deviation refuses.
 */

const CUSTOMER = "customers/blue-yonder.yaml";
const MAIN = "c2e6d3a1-4b5f-4c7d-9e8f-000000000771";

const customer = (...scopes: readonly string[]) => `id: blue-yonder
name: Blue Yonder
tenantId: b1d5c2f0-3a4e-4b6c-8d7e-000000000707
subscriptions:
  main: ${MAIN}
  other: c2e6d3a1-4b5f-4c7d-9e8f-000000000772
delegations:
  - offer: managed-operations
    plan: complete
    version: 1.0.0
    scopes:
${scopes.map((each) => `      - subscription: ${each}\n`).join("")}`;

const grant = (roleDefinitionId: string) => (azure: AzureResources) => {
  const found = azure.definitions.find(({ id }) => id.includes(MAIN));
  found?.properties.authorizations.push({
    principalId: "1b7e9a1f-6c2a-4e68-9b62-7b3c8e1d2202",
    roleDefinitionId,
  });
};

interface Change {
  readonly repository: ScratchRepository;
  /** The gate's command on the change. */
  readonly words: readonly string[];
}

const folder = temporaryFolder(afterAll);
let made: Promise<Change> | undefined;

/** One change for all tests: none of them edits it. */
function theChange(): Promise<Change> {
  made ??= aChange();
  return made;
}

async function aChange(): Promise<Change> {
  const repository = new ScratchRepository(
    { [CUSTOMER]: customer("main"), "policy.yaml": ALLOWS_EVERYTHING },
    folder,
  );
  const { root } = repository;
  await writeSnapshot(root, grant("17d1049b-9a84-46fb-8f53-869881c3d3ab"), { folder: "allowed" });
  const allow = ["--allow", "--reason", "ticket 4711", "--by", "Kim", "--until", "2027-01-31"];
  await done(root, ["drift", "blue-yonder", "--from", "allowed", ...allow]);
  await done(root, ["synth"]);
  repository.keepOutput("base.out");
  const base = repository.commit();
  const head = repository.commit({ [CUSTOMER]: customer("main", "other") });
  await done(root, ["synth"]);
  const words = ["gate", "base.out", "cdktf.out", "--base", base, "--head", head, "--author", "mallory"];
  return { repository, words };
}

async function done(root: string, command: readonly string[]): Promise<void> {
  const { code, err } = await keeper(root, command);
  if (code !== 0) throw new Error(err);
}

/** Runs the gate on the change. */
async function gated(...more: readonly string[]) {
  const { repository, words } = await theChange();
  return keeper(repository.root, [...words, ...more]);
}

async function decided(byHand: (azure: AzureResources) => void, changes: SnapshotChanges = {}) {
  const { repository } = await theChange();
  await writeSnapshot(repository.root, byHand, changes);
  const { code, out, err } = await gated("--from", "azure", "--format", "json");
  if (out === "") throw new Error(err);
  return { code, reasons: JSON.parse(out).reasons as readonly { readonly kind: string }[] };
}

test("where Azure has what is allowed, a gain passes, as without a snapshot", async () => {
  expect(await decided(() => {})).toEqual({ code: 0, reasons: [] });
  expect(await gated()).toMatchObject({ code: 0 });
});

test("where Azure has another difference by now, a gain is blocked, in words that name the delegation", async () => {
  const { code, reasons } = await decided(grant("b24988ac-6180-42a0-ab88-20f7382dd24c"));
  expect([code, reasons.map(({ kind }) => kind)]).toEqual([1, ["deviation-seen-otherwise"]]);
  const { out } = await gated("--from", "azure");
  expect(out).toContain("while Azure has another difference than the one that is allowed");
  expect(out).toContain(`${MAIN}/managed-operations`);
});

test("where the snapshot did not read the subscription, the gate does not decide", async () => {
  const unread = { unread: { [MAIN]: notRead("registration-definitions", "access-denied") } };
  const { code, reasons } = await decided(() => {}, unread);
  expect([code, reasons.map(({ kind }) => kind)]).toEqual([2, ["deviation-not-read"]]);
});

test("deviations are named beside a plan alone: an output folder brings its own", async () => {
  const { code, err } = await gated("--deviations", "cdktf.out");
  expect([code, err]).toEqual([2, expect.stringContaining("--deviations belongs to a plan")]);
});

test("a snapshot that cannot be read ends with 2 and names it", async () => {
  const { code, err } = await gated("--from", "nowhere");
  expect(code).toBe(2);
  expect(err).toContain("nowhere");
});
