import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { cliEntries } from "../roles/sample-roles.ts";
import { change, keeper, REPOSITORY, sampleCopy, snapshot, temporaryFolder } from "../support/estates.ts";

const read = (estate: string, file: string) => readFileSync(join(estate, file), "utf8");

test("keeper check finds nothing wrong with the sample estate, and writes nothing", async () => {
  const estate = sampleCopy();
  const before = snapshot(estate);
  const { code, out, err } = await keeper(estate, ["check"]);
  expect({ code, out }).toEqual({ code: 0, out: "" });
  expect(err).not.toContain("keeper explain");
  expect(snapshot(estate)).toEqual(before);
});

test("keeper check reports every finding of every file in one run, each with its line", async () => {
  const estate = sampleCopy({
    "customers/one.yaml": "id: one\nname: One\ntenantID: x\nsubscriptions: {}\ndelegations: []\n",
    "customers/two.json": '{ "id": "two", "id": "three" }',
    "customers/three.yaml": `id: three
name: Three
tenantId: b1d5c2f0-3a4e-4b6c-8d7e-000000000909
subscriptions:
  main: c2e6d3a1-4b5f-4c7d-9e8f-000000000999
delegations:
  - offer: managed-operation
    plan: complete
    version: 1.1.0
    scopes:
      - subscription: mian
`,
    "offers/thrower.ts": "throw new Error('no offer today');\n",
    "offers/nothing.ts": "export const offer = 1;\n",
    "offers/number.ts": "export default 42;\n",
  });
  const { code, out } = await keeper(estate, ["check", "--json"]);
  expect(code).toBe(1);
  const found = JSON.parse(out).findings.map((each: Record<string, unknown>) =>
    [each["code"], each["file"], each["line"], each["path"]].join(" "),
  );
  expect(found).toEqual(
    expect.arrayContaining([
      "LH069 customers/one.yaml 3 tenantID",
      "LH069 customers/two.json 1 id",
      "LH040 customers/three.yaml 7 delegations[0].offer",
      "LH042 customers/three.yaml 11 delegations[0].scopes[0].subscription",
      "LH069 offers/thrower.ts  ",
      "LH069 offers/nothing.ts  ",
    ]),
  );
  expect(found.some((each: string) => each.startsWith("LH069 offers/number.ts"))).toBe(true);
  // one misspelt property is one finding: nothing is said of the property that it was meant to be
  expect(found).not.toContain("LH069 customers/one.yaml 1 tenantId");
});

test("keeper check passes over no file that could be meant as a definition", async () => {
  const estate = sampleCopy({ "customers/a.toml": "", "customers/B.YAML": "id: b", "estate.json": "{}" });
  const { code, err } = await keeper(estate, ["check"]);
  expect(code).toBe(1);
  for (const file of ["customers/a.toml", "customers/B.YAML", "estate.ts"])
    expect(err).toContain(`LH069 ${file}`);
  expect(err.split("\n").at(-2)).toContain("keeper explain <code>");
});

test("keeper takes the estate's defaults from any kind of estate file", async () => {
  const estate = sampleCopy({
    "estate.ts": undefined,
    "estate.yaml": "state: { backend: cloud, organization: northwind }\n",
  });
  expect((await keeper(estate, ["synth"])).code).toBe(0);
  expect(read(estate, "cdktf.out/stacks/fabrikam/cdk.tf.json")).toContain('"organization": "northwind"');
});

test("keeper check shows hostile text without letting it at the terminal, and never a secret", async () => {
  const estate = sampleCopy({
    "customers/evil.json": JSON.stringify({
      id: "\u001b[2J\u202Eevil",
      clientSecret: "hunter2",
      name: "a\u0007b",
    }),
  });
  const { code, err } = await keeper(estate, ["check"]);
  expect(code).toBe(1);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
  expect(err).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
  expect(err).toContain("looks like a secret");
  expect(err).not.toContain("hunter2");
});

