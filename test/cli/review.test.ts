// @module-tag git

import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { keeper, REPOSITORY, temporaryFolder } from "../support/estates.ts";
import { installedRepository, ScratchRepository } from "../support/scratch-repository.ts";

const CUSTOMER = "customers/wide-world-importers.yaml";
const FIXTURES = join(import.meta.dirname, "..", "formats", "fixtures");

const folder = temporaryFolder(afterAll);
let shared: Promise<ScratchRepository> | undefined;

/** A base and a change, synthesized once: whoever writes beside them uses names of his own. */
function outputs(): Promise<ScratchRepository> {
  shared ??= synthesized(folder);
  return shared;
}

async function synthesized(where?: string): Promise<ScratchRepository> {
  const repository = new ScratchRepository({}, where);
  await keeper(repository.root, ["synth"]);
  repository.keepOutput("base.out");
  repository.edit(CUSTOMER, "    scopes:\n      - subscription: finance", "    scopes: []");
  expect(await keeper(repository.root, ["synth"])).toMatchObject({ code: 0 });
  return repository;
}

test("keeper review compares two outputs and ends with 0, or with 1 where that is asked for and access differs", async () => {
  const { root } = await outputs();
  const words = ["review", "base.out", "cdktf.out"];
  const { code, out } = await keeper(root, words);
  expect(code).toBe(0);
  expect(out).toContain("no longer delegated on subscription ");
  expect(out).toContain("of Wide World Importers");
  expect(out).not.toContain("customers/wide-world-importers.yaml");
  const exact = await keeper(root, [...words, "--exact"]);
  expect(exact.out).toMatch(
    /: customer Wide World Importers \(wide-world-importers\);\s+customers\/wide-world-importers\.yaml:8;/,
  );
  expect(out).toContain("offboarding");
  expect(await keeper(root, [...words, "--exit-code"])).toMatchObject({ code: 1 });
  expect(await keeper(root, ["review", "base.out", "base.out", "--exit-code"])).toMatchObject({ code: 0 });
});

test("keeper review points at the change's own lines, wherever its output is read", async () => {
  const repository = new ScratchRepository();
  await keeper(repository.root, ["synth"]);
  const elsewhere = temporaryFolder();
  cpSync(join(repository.root, "cdktf.out"), join(elsewhere, "base.out"), { recursive: true });
  repository.edit(CUSTOMER, "id: wide-world-importers", "# one line more\nid: wide-world-importers");
  repository.edit(CUSTOMER, "    scopes:\n      - subscription: finance", "    scopes: []");
  await keeper(repository.root, ["synth"]);
  cpSync(join(repository.root, "cdktf.out"), join(elsewhere, "change.out"), { recursive: true });
  for (const [after, line] of [
    ["change.out", 9],
    ["base.out", 8],
  ] as const) {
    const before = after === "base.out" ? "change.out" : "base.out";
    const { out, err } = await keeper(elsewhere, ["review", before, after, "--format", "json"]);
    expect(JSON.parse(out).customers, err).toMatchObject([{ source: { file: CUSTOMER, line } }]);
  }
});

test.each(["markdown", "html", "json", "sarif", "junit"])(
  "keeper review writes %s into a file, the same bytes again",
  async (format) => {
    const { root } = await outputs();
    const run = async (file: string) => {
      const words = ["review", "base.out", "cdktf.out", "--format", format, "--output", file];
      expect(await keeper(root, words)).toMatchObject({ code: 0, out: "", err: "" });
      return readFileSync(join(root, file), "utf8");
    };
    const text = await run("one.txt");
    expect(text).toContain("wide-world-importers");
    expect(await run("two.txt")).toBe(text);
    expect(text).not.toContain(root);
  },
);

test("keeper review explains one change, by its number, and knows no other", async () => {
  const { root } = await outputs();
  const words = ["review", "base.out", "cdktf.out", "--explain"];
  const { code, out } = await keeper(root, [...words, "1"]);
  expect(code).toBe(0);
  expect(out).toContain("Change 1: ");
  expect(out).toContain("Wide World Importers (wide-world-importers), customers/wide-world-importers.yaml:8");
  for (const [number, why] of [
    ["99", "there is no change 99"],
    ["0", "the number before a change"],
  ] as const) {
    const ran = await keeper(root, [...words, number]);
    expect(ran).toMatchObject({ code: 2, out: "" });
    expect(ran.err).toContain(why);
  }
});

