import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { change, type Files, keeper, snapshot, temporaryFolder } from "../support/estates.ts";
import { type ArmDelegation, armLists, grant, guidOf } from "./arm-fleet.ts";
import type { Case } from "./cases.ts";

/*
 * keeper adopt: what exists becomes definitions that pass every rule and change no access.
 */

const CASES = join(import.meta.dirname, "cases");

/** A folder with a source of a case and nothing else. */
function sourceOf(name: Case, source: string): string {
  const folder = temporaryFolder();
  cpSync(join(CASES, name, source), join(folder, source), { recursive: true });
  return folder;
}

/** A folder with Azure's lists in `azure`, and other files. */
function listsOf(delegations: readonly ArmDelegation[], files: Files = {}): string {
  const folder = temporaryFolder();
  change(folder, { ...armLists(delegations), ...files });
  return folder;
}

/** Adopts into the folder itself: an estate is above it. */
function adopt(folder: string, words: readonly string[]) {
  return keeper(folder, ["adopt", ...words, "--output", "."]);
}

/** The files of an estate, without its sources. */
function definitionsIn(folder: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(snapshot(folder)).filter(([path]) => /^(offers|customers)\//.test(path)),
  );
}

/** Adopts, and expects that check passes and that the review shows no change. */
async function expectUnchanged(folder: string, source: string, form: readonly string[] = []): Promise<void> {
  const ran = await adopt(folder, [source, ...form]);
  expect(ran, `${ran.err}${ran.out}`).toMatchObject({ code: 0 });
  await expectSame(folder, source);
}

async function expectSame(folder: string, source: string): Promise<void> {
  const checked = await keeper(folder, ["check"]);
  expect(checked, checked.err).toMatchObject({ code: 0 });
  const open = [...checked.err.matchAll(/^warning (LH\d+)/gm)].map(([, code]) => code);
  // open are the types of principals, and that the import is not finished
  expect(new Set(open)).toEqual(new Set(["LH078", "LH079"]));
  const review = await keeper(folder, ["review", source, ".", "--exit-code"]);
  expect(review, review.out).toMatchObject({ code: 0 });
  expect(review.out).toContain("0 changed");
}

test.each([
  ["01-az-hides-eligible", "live-rest"],
  ["02-adopted-not-destroyed", "live"],
  ["07-kept-role-adopted", "live"],
  ["08-first-look-before-synth", "live"],
  ["11-lists-from-powershell", "live-utf16"],
] as const)("%s/%s is adopted in both forms: rules pass, and nothing changes", async (name, source) => {
  await expectUnchanged(sourceOf(name, source), source);
  await expectUnchanged(sourceOf(name, source), source, ["--yaml"]);
});

test("01: lists that hide eligible access are refused, and nothing is written", async () => {
  const folder = sourceOf("01-az-hides-eligible", "live-az");
  const ran = await adopt(folder, ["live-az"]);
  expect(ran).toMatchObject({ code: 2, out: "" });
  expect(ran.err).toContain("eligible-unknown");
  expect(definitionsIn(folder)).toEqual({});
});

test("03: delegations of another provider are named, not adopted", async () => {
  const folder = sourceOf("03-another-provider", "live");
  const unclear = await adopt(folder, ["live"]);
  expect(unclear).toMatchObject({ code: 2, out: "" });
  expect(unclear.err).toContain("several managing tenants");
  const ran = await adopt(folder, ["live", "--tenant", "3f9b6c10-7a21-4d53-8e64-00000000a001"]);
  expect(ran).toMatchObject({ code: 1 });
  expect(ran.out).toMatch(/not adopted \(other-managing-tenant\): live\/definitions\.json:\d+ value\[1\]/);
  expect(ran.out).toContain("Relecloud");
  expect(Object.values(definitionsIn(folder)).join()).not.toContain("Relecloud");
  await expectSame(folder, "live");
});

test("04: a state of another Terraform configuration is adopted, and the rest of it is named", async () => {
  const folder = sourceOf("04-state-of-other-terraform", "munson.json");
  const ran = await adopt(folder, ["munson.json", "--yaml"]);
  expect(ran, ran.err).toMatchObject({ code: 0 });
  const files = definitionsIn(folder);
  expect(Object.keys(files)).toEqual(["customers/customer-3f9b6c10.yaml", "offers/bellows-operations.yaml"]);
  expect(files["customers/customer-3f9b6c10.yaml"]).toContain(
    "registrationDefinitionId: 3f9b6c10-7a21-4d53-8e64-00000000d001",
  );
  expect(await keeper(folder, ["check"])).toMatchObject({ code: 0 });
});