test.each([
  [["customer", "adventure-works"], "customers/adventure-works.ts"],
  [["customer", "adventure-works", "--yaml"], "customers/adventure-works.yaml"],
  [["offer", "patching"], "offers/patching.ts"],
])("keeper new %j writes a starting file whose placeholders keeper check names", async (words, file) => {
  const estate = sampleCopy();
  const { code, out } = await keeper(estate, ["new", ...words]);
  expect(code).toBe(0);
  expect(out).toContain(file);
  const checked = await keeper(estate, ["check"]);
  expect(checked.code).toBe(1);
  const placeholders = read(estate, file)
    .split("\n")
    .filter((line) => /^[^/#]*<[a-z][^>]*>/.test(line));
  expect(placeholders.length).toBeGreaterThan(2);
  for (const line of placeholders) expect(checked.err).toContain(/<[^>]*>/.exec(line)?.[0]);
  // never overwritten, in no form
  const text = read(estate, file);
  expect(await keeper(estate, ["new", ...words])).toMatchObject({
    code: 2,
    err: expect.stringContaining("exists"),
  });
  expect(read(estate, file)).toBe(text);
});

test.each(["../evil", "A", "a", "a b", "-a", "1a", "a/b", "", "nul", "com1"])(
  "keeper new refuses the id %j",
  async (id) => {
    const estate = sampleCopy();
    const before = snapshot(estate);
    expect((await keeper(estate, ["new", "customer", "--", id])).code).toBe(2);
    expect(snapshot(estate)).toEqual(before);
  },
);

test("keeper schema prints the published JSON Schema", async () => {
  const { code, out } = await keeper(temporaryFolder(), ["schema"]);
  expect(code).toBe(0);
  expect(out).toBe(read(join(import.meta.dirname, "..", ".."), "schemas/customer.schema.json"));
});

test("keeper roles finds a role, says why one is refused, and suggests where nothing matches", async () => {
  const estate = sampleCopy();
  expect(await keeper(estate, ["roles", "security", "admin"])).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^Security Admin\n {2}fb1c8493-.*\n {2}delegated by Azure Lighthouse: yes$/m),
  });
  expect((await keeper(estate, ["roles", "log analytics contributor"])).out).toMatch(
    /no: it carries data actions/,
  );
  expect((await keeper(estate, ["roles", "Raeder"])).out).toContain("did you mean Reader?");
  const json = JSON.parse((await keeper(estate, ["roles", "Owner", "--json"])).out);
  expect(json.roles.find(({ name }: { name: string }) => name === "Owner").verdict.kind).toBe("refused");
});

test("keeper roles says what a role allows, within 80 columns, and shows one whole", async () => {
  const estate = sampleCopy();
  const found = await keeper(estate, ["roles", "security", "admin"]);
  expect(found.out).toContain("read keys that read operations return (Log Analytics)");
  const all = await keeper(estate, ["roles"]);
  // a name is never broken: it can be copied
  for (const line of [found, all].flatMap(({ out }) =>
    out.split("\n").filter((each) => each.startsWith(" ")),
  ))
    expect(line.length, line).toBeLessThanOrEqual(80);
  // each role of the whole list has a line of what it can do, if it can do anything that a sentence names
  const parts = all.out.split("\n\n").filter((part) => /^ {2}(?:can|also|may) /m.test(part));
  expect(parts.length).toBeGreaterThan(750);
  // an operation that is left out in part stands whole where the role is shown alone
  expect(all.out).toContain("Microsoft.ServiceNetworking/…/serviceRoutingConfigurations/write");
  const networking = await keeper(estate, ["roles", "--role", "AppGw for Containers Configuration Manager"]);
  expect(networking.out).toMatch(
    /^ {4}Microsoft\.ServiceNetworking\/trafficControllers\/serviceRoutingConfigurations\/write$/m,
  );
  const whole = await keeper(estate, ["roles", "--role", "fb1c8493-542b-48eb-b624-b4c8fea62acd"]);
  expect(whole.out).toMatch(/^ {2}actions:\n {4}Microsoft\.Authorization\/\*\/read$/m);
  expect(whole.out).toContain("by way of a policy that deploys with a managed identity (known way)");
  expect(await keeper(estate, ["roles", "--role", "Raeder"])).toMatchObject({
    code: 2,
    err: expect.stringContaining("did you mean Reader?"),
  });
});

