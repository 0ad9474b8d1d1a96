import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { change, type Files, keeper, sampleCopy, snapshot } from "../support/estates.ts";

const OFFER = "offers/managed-operations.ts";
const SETS = "offers/shared/authorization-sets.ts";
const text = (estate: string, file: string) => readFileSync(join(estate, file), "utf8");

const [SAMPLE_SETS, SAMPLE_OFFER] = [SETS, OFFER].map((file) =>
  readFileSync(join(import.meta.dirname, "../..", file), "utf8"),
);
/** The sample's shared set with another role for operations. */
const WIDER = {
  [SETS]: SAMPLE_SETS?.replace(
    '{ principal: operations, role: "Reader" }',
    '{ principal: operations, role: "Monitoring Reader" }',
  ),
};

/** The stacks that an estate gives. */
async function stacks(estate: string): Promise<Record<string, string>> {
  expect((await keeper(estate, ["synth"])).code).toBe(0);
  return snapshot(join(estate, "cdktf.out/stacks"));
}

const newVersion = (estate: string, plan: string, ...words: readonly string[]) =>
  keeper(estate, ["new", "version", plan, ...words]);

test("an edited shared set becomes the next version of every plan that includes it, and what customers have stays byte for byte", async () => {
  const before = await stacks(sampleCopy());
  const estate = sampleCopy(WIDER);
  const { code, out, err } = await newVersion(
    estate,
    "managed-operations/complete",
    "--all-that-include",
    "baseline",
  );
  expect([code, err]).toEqual([0, ""]);
  expect(out).toContain(
    `${OFFER}: managed-operations/complete@1.2.0 has the edit, and 1.0.0, 1.1.0 grant what the record says again`,
  );
  expect(out).toContain("managed-operations/virtual-machines@1.1.0 has the edit");
  expect(out).toContain("then: keeper publish managed-operations complete 1.2.0");
  expect(await stacks(estate)).toEqual(before);
  const edited = text(estate, OFFER);
  expect(edited).toContain('{ principal: northwind.principals.operations, role: "Contributor" }');
  expect(edited).toContain(`"1.2.0": {
          includes: [baseline, policyRemediation],
          authorizations: [{ principal: operations, role: "Contributor" }],
        },`);
  // the comment stays, and so does all that no plan of these has
  expect(edited).toContain(
    "// one customer's own plan: Tailwind Traders wants no access beyond its virtual machines",
  );
  expect(edited.slice(0, edited.indexOf("complete: {"))).toBe(
    SAMPLE_OFFER?.slice(0, SAMPLE_OFFER.indexOf("complete: {")),
  );
  // the next version has the edit, and can be published
  expect((await keeper(estate, ["publish", "managed-operations", "complete", "1.2.0"])).out).toContain(
    "Monitoring Reader",
  );
});

test("without --all-that-include the other plans are named, and still break the rule", async () => {
  const estate = sampleCopy(WIDER);
  const { code, out } = await newVersion(estate, "managed-operations/complete");
  expect(code).toBe(1);
  expect(out).toContain(
    "1 recorded version still grants something else: managed-operations/virtual-machines@1.0.0",
  );
  expect((await keeper(estate, ["check"])).err).toContain(
    "virtual-machines@1.0.0 grants something else than recorded",
  );
});

