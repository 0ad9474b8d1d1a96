// @module-tag git
// @module-tag ssh-keygen

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { keeper, temporaryFolder } from "../support/estates.ts";
import { ALLOWS_EVERYTHING } from "../support/policies.ts";
import { ScratchRepository } from "../support/scratch-repository.ts";

/*
 * What an author can try where an acceptance is required. The policy allows everything else, so that no approval hides
 * what the acceptance refuses.
 */

const CUSTOMER = "customers/blue-yonder.yaml";
const RECORD = "acceptances/blue-yonder.yaml";
const NAMESPACE = "lighthouse-keeper-acceptance";

function customer(version: string, demand = "acceptance: required\n", scope = "main"): string {
  return `id: blue-yonder
name: Blue Yonder
tenantId: b1d5c2f0-3a4e-4b6c-8d7e-000000000707
subscriptions:
  main: c2e6d3a1-4b5f-4c7d-9e8f-000000000771
  other: c2e6d3a1-4b5f-4c7d-9e8f-000000000772
${demand}delegations:
  - offer: managed-operations
    plan: complete
    version: ${version}
    scopes:
      - subscription: ${scope}
`;
}

const LESS = customer("1.0.0");
const MORE = customer("1.1.0");

interface Base {
  readonly repository: ScratchRepository;
  readonly base: string;
}

/** A base where version 1.0.0 is deployed and, unless said otherwise, recorded as accepted. */
async function aBase(
  { isRecorded = true, text = LESS }: { readonly isRecorded?: boolean; readonly text?: string } = {},
  where?: string,
): Promise<Base> {
  const repository = new ScratchRepository({ [CUSTOMER]: text, "policy.yaml": ALLOWS_EVERYTHING }, where);
  if (isRecorded) await accept(repository);
  const synthesized = await keeper(repository.root, ["synth"]);
  if (synthesized.code !== 0) throw new Error(synthesized.err);
  repository.keepOutput("base.out");
  const signers = "acceptances/blue-yonder.signers";
  const files = { [signers]: repository.key("customer"), allowed_signers: repository.key("alice") };
  return { repository, base: repository.commit(files) };
}

const folder = temporaryFolder(afterAll);
let base: Promise<Base> | undefined;

/** One base for all tests; each goes on in a branch of its own. */
async function branched(): Promise<Base> {
  base ??= aBase({}, folder);
  const made = await base;
  made.repository.git("reset", "-q", "--hard", made.base);
  return made;
}

async function accept({ root }: ScratchRepository, ...more: readonly string[]): Promise<void> {
  const words = ["accept", "blue-yonder", "--by", "Mona", "--reference", "ticket", ...more];
  const { code, err } = await keeper(root, words);
  if (code !== 0) throw new Error(err);
}

function sign({ root }: ScratchRepository, name: string, namespace = NAMESPACE): void {
  const words = ["-Y", "sign", "-q", "-n", namespace, "-f", `${name}.key`, RECORD];
  execFileSync("ssh-keygen", words, { cwd: root, stdio: "pipe" });
}

async function gated({ repository, base }: Base) {
  expect(await keeper(repository.root, ["synth"])).toMatchObject({ code: 0 });
  const head = repository.commit();
  const words = ["gate", "base.out", "cdktf.out", "--base", base, "--head", head, "--author", "mallory"];
  const { code, out, err } = await keeper(repository.root, [...words, "--format", "json"]);
  if (out === "") throw new Error(err);
  const { reasons, digest } = JSON.parse(out);
  const kinds: string[] = reasons.map(({ kind }: { kind: string }) => kind);
  return { code, kinds, parts: Object.keys(digest.parts), reasons, words };
}

const REFUSED = { code: 1, kinds: ["acceptance-missing"] };

test("a gain beyond the record is refused, in words that name it", async () => {
  const made = await branched();
  made.repository.commit({ [CUSTOMER]: MORE });
  const decision = await gated(made);
  expect(decision).toMatchObject(REFUSED);
  expect(decision.reasons[0]).toMatchObject({ customer: "blue-yonder", record: "exceeded" });
  const { out } = await keeper(made.repository.root, decision.words);
  expect(out).toContain("A customer gains access that its recorded acceptance does not cover");
  expect(out).toContain("Have the customer agree, and record it with keeper accept");
});

test("an author who records the acceptance in the same change is refused", async () => {
  const made = await branched();
  made.repository.commit({ [CUSTOMER]: MORE });
  await accept(made.repository);
  const decision = await gated(made);
  expect(decision).toMatchObject(REFUSED);
  expect(decision.parts).toEqual(expect.arrayContaining(["acceptance:blue-yonder", "customer/blue-yonder"]));
});

test("an author who edits the record by hand is refused too", async () => {
  const made = await branched();
  const text = readFileSync(join(made.repository.root, RECORD), "utf8");
  made.repository.commit({ [CUSTOMER]: customer("1.0.0", "acceptance: required\n", "other") });
  made.repository.commit({ [RECORD]: text.replaceAll("000000000771", "000000000772") });
  expect(await gated(made)).toMatchObject(REFUSED);
});