test("keeper roles update writes the estate's own catalogue and names the offers that lost a role", async () => {
  const estate = sampleCopy();
  const entries = cliEntries();
  change(estate, { "roles.json": JSON.stringify(entries) });
  const { code, out } = await keeper(estate, [
    "roles",
    "update",
    "--from",
    "roles.json",
    "--date",
    "2026-12-01",
  ]);
  expect(out).toMatch(/changes from 2026-08-22 to 2026-12-01/);
  expect(JSON.parse(read(estate, "role-catalogue.json")).date).toBe("2026-12-01");
  // the sample of roles lacks many that the offers name
  expect(code).toBe(1);
  expect(out).toMatch(/was removed.*named by managed-operations/);
  expect((await keeper(estate, ["check"])).err).toContain("catalogue of 2026-12-01");
});

test.each(["", "[]", "{}", "not json", '[{"name": 1}]'])(
  "keeper roles update from %j writes nothing",
  async (text) => {
    const estate = sampleCopy({ "roles.json": text });
    const before = snapshot(estate);
    expect((await keeper(estate, ["roles", "update", "--from", "roles.json"])).code).toBe(2);
    expect(snapshot(estate)).toEqual(before);
  },
);

test.each([
  [["synht"], 2, "Did you mean synth?"],
  [["check", "--jsno"], 2, "Did you mean --json?"],
  [["roles", "update"], 2, "--from"],
  [["roles", "update", "--from", "absent.json"], 2, "cannot be read"],
  [["new", "custmer", "x1"], 2, "unknown command"],
  [["help", "bogus"], 2, "error: unknown command 'bogus'\n(keeper --help lists the verbs)\n"],
  [["help", "synht"], 2, "(Did you mean synth?)"],
  [["help", "new", "custmer"], 2, "(Did you mean customer?)"],
])("keeper %j could not run", async (words, code, telling) => {
  const ran = await keeper(sampleCopy(), words);
  expect(ran.code).toBe(code);
  expect(ran.err).toContain(telling);
});

test.each([
  [[]],
  [["check"]],
  [["synth"]],
  [["new"]],
  [["new", "offer"]],
  [["schema"]],
  [["roles"]],
  [["roles", "update"]],
])("keeper %j --help explains itself", async (words) => {
  const { code, out } = await keeper(temporaryFolder(), [...words, "--help"]);
  expect(code).toBe(0);
  expect(out).toContain("Usage: keeper");
});

test("keeper help explains a verb inside another, and prints nothing where it knows none", async () => {
  expect((await keeper("/", ["help", "roles", "update"])).out).toContain("Usage: keeper roles update");
  expect((await keeper("/", ["help"])).out).toContain("Usage: keeper [options] [command]");
  expect(await keeper("/", ["help", "bogus"])).toMatchObject({ code: 2, out: "" });
});

test("keeper roles update says when the new catalogue cannot be written", async () => {
  const roles = JSON.stringify(cliEntries());
  const estate = sampleCopy({ "roles.json": roles, "role-catalogue.json/kept.txt": "" });
  const { code, err } = await keeper(estate, ["roles", "update", "--from", "roles.json"]);
  expect(err).toContain("keeper could not run: the role catalogue cannot be written: ");
  expect(code).toBe(2);
});

test("keeper outside an estate could not run", async () => {
  for (const words of [["check"], ["synth"], ["new", "offer", "abc"]]) {
    expect(await keeper("/", words)).toMatchObject({ code: 2, err: expect.stringContaining("cdktf.json") });
  }
});

test("keeper with an unreadable lock could not run: the lock guards access", async () => {
  const conflict = "<<<<<<< ours\n{}\n=======\n{}\n>>>>>>> theirs\n";
  const estate = sampleCopy({ "estate.lock.json": conflict });
  expect(await keeper(estate, ["synth"])).toMatchObject({
    code: 2,
    err: expect.stringContaining("merge conflict"),
  });
  expect(read(estate, "estate.lock.json")).toBe(conflict);
});

test("an empty estate is valid", async () => {
  const estate = temporaryFolder();
  change(estate, { "cdktf.json": "{}" });
  expect((await keeper(estate, ["check"])).code).toBe(0);
  expect(await keeper(estate, ["synth"])).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^There is no customer yet: .*\n\n0 stacks written/),
  });
});

