import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { caseCopy } from "../adopting/cases.ts";
import { change, keeper, sampleCopy } from "../support/estates.ts";

const packages = (estate: string, ...path: readonly string[]) => join(estate, "packages", ...path);

/** Every file below a folder with its text, by its path. */
function filesIn(folder: string): Record<string, string> {
  const all = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
  return Object.fromEntries(
    all
      .map((each) => join(each.parentPath, each.name))
      .sort()
      .map((path) => [path.slice(folder.length + 1), readFileSync(path, "utf8")]),
  );
}

test("a package for each delegated subscription, with the same bytes a second time, and checksums of every file", async () => {
  const estate = sampleCopy();
  const first = await keeper(estate, ["export", "contoso-retail", "fabrikam"]);
  expect(first, first.err).toMatchObject({ code: 0, out: expect.stringContaining("4 packages written\n") });
  expect(readdirSync(packages(estate)).sort()).toEqual(["contoso-retail", "fabrikam"]);
  const files = filesIn(packages(estate));
  expect(Object.keys(files).filter((path) => path.startsWith("fabrikam/"))).toEqual(
    [
      "README.md",
      "SHA256SUMS",
      "consent.html",
      "createUiDefinition.json",
      "deploy.ps1",
      "deploy.sh",
      "imports.tf.txt",
      "main.bicep",
      "main.tf",
      "remove.ps1",
      "remove.sh",
      "template.json",
    ].map((name) => `fabrikam/production/${name}`),
  );
  const sums = (files["fabrikam/production/SHA256SUMS"] ?? "").trimEnd().split("\n");
  expect(sums).toHaveLength(11);
  for (const line of sums) {
    const [sum, name] = line.split("  ");
    const bytes = readFileSync(packages(estate, "fabrikam/production", name ?? ""));
    expect(createHash("sha256").update(bytes).digest("hex")).toBe(sum);
  }
  await keeper(estate, ["export", "contoso-retail", "fabrikam"]);
  expect(filesIn(packages(estate))).toEqual(files);
});

/** Changes the customer that is written as data: a module is read once in a process. */
function edit(estate: string, from: RegExp, to: string): void {
  const file = join(estate, "customers/wide-world-importers.yaml");
  const text = readFileSync(file, "utf8");
  const edited = text.replace(from, to);
  if (edited === text) throw new Error(`nothing in ${file} is like ${from}`);
  writeFileSync(file, edited);
}

test("an offer is exported for customers that are not known: its newest public versions, without any customer", async () => {
  const estate = sampleCopy();
  const one = await keeper(estate, ["export", "--offer", "managed-operations/complete"]);
  expect(one, one.err).toMatchObject({
    code: 0,
    out: expect.stringMatching(
      /^managed-operations\/complete@1\.1\.0: packages\/offer\.managed-operations\.complete\/any-subscription\n1 package written\n/,
    ),
  });
  const folder = "offer.managed-operations.complete/any-subscription";
  const files = filesIn(packages(estate));
  expect(Object.keys(files)).toEqual(
    ["README.md", "SHA256SUMS", "consent.html", "createUiDefinition.json", "main.bicep", "template.json"].map(
      (name) => `${folder}/${name}`,
    ),
  );
  for (const text of Object.values(files))
    expect(text).not.toMatch(/fabrikam|any\.customer|5ab0c1d2-e3f4-4a5b-8c6d-7e8f90a1b2c3/i);
  expect(files[`${folder}/README.md`]).toContain("Plan `complete`, version `1.1.0`");
  // a package of one plan leaves that of another
  const all = await keeper(estate, ["export", "--offer", "managed-operations", "--json"]);
  expect(all, all.err).toMatchObject({ code: 0 });
  const { packages: written } = JSON.parse(all.out);
  expect(written.length).toBeGreaterThan(1);
  // the plan of one customer alone is private
  expect(written.map(({ plan }: { readonly plan: string }) => plan)).not.toContain("virtual-machines");
  expect(filesIn(packages(estate))).toMatchObject(files);
});

test("with --public-url, the page of an offer links to the portal's form of the published template, in every language", async () => {
  const estate = sampleCopy();
  const words = ["export", "--offer", "managed-operations/complete", "--public-url"];
  const page = join(estate, "packages/offer.managed-operations.complete/any-subscription/README.md");
  const published =
    "https%3A%2F%2Fpackages.example.com%2Fa%28b%29%2Foffer.managed-operations.complete%2Fany-subscription";
  const link = `https://portal.azure.com/#create/Microsoft.Template/uri/${published}%2Ftemplate.json/createUIDefinitionUri/${published}%2FcreateUiDefinition.json`;
  for (const language of ["en", "de", "ko", "ja"]) {
    const ran = await keeper(estate, [...words, "https://packages.example.com/a(b)", "--language", language]);
    expect([ran.code, readFileSync(page, "utf8").split(`](${link})`).length]).toEqual([0, 2]);
  }
  expect((await keeper(estate, words.slice(0, 3))).code).toBe(0);
  expect(readFileSync(page, "utf8")).not.toContain("portal.azure.com");
});