test("keeper review says where a checkout's own catalogue judges two outputs", async () => {
  const repository = await synthesized();
  const words = ["review", "base.out", "cdktf.out"];
  const note = "permissions of roles come from this checkout's role-catalogue.json";
  expect((await keeper(repository.root, words)).out).not.toContain(note);
  cpSync(join(REPOSITORY, "data", "role-catalogue.json"), join(repository.root, "role-catalogue.json"));
  expect((await keeper(repository.root, words)).out).toContain(note);
  const judged = await keeper(repository.root, [...words, "--base", "HEAD", "--head", "HEAD"]);
  expect(judged.out).not.toContain(note);
});

test("keeper review runs the definitions of a commit in a process of their own, without this one's environment", async () => {
  const repository = installedRepository({
    "customers/spy.ts": `import { writeFileSync } from "node:fs";
import { defineCustomer } from "azure-lighthouse-keeper";
writeFileSync(new URL("./seen.json", import.meta.url), JSON.stringify(process.env));
if (process.env["SECRET"] !== undefined) throw new Error("sees a secret");
export default defineCustomer({
  id: "spy",
  name: "Spy",
  tenantId: "b1d5c2f0-3a4e-4b6c-8d7e-000000000808",
  subscriptions: {},
  delegations: [],
});
`,
  });
  process.env["SECRET"] = "hunter2";
  try {
    const ran = await keeper(repository.root, ["review", "git:HEAD", "git:HEAD"]);
    expect(ran, ran.err).toMatchObject({ code: 0 });
    expect(ran.out).toContain("7 customers compared, 0 changed");
  } finally {
    delete process.env["SECRET"];
  }
  expect(repository.git("status", "--porcelain")).toBe("");
});

test("keeper review: by default this checkout against where its branch left the default branch", async () => {
  const repository = installedRepository();
  repository.git("checkout", "-q", "-b", "topic");
  repository.edit(CUSTOMER, "id: wide-world-importers", "id: wide-world-importers\ntags:\n  a: b");
  repository.commit();
  const { code, out, err } = await keeper(repository.root, ["review"]);
  expect(code, err).toBe(0);
  expect(out).toContain(`git:${repository.base.slice(0, 12)} -> .: 6 customers compared, 0 changed`);
  repository.edit(CUSTOMER, "    scopes:\n      - subscription: finance", "    scopes: []");
  repository.commit();
  for (const words of [
    ["review", "--exact"],
    ["review", "--exact", "git:HEAD~", "git:HEAD"],
  ])
    expect((await keeper(repository.root, words)).out).toContain(`customers/wide-world-importers.yaml:10;`);
});

test.each<[string, readonly string[], string]>([
  ["definitions under continuous integration", ["review", "git:HEAD", "."], "--execute-definitions"],
  [
    "a revision that is not there",
    ["review", "git:nothing", "base.out", "--execute-definitions"],
    "no revision",
  ],
  ["a file that is not there", ["review", "nothing.json", "base.out"], "cannot be read"],
  ["a file that is not a plan", ["review", "cdktf.json", "base.out"], "is refused"],
  ["two plans", ["review", "plan.json", "plan.json"], "both sides by itself"],
  ["a format that is not there", ["review", "base.out", "cdktf.out", "--format", "pdf"], "Allowed choices"],
  [
    "a file that cannot be written",
    ["review", "base.out", "base.out", "--output", "no/such/folder"],
    "cannot be written",
  ],
])("keeper review cannot tell %s, and says why", async (_, words, why) => {
  const { root } = await outputs();
  writeFileSync(join(root, "plan.json"), readFileSync(join(FIXTURES, "create.json")));
  const ran = await keeper(root, words, { CI: "true" });
  expect(ran).toMatchObject({ code: 2, out: "" });
  expect(ran.err).toContain(why);
});

