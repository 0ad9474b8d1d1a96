// @module-tag git
// @module-tag ssh-keygen

import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { manifestText } from "../../lib/formats/stack/manifest.ts";
import { stableJson } from "../../lib/values/canonical-json.ts";
import { keeper, type Ran, temporaryFolder } from "../support/estates.ts";
import { ScratchRepository } from "../support/scratch-repository.ts";

/** In YAML: a process imports a program once, however often it changes. */
const CUSTOMER = "customers/blue-yonder.yaml";

function customer(plan: string, version: string, scopes = "      - subscription: main"): string {
  return `id: blue-yonder
name: Blue Yonder
tenantId: b1d5c2f0-3a4e-4b6c-8d7e-000000000707
subscriptions:
  main: c2e6d3a1-4b5f-4c7d-9e8f-000000000771
delegations:
  - offer: managed-operations
    plan: ${plan}
    version: ${version}
    scopes:
${scopes}
`;
}

const COMPLETE = customer("complete", "1.1.0");
const LESS = customer("complete", "1.0.0");
const INSIGHT = customer("insight", "1.0.0").replace("managed-operations", "cost-management");

/** A base that is synthesized, lock and all, and whose output is kept as `base.out`. */
async function aBase(
  first: string = COMPLETE,
  where?: string,
): Promise<{ repository: ScratchRepository; base: string }> {
  const repository = new ScratchRepository({ [CUSTOMER]: first }, where);
  const synthesized = await keeper(repository.root, ["synth"]);
  if (synthesized.code !== 0) throw new Error(synthesized.err);
  repository.keepOutput("base.out");
  const keys = ["alice", "bob", "mallory"].map((name) => repository.key(name));
  return { repository, base: repository.commit({ allowed_signers: keys.join("") }) };
}

const folder = temporaryFolder(afterAll);
let base: ReturnType<typeof aBase> | undefined;

/** One base for all that change nothing in it but by commits of their own. */
function shared(): ReturnType<typeof aBase> {
  base ??= aBase(COMPLETE, folder);
  return base;
}

async function gated(
  { repository, base }: { repository: ScratchRepository; base: string },
  more: readonly string[] = [],
): Promise<Ran & { readonly json: ReturnType<typeof JSON.parse> }> {
  expect(await keeper(repository.root, ["synth"])).toMatchObject({ code: 0 });
  const head = repository.commit();
  const words = [
    "gate",
    "base.out",
    "cdktf.out",
    "--base",
    base,
    "--head",
    head,
    "--author",
    "mallory",
    ...more,
  ];
  const ran = await keeper(repository.root, [...words, "--format", "json"]);
  return { ...ran, json: ran.out === "" ? undefined : JSON.parse(ran.out) };
}

const kinds = ({ json }: { readonly json: { reasons: { kind: string }[] } }) =>
  json.reasons.map(({ kind }) => kind);

/** Fills in the approval file that the gate shows, and signs it. */
function approve(
  repository: ScratchRepository,
  json: { approvalFile: { path: string; text: string } },
  name: string,
  reason = "agreed",
): string {
  const path = json.approvalFile.path.replace("<approver>", name);
  const text = json.approvalFile.text
    .replace("<your name in allowed_signers>", name)
    .replace("<why>", reason)
    .replace(/until: \S+/, "until: 2026-12-01");
  repository.commit({ [path]: text });
  repository.sign(path, name);
  repository.commit();
  return path;
}

test("row 16: keeper gate writes the approval file where approvals are missing, and nowhere else", async () => {
  const base = await aBase(LESS);
  const [written, asked] = ["report/approval.yaml", ["--approval-file", "report/approval.yaml"]];
  mkdirSync(join(base.repository.root, "report"));
  expect(await gated(base, asked)).toMatchObject({ code: 0 });
  expect(existsSync(join(base.repository.root, written))).toBe(false);
  base.repository.commit({ [CUSTOMER]: COMPLETE });
  const { json } = await gated(base, asked);
  expect(readFileSync(join(base.repository.root, written), "utf8")).toBe(json.approvalFile.text);
  // in the root it would be a changed tooling file itself
  const root = await gated(base, ["--approval-file", "approval.yaml"]);
  expect(root).toMatchObject({ code: 2, out: "", err: expect.stringContaining("approvals/approval.yaml") });
  const { json: shown } = await gated(base, ["--approval-file"]);
  const [file = ""] = readdirSync(join(base.repository.root, "approvals"));
  expect(readFileSync(join(base.repository.root, "approvals", file), "utf8")).toBe(shown.approvalFile.text);
  expect(Object.keys((await gated(base)).json.digest.parts)).toEqual(Object.keys(shown.digest.parts));
  const nowhere = await gated(base, ["--approval-file", "no/such/folder"]);
  expect(nowhere).toMatchObject({ code: 2, out: "", err: expect.stringContaining("cannot be written") });
});