test("with --management-group, an offer also gets policies for all subscriptions of a management group; without it, none stay", async () => {
  const estate = sampleCopy();
  const words = ["export", "--offer", "managed-operations/complete"];
  // twice: the second replaces the first
  await keeper(estate, [...words, "--management-group"]);
  const both = await keeper(estate, [...words, "--management-group"]);
  expect(both, both.err).toMatchObject({
    code: 0,
    out: expect.stringMatching(/complete\/management-group\n2 packages written\n/),
  });
  const folder = "offer.managed-operations.complete";
  const files = filesIn(packages(estate, folder, "management-group"));
  expect(Object.keys(files)).toEqual(["README.md", "SHA256SUMS", "guards.json", "policy.json"]);
  for (const text of Object.values(files))
    expect(text).not.toMatch(/fabrikam|any\.customer|5ab0c1d2-e3f4-4a5b-8c6d-7e8f90a1b2c3/i);
  const [policy] = JSON.parse(files["policy.json"] ?? "").resources;
  // the commands of the page name what the template creates
  expect(files["README.md"]).toContain(`policyAssignments/${policy.name}"`);
  expect(await keeper(estate, words)).toMatchObject({ code: 0 });
  expect(readdirSync(packages(estate, folder))).toEqual(["any-subscription"]);
});

test.each([
  [["fabrikam", "--management-group"], "--management-group delegates subscriptions that no definition names"],
  [["--offer", "nothing"], 'no offer has the id "nothing"'],
  [["--offer", "managed-operations/a/b"], "no offer has the id"],
  [["--offer", "managed-operations/virtual-machines"], "has no public plan"],
  [["--offer", "managed-operations", "fabrikam"], "--offer is for no known customer"],
  [["fabrikam", "--public-url", "https://packages.example.com"], "never made public"],
  [
    ["--offer", "managed-operations", "--public-url", "http://packages.example.com"],
    "is not the https address",
  ],
  [["--offer", "managed-operations", "--public-url", "https://a:b@example.com"], "is not the https address"],
  [
    ["--offer", "managed-operations", "--public-url", "https://example.com/?sig=1"],
    "is not the https address",
  ],
  [["--offer", "managed-operations", "--public-url", "packages"], "is not the https address"],
  [[], "there is nothing to export"],
])("what cannot be exported for any customer is refused: %j", async (words, problem) => {
  const estate = sampleCopy();
  const ran = await keeper(estate, ["export", ...words]);
  expect(ran).toMatchObject({ code: 2, err: expect.stringContaining(problem) });
  expect(existsSync(packages(estate))).toBe(false);
});

test("a plan with a role that only some subscriptions keep is refused for any other, and nothing is written", async () => {
  const estate = caseCopy("07-kept-role-adopted");
  expect(await keeper(estate, ["check"])).toMatchObject({ code: 0 });
  const ran = await keeper(estate, ["export", "--offer", "bellows"]);
  expect(ran).toMatchObject({ code: 2, out: "" });
  expect(ran.err).toContain("bellows/main@1.0.0 is not for every customer: it breaks LH");
  expect(existsSync(packages(estate))).toBe(false);
});

test("of a subscription that is no longer delegated, no package stays", async () => {
  const estate = sampleCopy();
  await keeper(estate, ["export", "wide-world-importers"]);
  expect(readdirSync(packages(estate, "wide-world-importers"))).not.toEqual([]);
  edit(estate, /delegations:[\s\S]*$/, "delegations: []\n");
  expect(await keeper(estate, ["export", "wide-world-importers"])).toMatchObject({
    code: 0,
    out: expect.stringMatching(
      /^wide-world-importers \/ \S+: nothing is delegated, so there is no package\n/,
    ),
  });
  expect(readdirSync(packages(estate, "wide-world-importers"))).toEqual([]);
});

test("a folder that keeper did not write is left alone, and nothing is written", async () => {
  const estate = sampleCopy();
  mkdirSync(packages(estate, "fabrikam/mine"), { recursive: true });
  change(estate, { "packages/fabrikam/mine/notes.txt": "mine" });
  expect(await keeper(estate, ["export", "contoso-retail", "fabrikam"])).toMatchObject({
    code: 2,
    err: expect.stringContaining("fabrikam/mine is not a package that keeper wrote; nothing was written"),
  });
  expect(filesIn(packages(estate))).toEqual({ "fabrikam/mine/notes.txt": "mine" });
});

test("definitions that break a rule are not exported", async () => {
  const estate = sampleCopy();
  edit(estate, /tenantId: .*/, "tenantId: 6f0c1f6e-2c1d-4f0b-9d5a-0c7a3f2b1e01");
  expect(await keeper(estate, ["export", "wide-world-importers"])).toMatchObject({
    code: 1,
    err: expect.stringMatching(/error LH\d+[\s\S]*nothing was written\n$/),
  });
  expect(existsSync(packages(estate))).toBe(false);
});

test("an unknown customer gets a suggestion, and none at all is a usage error", async () => {
  const estate = sampleCopy();
  expect(await keeper(estate, ["export", "fabricam"])).toMatchObject({
    code: 2,
    err: expect.stringContaining("fabrikam"),
  });
  expect(await keeper(estate, ["export"])).toMatchObject({
    code: 2,
    err: expect.stringContaining("there is nothing to export"),
  });
});

test("what was written is told as JSON", async () => {
  const estate = sampleCopy();
  const { code, out } = await keeper(estate, ["export", "fabrikam", "--output", "out", "--json"]);
  expect(code).toBe(0);
  expect(JSON.parse(out).packages).toEqual([
    { customer: "fabrikam", subscription: "production", folder: join("out", "fabrikam", "production") },
  ]);
});