test("05: one group under two names keeps both", async () => {
  const folder = listsOf([
    { customer: 1, authorizations: [grant(1, "reader", "Desk"), grant(1, "deletes", "Exit")] },
  ]);
  await expectUnchanged(folder, "azure");
  const shared = definitionsIn(folder)["offers/shared/provider-1.ts"] ?? "";
  expect(shared.match(/objectId/g)).toHaveLength(1);
});

test("06: placeholders of samples are not adopted", async () => {
  const zero = "00000000-0000-0000-0000-000000000000";
  const authorizations = [{ ...grant(1, "reader"), principalId: zero }];
  const ran = await adopt(listsOf([{ customer: 1, authorizations }]), ["azure"]);
  expect(ran).toMatchObject({ code: 1 });
  expect(ran.out).toContain("not adopted (text-not-writable)");
  expect(ran.out).toContain("is a placeholder");
});

test("a role that cannot be delegated leaves its delegation out, with the reason", async () => {
  const folder = listsOf([
    { customer: 1, authorizations: [grant(1, "owner")] },
    { customer: 2, authorizations: [grant(1, "reader"), grant(1, "deletes")] },
  ]);
  const ran = await adopt(folder, ["azure"]);
  expect(ran).toMatchObject({ code: 1 });
  expect(ran.out).toContain("not adopted (role-not-delegable)");
  expect(Object.keys(definitionsIn(folder)).filter((path) => path.startsWith("customers/"))).toEqual([
    "customers/customer-2.ts",
  ]);
});

const TIER = [
  grant(1, "reader"),
  grant(1, "deletes"),
  grant(2, "reader"),
  grant(2, "support"),
  grant(3, "reader"),
];

/** Three sets of six authorizations that share five. */
const THREE_TIERS = [
  [...TIER, grant(3, "monitoring")],
  [...TIER, grant(3, "security")],
  [...TIER, grant(3, "support")],
];

test("forty customers with three near-equal sets become one offer with three plans", async () => {
  const folder = listsOf(
    Array.from({ length: 40 }, (_, index) => ({
      customer: index + 1,
      authorizations: THREE_TIERS[index % 3] ?? [],
    })),
  );
  await expectUnchanged(folder, "azure", ["--yaml"]);
  const files = definitionsIn(folder);
  expect(Object.keys(files).filter((path) => path.startsWith("offers/"))).toEqual([
    "offers/bellows-operations.yaml",
  ]);
  const offer = files["offers/bellows-operations.yaml"] ?? "";
  expect(offer.match(/^ {4}visibility: public$/gm)).toHaveLength(3);
  expect(offer.match(/- shared/g)).toHaveLength(3);
  expect(Object.keys(files).filter((path) => path.startsWith("customers/"))).toHaveLength(40);
});

test("the order of a source decides nothing", async () => {
  const delegations = THREE_TIERS.map((authorizations, index) => ({ customer: index + 1, authorizations }));
  const reversed = [...delegations]
    .reverse()
    .map((each) => ({ ...each, authorizations: [...each.authorizations].reverse() }));
  const [one, other] = [listsOf(delegations), listsOf(reversed)];
  for (const folder of [one, other]) expect(await adopt(folder, ["azure"])).toMatchObject({ code: 0 });
  expect(definitionsIn(other)).toEqual(definitionsIn(one));
});

test("a second adoption of the same source changes nothing", async () => {
  const folder = listsOf(
    THREE_TIERS.map((authorizations, index) => ({ customer: index + 1, authorizations })),
  );
  await adopt(folder, ["azure"]);
  const before = snapshot(folder);
  const ran = await adopt(folder, ["azure"]);
  expect(ran, ran.err).toMatchObject({ code: 0 });
  expect(ran.out).toBe("nothing to adopt: 3 registration definitions defined already\n");
  expect(snapshot(folder)).toEqual(before);
});

test("an estate is extended: a known plan version is taken, and known principals keep their types", async () => {
  const first = { customer: 1, authorizations: TIER };
  const folder = listsOf([first]);
  await adopt(folder, ["azure"]);
  const shared = join(folder, "offers/shared/provider-1.ts");
  change(folder, {
    "offers/shared/provider-1.ts": readFileSync(shared, "utf8").replaceAll('"unknown"', '"Group"'),
    ...armLists([
      first,
      { customer: 2, authorizations: TIER },
      { customer: 3, authorizations: [grant(1, "reader")] },
    ]),
  });
  const before = definitionsIn(folder);
  const ran = await adopt(folder, ["azure"]);
  expect(ran, ran.err).toMatchObject({ code: 0 });
  const after = definitionsIn(folder);
  expect(after).toMatchObject(before);
  expect(after["customers/customer-2.ts"]).toContain("defineDelegation(bellowsOperations, {");
  const added = Object.keys(after).filter((path) => !Object.hasOwn(before, path));
  expect(added).toEqual([
    "customers/customer-2.ts",
    "customers/customer-3.ts",
    "offers/bellows-operations-2.ts",
    "offers/shared/provider-1-2.ts",
  ]);
  expect(after["offers/shared/provider-1-2.ts"]).toContain('type: "Group"');
  const checked = await keeper(folder, ["check"]);
  expect(checked, checked.err).toMatchObject({ code: 0 });
  expect((await keeper(folder, ["review", "azure", ".", "--exit-code"])).code).toBe(0);
});