// one that never ends: test/estate/run-definitions.test.ts
test.each([
  ["ends the process", "process.exit(0);", "the process ended too early"],
  ["throws", "throw new Error('not today');", "LH069 in customers/odd.ts"],
  [
    "prints something else",
    "import { writeSync } from 'node:fs';\nwriteSync(1, '{}');\nprocess.reallyExit(0);",
    "printed is refused",
  ],
])("keeper review: a definition that %s is not a side, and that is why", async (_, text, why) => {
  const repository = installedRepository({ "customers/odd.ts": text });
  const ran = await keeper(repository.root, ["review", "git:HEAD", "git:HEAD"]);
  expect(ran).toMatchObject({ code: 2, out: "" });
  expect(ran.err).toContain(why);
  expect(ran.err.match(/could not/g)).toHaveLength(1);
});

test("keeper review reads a file beside a stack as what it is: a way to run anything", async () => {
  const { root } = await synthesized();
  writeFileSync(join(root, "cdktf.out/stacks/fabrikam/evil.tf.json"), "{}");
  const ran = await keeper(root, ["review", "base.out", "cdktf.out"]);
  expect(ran).toMatchObject({ code: 2, out: "" });
  expect(ran.err).toContain("evil.tf.json");
});

test("keeper access says who can do what where, and how far a principal reaches", async () => {
  const { root } = await outputs();
  const all = await keeper(root, ["access", "cdktf.out"]);
  expect(all.code).toBe(0);
  expect(all.out).toContain("Northwind Service Desk");
  expect(all.out).toMatch(/^Fabrikam Logistics \(fabrikam\)$/m);
  const one = await keeper(root, ["access", "cdktf.out", "--principal", "Northwind Operations Engineers"]);
  expect(one.out).toContain("if it is compromised:");
  expect(one.out).not.toContain("Northwind Service Desk");
  const role = await keeper(root, ["access", "cdktf.out", "--role", "User Access Administrator", "--json"]);
  const { grants } = JSON.parse(role.out);
  expect(grants.length).toBeGreaterThan(0);
  expect(
    new Set(grants.map(({ grant }: { grant: { roleDefinitionId: string } }) => grant.roleDefinitionId)).size,
  ).toBe(1);
  // asked of one customer the reach would be too small to be true
  const here = ["--principal", "Northwind Operations Engineers", "--customer", "fabrikam"];
  expect((await keeper(root, ["access", "cdktf.out", ...here])).out).not.toContain("compromised");
  const plain = await keeper(root, ["access", "cdktf.out", "--role", "user access administrator", "--json"]);
  expect(plain.out).toBe(role.out);
  const { principalId } = grants[0].grant;
  const byId = await keeper(root, ["access", "cdktf.out", "--principal", principalId.toUpperCase()]);
  expect(byId).toMatchObject({ code: 0, out: expect.stringContaining("can let managed identities ") });
  expect(byId.out).not.toContain("may hand out");
  const exact = await keeper(root, ["access", "cdktf.out", "--principal", principalId, "--exact"]);
  expect(exact.out).toContain("may hand out");
  const operations = ["--principal", "Northwind Operations Engineers"];
  const laymen = await keeper(root, ["access", "cdktf.out", ...operations, "--for", "laymen"]);
  expect(laymen.out).toContain("run own programs on servers");
  expect(one.out).toContain("run code on machines");
  const json = await keeper(root, ["access", "cdktf.out", ...operations, "--json"]);
  const { blastRadius, capabilities } = JSON.parse(json.out);
  expect(capabilities).toHaveLength(blastRadius.reaches.length);
  const inCapitals = await keeper(root, [
    "access",
    "cdktf.out",
    "--principal",
    "NORTHWIND POLICY AUTOMATION",
  ]);
  expect(inCapitals.out).toBe(byId.out);
  for (const [words, known] of [
    [["--principal", "nobody"], "Northwind Operations Engineers"],
    [["--customer", "nobody"], "fabrikam"],
    [["--role", "nothing"], "keeper roles"],
  ] as const) {
    const ran = await keeper(root, ["access", "cdktf.out", ...words]);
    expect(ran).toMatchObject({ code: 2, out: "" });
    expect(ran.err).toContain(known);
  }
});