test("keeper gate passes what takes access away, without anybody's word", async () => {
  const base = await aBase();
  base.repository.commit({ [CUSTOMER]: LESS });
  expect(await gated(base)).toMatchObject({ code: 0, json: { decision: "pass", reasons: [] } });
});

test("keeper gate passes a change of nothing, and blocks on a word that is missing", async () => {
  const base = await aBase(INSIGHT);
  expect(await gated(base)).toMatchObject({ code: 0, json: { decision: "pass" } });
  base.repository.commit({ [CUSTOMER]: LESS });
  const ran = await gated(base);
  expect(ran.code).toBe(1);
  expect(kinds(ran)).toEqual(["approvals-missing"]);
});

test("keeper gate cannot judge signatures where base has no allowed_signers, the change's own included", async () => {
  const { repository } = await aBase(INSIGHT);
  const signers = readFileSync(join(repository.root, "allowed_signers"), "utf8");
  const bare = { repository, base: repository.commit({ allowed_signers: undefined }) };
  repository.commit({ [CUSTOMER]: LESS, allowed_signers: signers });
  const blocked = await gated(bare);
  expect(kinds(blocked)).toEqual(["approvals-missing"]);
  approve(repository, blocked.json, "alice");
  const ran = await gated(bare);
  expect(ran).toMatchObject({ code: 2, out: "" });
  expect(ran.err).toContain("signatures cannot be verified: base has no allowed_signers");
});

test("keeper gate: two signed approvals of others pass what hands out roles; nothing less does", async () => {
  const base = await aBase(LESS);
  const { repository } = base;
  repository.commit({ [CUSTOMER]: COMPLETE });
  const first = await gated(base);
  expect(first).toMatchObject({ code: 1, json: { demand: { approvals: 2 } } });
  approve(repository, first.json, "mallory");
  expect(await gated(base)).toMatchObject({ code: 1, json: { approvals: [{ fault: "by-author" }] } });
  approve(repository, first.json, "alice");
  expect(await gated(base)).toMatchObject({
    code: 1,
    json: { reasons: [{ kind: "approvals-missing", needed: 2, counted: 1 }] },
  });
  const path = approve(repository, first.json, "bob");
  expect(await gated(base)).toMatchObject({ code: 0, json: { decision: "pass" } });
  // the same change planned again keeps its approvals, one more grant voids them
  expect((await gated(base)).json.digest).toEqual(first.json.digest);
  repository.commit({
    "customers/second.yaml": LESS.replace("id: blue-yonder", "id: second")
      .replace("771", "772")
      .replace("707", "708"),
  });
  const more = await gated(base);
  expect(more.code).toBe(1);
  expect(more.json.approvals.map(({ fault }: { fault: string }) => fault)).toEqual(
    Array(3).fill("other-change"),
  );
  // an approval altered after signing is no approval
  repository.edit(path, "agreed", "agreed to more");
  expect((await gated(base)).json.approvals).toContainEqual(
    expect.objectContaining({ path, fault: "signature-invalid" }),
  );
});

test("keeper gate takes policy, signers and catalogue from the base, whatever the change says of them", async () => {
  const base = await aBase(INSIGHT);
  const { repository } = base;
  repository.commit({
    [CUSTOMER]: LESS,
    "policy.yaml":
      "version: 1\nrules:\n  - when: { grade: [none, cosmetic, narrowing, broadening, mixed] }\n    demand: allow\n  - { when: { tooling: '*' }, demand: allow }\n",
    allowed_signers: `eve ${readFileSync(join(repository.root, "mallory.key.pub"), "utf8")}`,
  });
  const ran = await gated(base);
  expect(ran.code).toBe(1);
  expect(kinds(ran)).toEqual(["approvals-missing"]);
  expect(Object.keys(ran.json.digest.parts)).toEqual(
    expect.arrayContaining(["file/allowed_signers", "file/policy.yaml"]),
  );
});

