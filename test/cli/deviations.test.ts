import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { notRead } from "../../lib/formats/snapshot/not-read.ts";
import { change, keeper, sampleCopy } from "../support/estates.ts";
import { type AzureResources, type MutableResource, writeSnapshot } from "../support/snapshots.ts";

const WAREHOUSE = "c2e6d3a1-4b5f-4c7d-9e8f-000000000222";
const ENGINEERS = "1b7e9a1f-6c2a-4e68-9b62-7b3c8e1d2202";
const ADDED = "17d1049b-9a84-46fb-8f53-869881c3d3ab";
const ALLOW = ["--allow", "--reason", "asked for by the customer", "--by", "Kim", "--until", "2027-01-31"];

function definitionOn(azure: AzureResources, subscription: string): MutableResource {
  const found = azure.definitions.find(({ id }) => id.includes(subscription));
  if (found === undefined) throw new Error(`nothing is delegated on ${subscription}`);
  return found;
}

function widen(azure: AzureResources): void {
  const { properties } = definitionOn(azure, WAREHOUSE);
  properties.authorizations.push({ principalId: ENGINEERS, roleDefinitionId: ADDED });
}

function end(azure: AzureResources): void {
  for (const list of ["definitions", "assignments"] as const)
    azure[list] = azure[list].filter(({ id }) => !id.includes(WAREHOUSE));
}

/** The sample estate beside an Azure that was changed by hand. */
async function estateWith(byHand: (azure: AzureResources) => void): Promise<string> {
  const estate = sampleCopy();
  await writeSnapshot(estate, byHand);
  return estate;
}

const allow = (estate: string, ...words: readonly string[]) =>
  keeper(estate, ["drift", "contoso-retail", "--from", "azure", ...(words.length === 0 ? ALLOW : words)]);

const read = (estate: string, file: string) => readFileSync(join(estate, file), "utf8");

const stackOf = (estate: string) => read(estate, "cdktf.out/stacks/contoso-retail/cdk.tf.json");

/** Kinds and weights of drift. */
async function driftKinds(estate: string): Promise<{ readonly code: number; readonly kinds: string[] }> {
  const { code, out } = await keeper(estate, ["drift", "--from", "azure", "--format", "json"]);
  const { findings } = JSON.parse(out) as { findings: { kind: string; weight: string }[] };
  return { code, kinds: findings.map(({ kind, weight }) => `${kind} (${weight})`) };
}

/** Codes of the errors and warnings of a check. */
async function checkCodes(estate: string, ...words: readonly string[]): Promise<string[]> {
  const { out } = await keeper(estate, ["check", "--json", ...words]);
  const { findings } = JSON.parse(out) as { findings: { code: string }[] };
  return findings.map(({ code }) => code);
}

test("a wider delegation is allowed: the file reads in a diff, synthesis writes what Azure has, and drift is a note", async () => {
  const estate = await estateWith(widen);
  expect(await keeper(estate, ["synth"])).toMatchObject({ code: 0 });
  expect(stackOf(estate)).not.toContain(ADDED);
  const { code, out, err } = await allow(estate);
  expect([code, err]).toEqual([0, ""]);
  expect(out.split("\n")[0]).toMatch(
    /^deviations\/contoso-retail\..+ written: \d+ authorizations on \d scopes? in Azure, \d+ authorizations on \d scopes? in the definition$/,
  );
  const [file = ""] = readdirSync(join(estate, "deviations"));
  const text = read(estate, `deviations/${file}`);
  expect(text.split("\n").slice(0, 7)).toEqual([
    "# A difference from Azure that is allowed. Edit reason, by and until; keeper drift --allow writes the rest.",
    'customer: "contoso-retail"',
    `subscriptionId: "${WAREHOUSE}"`,
    expect.stringMatching(/^offer: "[a-z-]+"$/),
    'reason: "asked for by the customer"',
    'by: "Kim"',
    'until: "2027-01-31"',
  ]);
  const added = `    - {"principalId":"${ENGINEERS}","roleDefinitionId":"${ADDED}"} # Storage Account Contributor`;
  const [defined = "", azure = ""] = text.split("\nazure:\n");
  expect(defined).not.toContain(added);
  expect(azure).toContain(added);

  const synth = await keeper(estate, ["synth"]);
  // Azure's list has no name of the principal: then its id says whose access it is
  expect([synth.code, synth.out + synth.err]).toEqual([
    0,
    expect.stringMatching(new RegExp(`${ENGINEERS} +\\S`)),
  ]);
  expect(stackOf(estate)).toContain(ADDED);
  expect(await driftKinds(estate)).toEqual({ code: 0, kinds: ["allowed (note)"] });
  const facts = JSON.parse(read(estate, "cdktf.out/facts.json"));
  expect(Object.values(facts.customers["contoso-retail"].deviations)).toEqual([
    { until: "2027-01-31", digest: expect.stringMatching(/^sha256:/) },
  ]);
  const status = await keeper(estate, ["status"]);
  expect(status.out).toMatch(/^exceptions: 1 deviation/m);
});