test("an existing file is overwritten with --force only", async () => {
  const folder = listsOf([{ customer: 1, authorizations: TIER }], {
    "customers/customer-1.ts": "export {};\n",
  });
  const ran = await adopt(folder, ["azure"]);
  expect(ran).toMatchObject({ code: 2, out: "" });
  expect(ran.err).toContain("customers/customer-1.ts exist with another text; nothing was written");
  expect(definitionsIn(folder)).toEqual({ "customers/customer-1.ts": "export {};\n" });
  await expectUnchanged(folder, "azure", ["--force"]);
});

test("names made of markup, code and shell are text in both forms", async () => {
  const hostile = [
    '"}); process.exit(7); ({ x: "',
    "${process.exit(7)} `rm -rf /`",
    "*/ export default 1 // #: - &a !!js",
    "yes",
    "# no comment",
    "https://example.com/a?b=c&d=%7B",
  ];
  const delegations = hostile.map((text, index) => ({
    customer: index + 1,
    name: text,
    description: `${text}\n- ${text}`,
    customerName: text,
    authorizations: [grant(1, "reader", text), grant(index + 2, "deletes", text)],
  }));
  await expectUnchanged(listsOf(delegations), "azure");
  await expectUnchanged(listsOf(delegations), "azure", ["--yaml"]);
});

test("titles that a definition cannot have are named, with line and path", async () => {
  const delegations = ["two\nlines", "\u202Ereversed", "<b>markup</b>", ""].map((name, index) => ({
    customer: index + 1,
    name,
    authorizations: TIER,
  }));
  const folder = listsOf(delegations);
  const ran = await adopt(folder, ["azure", "--json"]);
  expect(ran).toMatchObject({ code: 1 });
  const { notAdopted, adopted } = JSON.parse(ran.out);
  expect(adopted).toBe(0);
  expect(notAdopted.map(({ code }: { code: string }) => code)).toEqual(Array(4).fill("text-not-writable"));
  for (const { line } of notAdopted) expect(line).toBeGreaterThan(1);
  expect(definitionsIn(folder)).toEqual({});
});

test("resource groups, two offers on a subscription and eligible access stay as they are", async () => {
  const eligible = {
    ...grant(2, "contributor"),
    justInTimeAccessPolicy: {
      multiFactorAuthProvider: "Azure",
      maximumActivationDuration: "PT8H",
      managedByTenantApprovers: [{ principalId: guidOf("1", 3), principalIdDisplayName: "Leads" }],
    },
  };
  const folder = listsOf([
    { customer: 1, authorizations: TIER, groups: ["rg-App", "rg-data"], eligibleAuthorizations: [eligible] },
    { customer: 1, definition: 51, name: "Bellows Watch", authorizations: TIER, groups: ["rg-web"] },
  ]);
  await expectUnchanged(folder, "azure");
  const files = definitionsIn(folder);
  expect(Object.keys(files).filter((path) => /^offers\/[^/]+$/.test(path))).toEqual([
    "offers/bellows-operations.ts",
    "offers/bellows-watch.ts",
  ]);
  // defaults are not written
  expect(Object.values(files).join()).not.toContain("PT8H");
});

test("a definition on a subscription and again inside it is named, and left alone", async () => {
  const folder = listsOf([{ customer: 1, authorizations: TIER }]);
  const lists = armLists([{ customer: 1, authorizations: TIER, groups: ["rg-app"] }]);
  const [whole, inside] = [
    readFileSync(join(folder, "azure/assignments.json"), "utf8"),
    lists["azure/assignments.json"],
  ];
  const both = [...JSON.parse(whole).value, ...JSON.parse(inside ?? "").value];
  change(folder, { "azure/assignments.json": JSON.stringify(both) });
  const ran = await adopt(folder, ["azure"]);
  expect(ran).toMatchObject({ code: 1 });
  expect(ran.out).toContain("not adopted (scope-not-writable)");
});