test.each<[string, (repository: ScratchRepository) => void]>([
  ["the library", (repository) => repository.commit({ "lib/x.ts": "export {};" })],
  ["a workflow", (repository) => repository.commit({ ".github/workflows/a.yml": "on: push" })],
  ["the package", (repository) => repository.commit({ "package.json": "{}" })],
  ["cdktf.json", (repository) => repository.commit({ "cdktf.json": "{}" })],
  ["the lock", (repository) => repository.commit({ "estate.lock.json": "{}" })],
  ["the estate's defaults", (repository) => repository.commit({ "estate.ts": "" })],
])("keeper gate: a change of %s is a change", async (_, change) => {
  const base = await aBase();
  change(base.repository);
  const head = base.repository.commit();
  const ran = await keeper(base.repository.root, [
    ...[
      "gate",
      "base.out",
      "base.out",
      "--base",
      base.base,
      "--head",
      head,
      "--author",
      "mallory",
      "--format",
      "json",
    ],
  ]);
  expect(ran.code).toBe(1);
  expect(JSON.parse(ran.out).reasons).toMatchObject([{ kind: "approvals-missing", needed: 1 }]);
});

test("keeper gate: what needs a reason is not passed by an approval without one", async () => {
  const base = await aBase();
  base.repository.commit({
    [CUSTOMER]: customer("complete", "1.1.0", "      []").replace("scopes:\n      []", "scopes: []"),
  });
  const first = await gated(base);
  expect(first).toMatchObject({ code: 1, json: { demand: { kind: "approvals", reason: true } } });
  approve(base.repository, first.json, "alice", "");
  expect(await gated(base)).toMatchObject({ code: 1, json: { approvals: [{ fault: "without-reason" }] } });
});

test("keeper gate: a policy that no rule of answers cannot decide; a policy that cannot be read neither", async () => {
  const policy = (text: string) => new ScratchRepository({ [CUSTOMER]: COMPLETE, "policy.yaml": text });
  for (const text of [
    "version: 1\nrules:\n  - when: { grade: none }\n    demand: allow\n",
    "version: 2\n",
    "a: [",
    "",
  ]) {
    const repository = policy(text);
    await keeper(repository.root, ["synth"]);
    repository.keepOutput("base.out");
    repository.commit({ [CUSTOMER]: LESS });
    expect(await gated({ repository, base: repository.base }), text).toMatchObject({ code: 2 });
  }
});

/** A policy by which everything passes of customers with these tags. */
const allowedByTag = (tag: string) =>
  `version: 1\nrules:\n  - when: { grade: [none, broadening, narrowing, mixed, cosmetic], tag: ${tag} }\n    demand: allow\n`;

test.each<[string, string | Buffer, string]>([
  ["a tag __proto__", allowedByTag("{ __proto__: { segment: government } }"), "__proto__"],
  ["no tag, which every customer has", allowedByTag("{}"), "leave tag out"],
  ["a tag twice", allowedByTag("{ segment: a, segment: b }"), "written twice"],
  ["a byte order mark", `\ufeff${allowedByTag("{ segment: a }")}`, "byte order mark"],
  ["UTF-16", Buffer.from(`\ufeff${allowedByTag("{ segment: a }")}`, "utf16le"), "UTF-16"],
  ["Latin-1", Buffer.from(allowedByTag("{ segment: M\xfcll }"), "latin1"), "UTF-8 in line 3"],
])("keeper gate does not decide by a policy.yaml with %s", async (_, policy, problem) => {
  const repository = new ScratchRepository({ [CUSTOMER]: COMPLETE });
  writeFileSync(join(repository.root, "policy.yaml"), policy);
  const base = repository.commit();
  await keeper(repository.root, ["synth"]);
  repository.keepOutput("base.out");
  const ran = await gated({ repository, base });
  expect(ran).toMatchObject({ code: 2, err: expect.stringContaining("base's policy.yaml is not valid") });
  expect(ran.err).toContain(problem);
});

test("keeper gate: allowed_signers that is no UTF-8 is corrected before a signature counts", async () => {
  const { repository } = await aBase();
  writeFileSync(
    join(repository.root, "allowed_signers"),
    Buffer.from("M\xfcller ssh-ed25519 AAAA\n", "latin1"),
  );
  const base = repository.commit({ [CUSTOMER]: COMPLETE });
  repository.commit({ [CUSTOMER]: LESS });
  const ran = await gated({ repository, base });
  expect(ran).toMatchObject({ code: 2, err: expect.stringContaining("not well-formed UTF-8 in line 1") });
});