test("a deviation that widens is a broadening like any other, and a fact of the change: the gate asks for approvals", async () => {
  const estate = await estateWith(widen);
  await keeper(estate, ["synth"]);
  cpSync(join(estate, "cdktf.out"), join(estate, "base.out"), { recursive: true });
  await allow(estate);
  await keeper(estate, ["synth"]);
  const { code, out } = await keeper(estate, [
    "review",
    "base.out",
    "cdktf.out",
    "--exit-code",
    "--format",
    "json",
  ]);
  expect(code).toBe(1);
  const { customers, facts } = JSON.parse(out);
  expect(customers).toMatchObject([{ customer: "contoso-retail", grade: "broadening" }]);
  expect(facts).toMatchObject([{ subject: { kind: "deviation", customer: "contoso-retail" } }]);
});

test("where Azure has nothing of a delegation, synthesis leaves it out, and drift is a note", async () => {
  const estate = await estateWith(end);
  expect(await driftKinds(estate)).toEqual({ code: 1, kinds: ["missing (drift)"] });
  expect(await allow(estate)).toMatchObject({ code: 0 });
  expect(await keeper(estate, ["synth"])).toMatchObject({ code: 0 });
  expect(stackOf(estate)).not.toContain(`registrationDefinitions`);
  expect(stackOf(estate)).toContain(WAREHOUSE);
  expect(await driftKinds(estate)).toEqual({ code: 0, kinds: ["allowed (note)"] });
});

test("days never change bytes: past its day, check and drift report it", async () => {
  const estate = await estateWith(widen);
  await allow(estate);
  await keeper(estate, ["synth"]);
  const written = stackOf(estate);
  const [file = ""] = readdirSync(join(estate, "deviations"));
  change(estate, {
    [`deviations/${file}`]: read(estate, `deviations/${file}`).replace("2027-01-31", "2026-11-22"),
  });
  expect(await checkCodes(estate)).toContain("LH089");
  expect(await driftKinds(estate)).toEqual({ code: 1, kinds: ["allowed-until (drift)"] });
  expect(await keeper(estate, ["synth"])).toMatchObject({ code: 0 });
  expect(stackOf(estate)).toBe(written);
  expect((await keeper(estate, ["status"])).out).toContain("1 deviation (1 past its day)");
  expect(await allow(estate)).toMatchObject({ code: 0 });
  expect(await checkCodes(estate)).not.toContain("LH089");
});

test("a day that is over is told also where the subscription was not read", async () => {
  const estate = await estateWith(widen);
  await allow(estate);
  const [file = ""] = readdirSync(join(estate, "deviations"));
  change(estate, {
    [`deviations/${file}`]: read(estate, `deviations/${file}`).replace("2027-01-31", "2026-11-22"),
  });
  await writeSnapshot(estate, () => {}, {
    unread: { [WAREHOUSE]: notRead("registration-definitions", "access-denied") },
  });
  const { code, kinds } = await driftKinds(estate);
  expect(code).toBe(2);
  expect(kinds).toContain("allowed-until (drift)");
});

