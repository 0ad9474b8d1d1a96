import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { notRead } from "../../lib/formats/snapshot/not-read.ts";
import { type Files, keeper, sampleCopy, snapshot } from "../support/estates.ts";
import { type AzureResources, type SnapshotChanges, writeSnapshot } from "../support/snapshots.ts";

const PRODUCTION = "c2e6d3a1-4b5f-4c7d-9e8f-000000000111";
const SHOPS = "c2e6d3a1-4b5f-4c7d-9e8f-000000000221";
const WAREHOUSE = "c2e6d3a1-4b5f-4c7d-9e8f-000000000222";
const FINANCE = "c2e6d3a1-4b5f-4c7d-9e8f-000000000441";
const ENGINEERS = "1b7e9a1f-6c2a-4e68-9b62-7b3c8e1d2202";
const STORAGE = "17d1049b-9a84-46fb-8f53-869881c3d3ab";

interface ListedGrant {
  readonly principalId: string;
  readonly roleDefinitionId: string;
}

/** Gives the authorizations on a subscription another form, as a person in the portal does. */
const edit =
  (subscription: string, change: (grants: readonly ListedGrant[]) => readonly ListedGrant[], offer = "") =>
  (azure: AzureResources): void => {
    for (const { id, properties } of azure.definitions)
      if (id.includes(subscription) && properties.registrationDefinitionName.includes(offer))
        properties.authorizations = change(properties.authorizations);
  };

const widen = (subscription: string, principalId = ENGINEERS, offer = "") =>
  edit(subscription, (grants) => [...grants, { principalId, roleDefinitionId: STORAGE }], offer);

interface Drifted {
  readonly files?: Files;
  readonly changes?: SnapshotChanges;
}

async function estateWith(byHand: (azure: AzureResources) => void, { files, changes }: Drifted = {}) {
  const estate = sampleCopy(files);
  await writeSnapshot(estate, byHand, changes);
  return estate;
}

const adopt = (estate: string, ...words: readonly string[]) =>
  keeper(estate, ["drift", ...words, "--from", "azure", "--adopt"]);

const read = (estate: string, file: string) => readFileSync(join(estate, file), "utf8");

/** Customers with drift. */
async function drifted(estate: string): Promise<string[]> {
  const { out } = await keeper(estate, ["drift", "--from", "azure", "--format", "json"]);
  const { findings } = JSON.parse(out) as { findings: { customer: string; weight: string }[] };
  return [...new Set(findings.flatMap(({ customer, weight }) => (weight === "drift" ? [customer] : [])))];
}

test("what Azure has becomes the next version of the plan, the customer takes it, and drift is none", async () => {
  const estate = await estateWith(widen(PRODUCTION));
  expect(await drifted(estate)).toEqual(["fabrikam"]);
  const { code, out, err } = await adopt(estate, "fabrikam");
  expect([code, err]).toEqual([0, ""]);
  expect(out.split("\n").slice(0, 3)).toEqual([
    "offers/managed-operations.ts: version 1.2.0 of managed-operations/complete written: it grants what Azure has",
    "fabrikam: managed-operations/complete 1.1.0 → 1.2.0",
    "Run keeper synth, and commit the files with the reviewed output.",
  ]);
  // the review of the edit follows it
  expect(out).toContain("gets Storage Account Contributor on subscription production");
  const [, version = ""] = read(estate, "offers/managed-operations.ts").split('"1.2.0": {');
  expect(version.slice(0, version.indexOf("\n        },"))).toContain('role: "Storage Account Contributor"');
  expect(read(estate, "customers/fabrikam.ts")).toContain('version: "1.2.0"');
  expect(await drifted(estate)).toEqual([]);
  expect(await keeper(estate, ["synth"])).toMatchObject({ code: 0 });
  const again = snapshot(estate);
  expect(await adopt(estate, "fabrikam")).toMatchObject({
    code: 0,
    out: "nothing to adopt: Azure has what is defined\n",
  });
  expect(snapshot(estate)).toEqual(again);
});