test("a record that is merged first lets the change pass", async () => {
  const { repository } = await branched();
  repository.commit({ [CUSTOMER]: MORE });
  await accept(repository);
  const record = readFileSync(join(repository.root, RECORD), "utf8");
  const made = await branched();
  made.repository.commit({ [RECORD]: record });
  const first = await gated(made);
  // the record alone changes no access: it is a part of its own, for base's policy
  expect(first).toMatchObject({ code: 0, kinds: [], parts: ["acceptance:blue-yonder"] });
  const merged = made.repository.commit({});
  made.repository.commit({ [CUSTOMER]: MORE });
  expect(await gated({ ...made, base: merged })).toMatchObject({ code: 0, kinds: [] });
});

test("an author who lifts the demand in the same change is refused", async () => {
  const made = await branched();
  for (const demand of ["", "acceptance: optional\n"]) {
    made.repository.commit({ [CUSTOMER]: customer("1.1.0", demand) });
    const decision = await gated(made);
    expect(decision).toMatchObject(REFUSED);
    expect(decision.parts).toContain("facts:acceptance/blue-yonder");
  }
});

test("an author who writes a second customer of the tenant is refused, whatever it says of itself and of the first", async () => {
  const made = await branched();
  for (const demand of ["", "acceptance: optional\n"]) {
    const second = customer("1.0.0", demand, "third")
      .replace("id: blue-yonder", "id: blue-yonder-two")
      .replace(/ {2}main:.*\n {2}other:.*\n/, "  third: c2e6d3a1-4b5f-4c7d-9e8f-000000000773\n");
    const files = { [CUSTOMER]: customer("1.0.0", demand), "customers/blue-yonder-two.yaml": second };
    made.repository.commit(files);
    expect((await keeper(made.repository.root, ["check", "--json"])).out).not.toContain('"severity":"error"');
    const decision = await gated(made);
    expect(decision).toMatchObject(REFUSED);
    expect(decision.reasons[0]).toMatchObject({ customer: "blue-yonder-two", record: "none" });
  }
});

test("an author who renames the plan is refused: authorizations decide, not names", async () => {
  const made = await branched();
  const offer = "offers/managed-operations.ts";
  const text = readFileSync(join(made.repository.root, offer), "utf8");
  expect(text).toContain("complete: {");
  const yaml = MORE.replace("plan: complete", "plan: everything");
  made.repository.commit({
    // the other customers keep the plan that they have
    [CUSTOMER]: yaml.replace("managed-operations", "renamed-operations"),
    "offers/renamed-operations.ts": text
      .replace('id: "managed-operations"', 'id: "renamed-operations"')
      .replace("complete: {", "everything: {"),
  });
  expect((await gated(made)).kinds).toContain("acceptance-missing");
});

test("narrowing and removal pass, though the record is gone, broken or of less", async () => {
  const made = await aBase({ isRecorded: false, text: MORE });
  made.repository.commit({ [CUSTOMER]: LESS });
  expect(await gated(made)).toMatchObject({ code: 0, kinds: [] });
  made.repository.commit({ [RECORD]: "no record\n" });
  expect(await gated(made)).toMatchObject({ code: 0, kinds: [] });
  made.repository.commit({ [CUSTOMER]: LESS.replace(/scopes:\n.*\n/, "scopes: []\n") });
  expect(await gated(made)).toMatchObject({ code: 0, kinds: [] });
});

test("a record that the customer's own key signed counts in the same change", async () => {
  const made = await branched();
  made.repository.commit({ [CUSTOMER]: MORE });
  await accept(made.repository);
  sign(made.repository, "customer");
  expect(await gated(made)).toMatchObject({ code: 0, kinds: [] });
});

test("a signature counts from a key that base lists for the customer, on these bytes, for this purpose alone", async () => {
  const made = await branched();
  const { repository } = made;
  repository.commit({ [CUSTOMER]: MORE });
  await accept(repository);
  // an approver of the provider is not a customer
  sign(repository, "alice");
  expect(await gated(made)).toMatchObject(REFUSED);
  repository.commit({ [`${RECORD}.sig`]: undefined });
  sign(repository, "customer", "lighthouse-keeper-approval");
  expect(await gated(made)).toMatchObject(REFUSED);
  repository.commit({ [`${RECORD}.sig`]: undefined });
  // a key that the change itself brings
  const mallory = repository.key("mallory");
  sign(repository, "mallory");
  repository.commit({ "acceptances/blue-yonder.signers": mallory });
  expect(await gated(made)).toMatchObject(REFUSED);
  repository.commit({ [`${RECORD}.sig`]: undefined });
  sign(repository, "customer");
  const text = readFileSync(join(repository.root, RECORD), "utf8");
  repository.commit({ [RECORD]: text.replace("2026-11-23", "2026-11-24") });
  expect(await gated(made)).toMatchObject(REFUSED);
});

test("an older signed record does not replace a newer one", async () => {
  const made = await branched();
  made.repository.commit({ [CUSTOMER]: MORE });
  await accept(made.repository, "--on", "2026-11-01");
  sign(made.repository, "customer");
  expect(await gated(made)).toMatchObject(REFUSED);
});