test("what Azure does not show is settled by a deviation that says it is gone, until its day", async () => {
  const hidden = { unread: { [WAREHOUSE]: notRead("registration-definitions", "not-delegated") } };
  const estate = sampleCopy();
  await writeSnapshot(estate, () => {}, hidden);
  expect(await driftKinds(estate)).toEqual({ code: 2, kinds: ["not-visible (not-read)"] });
  const { out } = await keeper(estate, ["drift", "--from", "azure"]);
  expect(out).toContain(`keeper drift contoso-retail --from azure --allow --gone ${WAREHOUSE} --reason`);
  // nobody's word is taken for it without being given
  expect(await allow(estate)).toMatchObject({ code: 2, out: expect.stringContaining("not read") });
  expect(await allow(estate, ...ALLOW, "--gone", WAREHOUSE)).toMatchObject({ code: 0 });
  await writeSnapshot(estate, () => {}, hidden);
  expect(await driftKinds(estate)).toEqual({ code: 0, kinds: ["allowed (note)"] });
  const told = (await keeper(estate, ["drift", "--from", "azure"])).out.replace(/\s+/g, " ");
  expect(told).toContain(
    "a deviation says that Azure has none of it, and Azure does not show the subscription",
  );
  expect(await checkCodes(estate, "--from", "azure")).not.toContain("LH086");
  expect(await keeper(estate, ["synth"])).toMatchObject({ code: 0 });
  expect(JSON.stringify(JSON.parse(stackOf(estate)).resource)).not.toContain(WAREHOUSE);

  // where an earlier snapshot had it, it is settled too; another subscription, or another problem, is not
  await writeSnapshot(estate, () => {}, { folder: "before" });
  const earlier = await keeper(estate, ["drift", "--from", "azure", "--earlier", "before"]);
  expect([earlier.code, earlier.err]).toEqual([0, ""]);
  const throttled = { unread: { [WAREHOUSE]: notRead("registration-assignments", "throttled") } };
  await writeSnapshot(estate, () => {}, { ...throttled, folder: "throttled" });
  expect((await keeper(estate, ["drift", "--from", "throttled"])).code).toBe(2);

  // the word ends with its day
  const [file = ""] = readdirSync(join(estate, "deviations"));
  change(estate, {
    [`deviations/${file}`]: read(estate, `deviations/${file}`).replace("2027-01-31", "2026-11-22"),
  });
  expect(await driftKinds(estate)).toEqual({
    code: 2,
    kinds: ["allowed-until (drift)", "not-visible (not-read)"],
  });
});

test("--gone is refused for what the snapshot shows, could not read, or that is not of these customers", async () => {
  const estate = sampleCopy();
  await writeSnapshot(estate, () => {}, {
    unread: { [WAREHOUSE]: notRead("registration-assignments", "throttled") },
  });
  for (const [id, said] of [
    ["c2e6d3a1-4b5f-4c7d-9e8f-000000000221", "azure does not say that of"],
    [WAREHOUSE, "azure does not say that of"],
    ["c2e6d3a1-4b5f-4c7d-9e8f-000000000111", "no subscription of these customers"],
  ] as const) {
    const { code, err } = await allow(estate, ...ALLOW, "--gone", id);
    expect([code, err]).toEqual([2, expect.stringContaining(said)]);
  }
  expect(() => readdirSync(join(estate, "deviations"))).toThrow("ENOENT");
});

test("another difference than the allowed one is drift, by its own finding too", async () => {
  const estate = await estateWith(widen);
  await allow(estate);
  await writeSnapshot(estate, (azure) => {
    const { properties } = definitionOn(azure, WAREHOUSE);
    properties.authorizations.push({
      principalId: ENGINEERS,
      roleDefinitionId: "b24988ac-6180-42a0-ab88-20f7382dd24c",
    });
  });
  const { code, kinds } = await driftKinds(estate);
  expect(code).toBe(1);
  expect(kinds).toContain("allowed-otherwise (drift)");
  expect(kinds).toHaveLength(2);
});

test("check says with a snapshot whether Azure still has what is allowed, and nothing of it without one", async () => {
  const estate = await estateWith(widen);
  await allow(estate);
  expect(await checkCodes(estate, "--from", "azure")).not.toContain("LH086");
  await writeSnapshot(estate, end);
  expect(await checkCodes(estate)).not.toContain("LH086");
  const { code, err } = await keeper(estate, ["check", "--from", "azure"]);
  expect(code).toBe(0);
  expect(err).toContain("LH086");
  expect(err).toContain("Azure has another difference");
  await writeSnapshot(estate, widen, {
    unread: { [WAREHOUSE]: notRead("registration-definitions", "access-denied") },
  });
  expect(await checkCodes(estate, "--from", "azure")).toContain("LH086");
  expect(await keeper(estate, ["check", "--from", "nowhere"])).toMatchObject({ code: 2 });
});

test("a file whose sides were edited by hand is not read, and nothing is written", async () => {
  const estate = await estateWith(widen);
  await allow(estate);
  const [file = ""] = readdirSync(join(estate, "deviations"));
  const text = read(estate, `deviations/${file}`);
  change(estate, {
    [`deviations/${file}`]: text.replaceAll(ADDED, "8e3af657-a8ff-443c-a75c-2fe8c4bcb635"),
  });
  const { code, err } = await keeper(estate, ["synth"]);
  expect(code).toBe(1);
  expect(err).toContain("does not fit what the file says of the definition and of Azure");
  change(estate, { [`deviations/${file}`]: text.replace("Kim", "Robin") });
  expect(await keeper(estate, ["synth"])).toMatchObject({ code: 0 });
});