test("keeper access judges a revision by its own catalogue", async () => {
  const repository = installedRepository();
  const catalogue = readFileSync(join(REPOSITORY, "data", "role-catalogue.json"), "utf8");
  const renamed = catalogue.replaceAll('"AcrPull"', '"Renamed By That Commit"');
  expect(renamed).not.toBe(catalogue);
  repository.commit({ "role-catalogue.json": renamed });
  repository.commit({ "role-catalogue.json": catalogue });
  const ask = (side: string, role: string) => keeper(repository.root, ["access", side, "--role", role]);
  expect(await ask("git:HEAD~", "Renamed By That Commit")).toMatchObject({ code: 0, out: "0 grants\n" });
  for (const side of ["git:HEAD", "."])
    expect(await ask(side, "Renamed By That Commit")).toMatchObject({ code: 2, out: "" });
});

test("keeper access does not answer for the estate from a part of it", async () => {
  const repository = new ScratchRepository();
  await keeper(repository.root, ["synth"]);
  await keeper(repository.root, ["synth", "fabrikam"]);
  const ask = (...words: string[]) => keeper(repository.root, ["access", ...words]);
  const part = await ask("cdktf.out", "--principal", "Northwind Operations Engineers");
  expect(part).toMatchObject({ code: 2, out: "" });
  expect(part.err).toContain("holds only fabrikam");
  const one = await ask("cdktf.out", "--customer", "fabrikam");
  expect(one.out).toMatch(/^only of fabrikam\n/);
  // of a plan, what there is now and not what will be
  writeFileSync(join(repository.root, "fabrikam.json"), readFileSync(join(FIXTURES, "create.json")));
  const plan = await ask("fabrikam.json");
  expect(plan, plan.err).toMatchObject({ code: 0, out: "only of fabrikam\n0 grants\n" });
});

test("keeper review of a plan is both of its sides, and says what was changed outside Terraform", async () => {
  const { root } = await outputs();
  for (const name of ["drift", "import", "moved"])
    writeFileSync(join(root, `${name}.json`), readFileSync(join(FIXTURES, `${name}.json`)));
  const drift = await keeper(root, ["review", "drift.json", "--customer", "fabrikam"]);
  expect(drift, drift.err).toMatchObject({ code: 0 });
  expect(drift.out).toContain("note: changed outside Terraform since the last apply:");
  expect((await keeper(root, ["review", "import.json"])).out).toContain("note: imported from Azure:");
  const json = await keeper(root, ["review", "moved.json", "--format", "json"]);
  expect(JSON.parse(json.out).notes).toContainEqual(expect.stringContaining("moved in Terraform's state"));
});

test("a state is compared for the customer that has its subscriptions, whatever its file is called", async () => {
  const { root } = await outputs();
  writeFileSync(join(root, "proseware.json"), readFileSync(join(FIXTURES, "state.json")));
  const named = await keeper(root, ["review", "proseware.json", "base.out", "--customer", "fabrikam"]);
  expect(named.out).toContain("1 customer compared");
  expect(await keeper(root, ["review", "proseware.json", "base.out"])).toEqual(named);
  const backwards = await keeper(root, ["review", "base.out", "proseware.json"]);
  expect(backwards).toMatchObject({ code: 0, out: expect.stringContaining("1 customer compared") });
});

test("keeper review takes states and Azure's own lists for sides", async () => {
  const { root } = await outputs();
  writeFileSync(join(root, "fabrikam.json"), readFileSync(join(FIXTURES, "state.json")));
  const state = await keeper(root, ["review", "fabrikam.json", "base.out", "--customer", "fabrikam"]);
  expect(state, state.err).toMatchObject({ code: 0 });
  expect(state.out).toContain("1 customer compared");
  mkdirSync(join(root, "azure"));
  for (const name of ["definitions", "assignments"]) writeFileSync(join(root, "azure", `${name}.json`), "[]");
  const lists = await keeper(root, ["access", "azure"]);
  expect(lists, lists.err).toMatchObject({ code: 0, out: "no customers\n0 grants\n" });
});