test("keeper gate: a change that brings a policy.yaml that cannot be read is blocked, not merged", async () => {
  const base = await aBase();
  base.repository.commit({
    "policy.yaml": "version: 1\nrules:\n  - when: { grade: brodening }\n    demand: deny\n",
  });
  const ran = await gated(base);
  expect(ran.code).toBe(1);
  expect(kinds(ran)).toContain("policy-broken");
  const [broken] = ran.json.reasons.filter(({ kind }: { kind: string }) => kind === "policy-broken");
  expect(broken.problem).toContain("rules[0].when.grade is not valid");
});

test("keeper gate: a change that brings a policy.yaml that does not let itself be corrected is blocked", async () => {
  const base = await aBase();
  base.repository.commit({
    "policy.yaml": "version: 1\nrules:\n  - { when: { grade: none }, demand: allow }\n",
  });
  const ran = await gated(base);
  expect(ran.code).toBe(1);
  expect(JSON.stringify(ran.json.reasons)).toContain("not cover policy.yaml itself");
});

test("keeper gate: what lies among approvals and is none approves nothing, and is in nobody's way", async () => {
  const base = await aBase();
  base.repository.commit({ "approvals/README.md": "Approvals.", [CUSTOMER]: LESS });
  expect(await gated(base)).toMatchObject({ code: 0, json: { approvals: [] } });
});

/** `base.out` once more as `empty.out`, as a synthesis without customers writes it. */
function emptyOutput({ root }: ScratchRepository): void {
  const read = (file: string) => JSON.parse(readFileSync(join(root, "base.out", file), "utf8"));
  const write = (file: string, value: unknown) =>
    writeFileSync(join(root, "empty.out", file), stableJson(value));
  cpSync(join(root, "base.out"), join(root, "empty.out"), { recursive: true });
  rmSync(join(root, "empty.out", "stacks"), { recursive: true });
  mkdirSync(join(root, "empty.out", "stacks"));
  writeFileSync(join(root, "empty.out", "manifest.json"), manifestText([]));
  write("keeper.json", { ...read("keeper.json"), customers: [] });
  write("facts.json", { ...read("facts.json"), customers: {} });
}

test("keeper gate: a side that is empty though its commit defines customers is not decided on", async () => {
  const { repository, base } = await aBase();
  emptyOutput(repository);
  const sides = async (before: string, after: string) => {
    const words = ["--base", base, "--head", base, "--author", "mallory", "--names", "base.out"];
    const ran = await keeper(repository.root, ["gate", before, after, ...words, "--format", "json"]);
    return { ...ran, json: JSON.parse(ran.out) };
  };
  const [gone, come] = [await sides("base.out", "empty.out"), await sides("empty.out", "base.out")];
  for (const [ran, side] of [
    [gone, "after"],
    [come, "before"],
  ] as const) {
    expect(ran.code).toBe(2);
    expect(ran.json.reasons).toContainEqual({ kind: "side-empty", side });
  }
});

/** What `terraform show -json` says of nothing. */
const EMPTY_STATE = '{"format_version":"1.0"}';
const COMMITS = ["--base", "HEAD", "--head", "HEAD"];
const OUTPUTS = ["gate", "base.out", "base.out"];
const BOTH = [...OUTPUTS, ...COMMITS];

test.each<[string, readonly string[]]>([
  ["definitions of this checkout", ["gate", "base.out", "."]],
  ["definitions of a revision", ["gate", "git:HEAD", "base.out"]],
  ["definitions that nobody named", ["gate", "base.out", "--base", "HEAD", "--head", "HEAD"]],
  ["a variable for the author", [...BOTH, "--author", "$(Build.RequestedForEmail)"]],
  ["a variable of a shell for the author", [...BOTH, "--author", "%AUTHOR%"]],
  ["a platform without the author's id", [...BOTH, "--author", "dev", "--platform", "github"]],
  ["reviews of a platform that names no commit", [...BOTH, "--platform-approvals", "reviews.json"]],
  ["a base that the change does not come from", [...OUTPUTS, "--base", "HEAD", "--head", "HEAD~1"]],
  ["no revisions", ["gate", "base.out", "cdktf.out"]],
  ["one revision", ["gate", "base.out", "cdktf.out", "--base", "HEAD"]],
  ["a revision that is not there", ["gate", "base.out", "cdktf.out", "--base", "HEAD", "--head", "nothing"]],
  ["a folder that is not there", ["gate", "base.out", "nowhere", "--base", "HEAD", "--head", "HEAD"]],
  ["no sides", ["gate"]],
  ["a state", ["gate", "state.json", "base.out", ...COMMITS]],
  ["lists of what is there", ["gate", "lists", "base.out", ...COMMITS]],
])("keeper gate decides nothing of %s", async (_, words) => {
  const { repository } = await shared();
  mkdirSync(join(repository.root, "lists"), { recursive: true });
  for (const file of ["lists/definitions.json", "lists/assignments.json"])
    writeFileSync(join(repository.root, file), "[]");
  writeFileSync(join(repository.root, "state.json"), EMPTY_STATE);
  expect(await keeper(repository.root, words)).toMatchObject({ code: 2, out: "" });
});