test("what LH080 says to run can be typed: one command for each plan, and then nothing is broken", async () => {
  const estate = sampleCopy(WIDER);
  const { err } = await keeper(estate, ["check"]);
  const [, fix = ""] = /fix: +(run .*)/.exec(err) ?? [];
  const commands = [...fix.matchAll(/`keeper ([^`]+)`/g)].map(([, words = ""]) => words.split(" "));
  expect(commands).toEqual(
    ["complete", "virtual-machines"].map((plan) => ["new", "version", `managed-operations/${plan}`]),
  );
  for (const words of commands) await keeper(estate, words);
  expect(await keeper(estate, ["check"])).toMatchObject({ code: 0 });
});

test("without an edit the next version is a copy to edit", async () => {
  const estate = sampleCopy();
  const { code, out } = await newVersion(estate, "managed-operations/essential");
  expect([code, out]).toEqual([
    0,
    expect.stringContaining("managed-operations/essential@1.1.0 is a copy of 1.0.0: edit it there"),
  ]);
  expect(text(estate, OFFER)).toContain('"1.1.0": { includes: [baseline] },');
});

/** Eligible access with a policy, approvers and a display name of its own, in YAML with comments. */
const YAML: Files = {
  "offers/watch.yaml": `# what the provider watches
id: watch
name: Watch
description: Watching
managingTenant:
  tenantId: 6f0c1f6e-2c1d-4f0b-9d5a-0c7a3f2b1e99
  name: Northwind Cloud Services
  cloud: public
  principals:
    analysts: { type: Group, objectId: 2c8d0b2a-7d3b-4d79-8c73-8c4d9f2e3399, displayName: Analysts }
    leads: { type: Group, objectId: 3d9c1c3b-8e4c-4c8a-9d84-9d5ea03f4499, displayName: Leads }
justInTimeAccessPolicies:
  approved: { maximumActivationDuration: PT4H, approvers: [leads] }
authorizationSets:
  base:
    authorizations:
      - { principal: analysts, role: Reader, displayName: Night shift }
      - { principal: leads, role: Managed Services Registration assignment Delete Role }
    eligibleAuthorizations:
      - { principal: analysts, role: Security Admin, justInTimeAccessPolicy: approved }
plans:
  basic:
    visibility: public
    versions:
      # the first
      1.0.0:
        includes: [base] # all of it
      # nothing follows
`,
  "customers/watched.yaml": `id: watched
name: Watched
tenantId: b1d5c2f0-3a4e-4b6c-8d7e-000000000999
subscriptions: { main: c2e6d3a1-4b5f-4c7d-9e8f-000000000999 }
delegations:
  - { offer: watch, plan: basic, version: 1.0.0, scopes: [{ subscription: main }] }
`,
};

test("an offer in YAML keeps its comments; a changed policy leaves the published version as it was", async () => {
  const first = sampleCopy(YAML);
  const before = await stacks(first);
  const edited = YAML["offers/watch.yaml"]?.replace("PT4H, approvers: [leads]", "PT8H");
  const estate = sampleCopy({
    ...YAML,
    "offers/watch.yaml": edited,
    "published/watch.yaml": text(first, "published/watch.yaml"),
  });
  expect((await keeper(estate, ["check"])).err).toContain(
    "watch/basic@1.0.0 grants something else than recorded",
  );
  expect(await newVersion(estate, "watch/basic")).toMatchObject({ code: 0, err: "" });
  expect(await stacks(estate)).toEqual(before);
  const now = text(estate, "offers/watch.yaml");
  for (const comment of ["# what the provider watches", "# the first", "# nothing follows"])
    expect(now).toContain(comment);
  expect(now).toContain("      1.1.0:\n        includes: [base]");
  expect(now).toContain("displayName: Night shift");
});

test("an offer whose managing tenant is written in place is left alone, and the edit is printed", async () => {
  const inline = SAMPLE_OFFER?.replace("managingTenant: northwind,", "managingTenant: { ...northwind },");
  const estate = sampleCopy({ ...WIDER, [OFFER]: inline });
  const files = snapshot(estate);
  const { code, out } = await newVersion(estate, "managed-operations/complete");
  expect(code).toBe(1);
  expect(out).toContain(`${OFFER} is left as it is`);
  expect(out).toContain('write the text of managed-operations/complete@1.1.0 again as version "1.2.0"');
  // the edit is there to copy: what the record says, as code
  expect(out).toContain(
    '  then write version "1.1.0" as published/managed-operations.yaml records it:\n    {\n',
  );
  expect(out).toContain("principal: managingTenant.principals.");
  expect(snapshot(estate)).toEqual(files);
});

test("a principal that the registry no longer has cannot be restored, and the reason is said", async () => {
  const tenant = "offers/shared/northwind.ts";
  const other = readFileSync(join(import.meta.dirname, "../..", tenant), "utf8").replace(
    "0a6f8f0e-",
    "0a6f8f0f-",
  );
  const estate = sampleCopy({ [tenant]: other });
  const { code, out } = await newVersion(estate, "managed-operations/complete");
  expect(code).toBe(1);
  expect(out).toContain("has no principal with the object id 0a6f8f0e-5d1b-4f57-8a51-6a2b7d0c1101");
});

test.each([
  [["managed-operations"], "is not a plan of the estate"],
  [["managed-operations/complet"], "did you mean managed-operations/complete?"],
  [["managed-operations/complete", "--all-that-include", "base"], 'no changed version names "base"'],
])("%j cannot be written", async (words, problem) => {
  const estate = sampleCopy(WIDER);
  const [plan = "", ...rest] = words;
  const { code, err } = await newVersion(estate, plan, ...rest);
  expect([code, err]).toEqual([2, expect.stringContaining(problem)]);
});

test("a change that breaks another rule meanwhile writes nothing", async () => {
  const estate = sampleCopy(WIDER);
  change(estate, { "customers/proseware.ts": "export default {}" });
  expect((await newVersion(estate, "managed-operations/complete")).code).toBe(2);
  expect(text(estate, OFFER)).toBe(SAMPLE_OFFER);
});