test("random junk as a customer never crashes keeper, and is never written", async () => {
  const estate = sampleCopy();
  const before = snapshot(join(estate, "customers"));
  const words = fc.constantFrom(
    "id",
    "name",
    "tenantId",
    "subscriptions",
    "delegations",
    "scopes",
    "offer",
    "__proto__",
  );
  const junk = fc.oneof(
    fc.json().map((text) => text),
    fc.dictionary(words, fc.jsonValue(), { maxKeys: 6 }).map((value) => JSON.stringify(value)),
    fc.string({ unit: "binary", maxLength: 60 }),
  );
  await fc.assert(
    fc.asyncProperty(junk, fc.constantFrom("json", "yaml"), async (text, ending) => {
      change(estate, { [`customers/junk.${ending}`]: text });
      const ran = await keeper(estate, ["synth", "junk"]);
      expect([1, 2]).toContain(ran.code);
      expect(snapshot(join(estate, "cdktf.out"))).toEqual({});
      change(estate, { [`customers/junk.${ending}`]: undefined });
    }),
    { numRuns: 60 },
  );
  expect(snapshot(join(estate, "customers"))).toEqual(before);
});

test("keeper check prints its findings in the format asked for, and --json is one of them", async () => {
  const estate = sampleCopy({ "customers/broken.yaml": "id: broken\nnmae: Broken\n" });
  const sarif = await keeper(estate, ["check", "--format", "sarif"]);
  expect(sarif.code).toBe(1);
  expect(JSON.parse(sarif.out).runs[0].results[0]).toMatchObject({ ruleId: "LH069", level: "error" });
  const github = await keeper(estate, ["check", "--format", "github"], {
    GITHUB_WORKSPACE: dirname(dirname(estate)),
  });
  const [parent, name] = estate.split("/").slice(-2);
  expect(github.out).toContain(`::error file=${parent}/${name}/customers/broken.yaml,line=`);
  const json = await keeper(estate, ["check", "--json"]);
  expect((await keeper(estate, ["check", "--format", "json"])).out).toBe(json.out);
  const file = join(estate, "report.xml");
  expect(await keeper(estate, ["check", "--format", "junit", "--output", "report.xml"])).toMatchObject({
    code: 1,
    out: "",
    err: "",
  });
  expect(readFileSync(file, "utf8")).toContain("<failure ");
});

test("keeper explain explains a code; what nothing is called gets a suggestion and 2", async () => {
  const estate = temporaryFolder();
  const known = await keeper(estate, ["explain", "LH025"]);
  expect(known).toMatchObject({ code: 0, err: "" });
  expect(known.out).toContain("LH025 no-exit-path\n");
  const unknown = await keeper(estate, ["explain", "no-exit-pth"]);
  expect(unknown.code).toBe(2);
  expect(unknown.err).toContain("did you mean no-exit-path? Run keeper explain no-exit-path");
  const pasted = await keeper(estate, ["explain", "Error: context", "deadline exceeded"]);
  expect(pasted).toMatchObject({ code: 0, err: "" });
  expect(pasted.out).toContain("KEEPER_IMPORT=<customer> npx cdktf deploy <customer>");
});

test.each([
  [["synth", "fabrikan"]],
  [["access", "--customer", "fabrikan"]],
  [["review", ".", ".", "--customer", "fabrikan"]],
  [["export", "fabrikan"]],
])("keeper %j suggests the customer that is meant", async (words) => {
  expect(await keeper(sampleCopy(), words)).toMatchObject({
    code: 2,
    err: expect.stringContaining("did you mean fabrikam?"),
  });
});

test("definitions whose lines end as on Windows, in a folder with blanks, mean the same", async () => {
  const withReturns = (file: string) => read(REPOSITORY, file).replaceAll("\n", "\r\n");
  const files = ["offers/managed-operations.ts", "customers/wide-world-importers.yaml", "estate.lock.json"];
  const changed = Object.fromEntries(files.map((file) => [file, withReturns(file)]));
  const estate = sampleCopy(changed, join(temporaryFolder(), "Ada Lovelace's estate (1)"));
  expect(await keeper(estate, ["synth"])).toMatchObject({ code: 0 });
  const plain = sampleCopy();
  await keeper(plain, ["synth"]);
  expect(snapshot(join(estate, "cdktf.out"))).toEqual(snapshot(join(plain, "cdktf.out")));
  change(estate, { "customers/one.yaml": "id: one\r\nname: One\r\ntenantID: x\r\n" });
  expect((await keeper(estate, ["check"])).err).toContain("LH069 customers/one.yaml:3 tenantID");
});