test("keeper gate: a selected output is no whole estate, and empty outputs are no decision", async () => {
  const base = await aBase();
  const head = base.repository.commit();
  const words = ["--base", base.base, "--head", head, "--author", "mallory"];
  await keeper(base.repository.root, ["synth", "fabrikam"]);
  expect(await keeper(base.repository.root, ["gate", "base.out", "cdktf.out", ...words])).toMatchObject({
    code: 2,
    err: expect.stringContaining("different customers"),
  });
  emptyOutput(base.repository);
  const empty = await keeper(base.repository.root, ["gate", "empty.out", "empty.out", ...words]);
  expect(empty, empty.err).toMatchObject({
    code: 2,
    out: expect.stringContaining("No customer was compared"),
  });
});

test("keeper gate: an approval that base had once counts no more, though it was deleted", async () => {
  const base = await aBase();
  const { repository } = base;
  const tooling = { "lib/x.ts": "export {};" };
  const gateOn = async (from: string) => {
    const words = [...OUTPUTS, "--base", from, "--head", repository.commit(), "--author", "mallory"];
    const ran = await keeper(repository.root, [...words, "--format", "json"]);
    return { ...ran, json: JSON.parse(ran.out) };
  };
  repository.commit(tooling);
  approve(repository, (await gateOn(base.base)).json, "alice");
  expect(await gateOn(base.base)).toMatchObject({ code: 0 });
  const merged = repository.commit();
  repository.git("rm", "-q", "-r", "approvals", "lib");
  const reverted = repository.commit();
  repository.git("checkout", "-q", merged, "--", "approvals", "lib");
  expect(await gateOn(reverted)).toMatchObject({ code: 1, json: { approvals: [{ fault: "on-base" }] } });
});

test.each<[string, (root: string) => void]>([
  ["a link", (root) => symlinkSync("README.md", join(root, "policy.yaml"))],
  ["a folder", (root) => mkdirSync(join(root, "policy.yaml"))],
  ["called otherwise", (root) => writeFileSync(join(root, "policy.yml"), "version: 1\nrules: []\n")],
])("keeper gate cannot decide where base's policy is %s", async (_, make) => {
  const repository = new ScratchRepository();
  make(repository.root);
  if (existsSync(join(repository.root, "policy.yaml", "."))) repository.commit({ "policy.yaml/x": "x" });
  const base = repository.commit();
  const { root } = await shared().then(({ repository: made }) => made);
  cpSync(join(root, "base.out"), join(repository.root, "base.out"), { recursive: true });
  const ran = await keeper(repository.root, [...OUTPUTS, "--base", base, "--head", base, "--author", "m"]);
  expect(ran).toMatchObject({ code: 2, out: "" });
  expect(ran.err).toMatch(/policy\.ya?ml/);
});

test("keeper gate refuses what Terraform would run or trust of somebody else's output", async () => {
  const repository = new ScratchRepository({ [CUSTOMER]: COMPLETE, ".terraform.lock.hcl": "# base's\n" });
  await keeper(repository.root, ["synth"]);
  repository.keepOutput("base.out");
  const base = repository.commit();
  const stack = join(repository.root, "cdktf.out", "stacks", "blue-yonder");
  const gateOn = () => {
    const words = ["--base", base, "--head", base, "--author", "mallory"];
    return keeper(repository.root, ["gate", "base.out", "cdktf.out", ...words]);
  };
  expect(readFileSync(join(stack, ".terraform.lock.hcl"), "utf8")).toBe("# base's\n");
  expect(await gateOn()).toMatchObject({ code: 0 });
  writeFileSync(join(stack, ".terraform.lock.hcl"), "# mallory's\n");
  expect(await gateOn()).toMatchObject({ code: 2, out: "", err: expect.stringContaining("provider lock") });
  writeFileSync(join(stack, ".terraform.lock.hcl"), "# base's\n");
  mkdirSync(join(stack, ".terraform", "providers"), { recursive: true });
  expect(await gateOn()).toMatchObject({ code: 2, out: "", err: expect.stringContaining(".terraform") });
});