test("a deviation from an older definition, of an unknown delegation, or a second one stops synthesis", async () => {
  const estate = await estateWith(widen);
  await allow(estate);
  const [file = ""] = readdirSync(join(estate, "deviations"));
  change(estate, { "deviations/again.yaml": read(estate, `deviations/${file}`) });
  expect((await keeper(estate, ["synth"])).err).toContain("LH088");
  rmSync(join(estate, "deviations/again.yaml"));
  const customer = read(estate, "customers/contoso-retail.ts");
  rmSync(join(estate, "customers/contoso-retail.ts"));
  expect((await keeper(estate, ["check"])).err).toContain(
    'no file in customers/ defines the customer "contoso-retail"',
  );
  change(estate, { "customers/contoso-retail.ts": customer });
  expect(await keeper(estate, ["synth"])).toMatchObject({ code: 0 });
});

test("what no deviation can hold is refused, and what was not read ends with 2", async () => {
  const foreign = await estateWith((azure) => {
    definitionOn(azure, WAREHOUSE).properties.managedByTenantId = "ffffffff-0000-4000-8000-00000000000f";
  });
  const refused = await allow(foreign);
  expect(refused).toMatchObject({ code: 1 });
  expect(refused.out).toContain("Azure has it for another managing tenant");
  const estate = sampleCopy();
  await writeSnapshot(estate, widen, {
    unread: { [WAREHOUSE]: notRead("registration-definitions", "access-denied") },
  });
  expect(await allow(estate)).toMatchObject({ code: 2, out: expect.stringContaining("not read") });
});

test.each([
  [["--allow"], "--allow needs customers, a reason, who allows it, and a last day"],
  [[...ALLOW.slice(0, -1), "2026-11-22"], "which is over"],
  [[...ALLOW.slice(0, -1), "tomorrow"], "until"],
  [["--allow", "--reason", "two\nlines", "--by", "Kim", "--until", "2027-01-31"], "reason"],
  [["--allow", "--reason", "\u202egnihton", "--by", "Kim", "--until", "2027-01-31"], "reason"],
])("wrong words %j write nothing", async (words, problem) => {
  const estate = await estateWith(widen);
  const { code, err } = await allow(estate, ...words);
  expect(code).toBe(2);
  expect(err).toContain(problem);
  expect(() => readdirSync(join(estate, "deviations"))).toThrow("ENOENT");
});

test("reasons without --allow are refused: they would be ignored", async () => {
  const estate = await estateWith(widen);
  const words = ["--gone", WAREHOUSE, "--reason", "moved", "--by", "Kim", "--until", "2027-01-31"];
  const { code, out, err } = await keeper(estate, ["drift", "contoso-retail", "--from", "azure", ...words]);
  expect([code, out]).toEqual([2, ""]);
  expect(err).toContain("--gone, --reason, --by, --until without --allow: nothing would be allowed");
});

test("a folder that cannot be written, and a program among the deviations, are told", async () => {
  const estate = await estateWith(widen);
  change(estate, { deviations: "a file" });
  expect(await allow(estate)).toMatchObject({ code: 2 });
  rmSync(join(estate, "deviations"));
  mkdirSync(join(estate, "deviations"));
  change(estate, { "deviations/x.ts": "export default {};" });
  expect((await keeper(estate, ["check"])).err).toContain("is of a kind that no deviation is");
});

test("a revoked principal is in no stack, whatever Azure had when a deviation was allowed", async () => {
  const estate = await estateWith(widen);
  await allow(estate);
  const { code } = await keeper(estate, ["revoke", ENGINEERS, "--reason", "left"]);
  expect([0, 1]).toContain(code);
  await keeper(estate, ["synth"]);
  expect(stackOf(estate)).not.toContain(ENGINEERS);
  expect(await checkCodes(estate)).not.toContain("LH088");
});

test("where Azure has what is defined again, the file is named as no longer needed", async () => {
  const estate = await estateWith(widen);
  await writeSnapshot(estate, () => {}, { folder: "as-defined" });
  await allow(estate);
  const { code, out } = await keeper(estate, ["drift", "contoso-retail", "--from", "as-defined", ...ALLOW]);
  expect(code).toBe(0);
  expect(out).toMatch(/^no longer needed: deviations\/contoso-retail\./m);
});