test("a version that the plan has already is taken, and none is written", async () => {
  // version 1.0.0 of the plan lacks what the policy automation has in 1.1.0
  const roles = ["36243c78-bf99-498c-9df9-86d9f8d28608", "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9"];
  const estate = await estateWith(
    edit(PRODUCTION, (grants) => grants.filter(({ roleDefinitionId }) => !roles.includes(roleDefinitionId))),
  );
  const offers = read(estate, "offers/managed-operations.ts");
  const { code, out } = await adopt(estate, "fabrikam");
  expect([code, out.split("\n")[0]]).toEqual([0, "fabrikam: managed-operations/complete 1.1.0 → 1.0.0"]);
  expect(read(estate, "offers/managed-operations.ts")).toBe(offers);
  expect(await drifted(estate)).toEqual([]);
});

test("a customer in YAML, and a narrower set, are adopted too; other customers of the plan stay", async () => {
  const estate = await estateWith((azure) => {
    edit(FINANCE, (grants) => grants.slice(0, -1))(azure);
    widen(PRODUCTION)(azure);
  });
  const { code, err } = await adopt(estate, "wide-world-importers");
  expect([code, err]).toEqual([0, ""]);
  expect(read(estate, "customers/wide-world-importers.yaml")).toContain("version: 1.1.0");
  expect(read(estate, "customers/contoso-retail.ts")).not.toContain("1.1.0");
  expect(await drifted(estate)).toEqual(["fabrikam"]);
});

test("subscriptions of one delegation are adopted together, or not at all", async () => {
  const one = await estateWith(widen(WAREHOUSE));
  const files = snapshot(one);
  const refused = await adopt(one, "contoso-retail");
  expect([refused.code, refused.out]).toEqual([
    1,
    expect.stringContaining("another set on another subscription of the same delegation"),
  ]);
  expect(snapshot(one)).toEqual(files);
  const both = await estateWith((azure) => {
    widen(WAREHOUSE)(azure);
    widen(SHOPS, ENGINEERS, "Security")(azure);
  });
  const { code, out } = await adopt(both, "contoso-retail");
  expect([code, out]).toEqual([0, expect.stringContaining("security-operations/watch 2.0.0 → ")]);
  expect(await drifted(both)).toEqual([]);
});

test.each<[string, (azure: AzureResources) => void, Drifted, number, string]>([
  [
    "an unknown principal",
    widen(PRODUCTION, "00000000-0000-4000-8000-0000000000ff"),
    {},
    1,
    "lacks one of its principals",
  ],
  [
    "a subscription that was not read",
    widen(PRODUCTION),
    { changes: { unread: { [PRODUCTION]: notRead("registration-definitions", "access-denied") } } },
    2,
    "not read",
  ],
  [
    "a delegation without assignment",
    (azure) => {
      azure.assignments = azure.assignments.filter(({ id }) => !id.includes(PRODUCTION));
    },
    {},
    1,
    "Azure lacks an assignment",
  ],
])("%s is not adopted, and nothing is written", async (_, byHand, drift, expected, words) => {
  const estate = await estateWith(byHand, drift);
  const files = snapshot(estate);
  const { code, out } = await adopt(estate, "fabrikam");
  expect([code, out]).toEqual([expected, expect.stringContaining(words)]);
  expect(snapshot(estate)).toEqual(files);
});

test("a set that breaks a rule is refused, and all files get their texts back", async () => {
  const owner = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";
  const estate = await estateWith(
    edit(PRODUCTION, (grants) => [...grants, { principalId: ENGINEERS, roleDefinitionId: owner }]),
  );
  const files = snapshot(estate);
  const { code, err } = await adopt(estate, "fabrikam");
  expect([code, err]).toEqual([2, expect.stringContaining("all files are as they were")]);
  expect(snapshot(estate)).toEqual(files);
});

test.each([
  [[], "--adopt needs customers"],
  [["fabrikam", "--allow"], "goes with neither --allow nor --principal"],
  [["fabrikan"], "did you mean fabrikam?"],
])("wrong words %j write nothing", async (words, problem) => {
  const estate = await estateWith(widen(PRODUCTION));
  const { code, err } = await adopt(estate, ...words);
  expect([code, err]).toEqual([2, expect.stringContaining(problem)]);
});
