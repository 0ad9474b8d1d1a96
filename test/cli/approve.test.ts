// @module-tag git
// @module-tag ssh-keygen

import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeEach, expect, test } from "vitest";
import { keeper, type Ran, temporaryFolder } from "../support/estates.ts";
import { ScratchRepository } from "../support/scratch-repository.ts";

const PRODUCTION = "c2e6d3a1-4b5f-4c7d-9e8f-000000000771";
const customer = (version: string) => `id: blue-yonder
name: Blue Yonder
tenantId: b1d5c2f0-3a4e-4b6c-8d7e-000000000707
subscriptions:
  main: ${PRODUCTION}
delegations:
  - offer: managed-operations
    plan: complete
    version: ${version}
    scopes:
      - subscription: main
`;

const FILE = "customers/blue-yonder.yaml";
const folder = temporaryFolder(afterAll);
let made: Promise<{ repository: ScratchRepository; base: string; head: string }> | undefined;

/** A change that needs two approvals, synthesized. */
async function change() {
  const repository = new ScratchRepository({ [FILE]: customer("1.0.0") }, folder);
  expect(await keeper(repository.root, ["synth"])).toMatchObject({ code: 0 });
  repository.keepOutput("base.out");
  const keys = ["alice", "bob", "mallory"].map((name) => repository.key(name));
  const base = repository.commit({
    allowed_signers: `alice,alice@corp.example ${keys[0]?.slice(6)}${keys[1]}`,
  });
  repository.commit({ [FILE]: customer("1.1.0") });
  expect(await keeper(repository.root, ["synth"])).toMatchObject({ code: 0 });
  return { repository, base, head: repository.commit() };
}

let repository: ScratchRepository;
let revisions: readonly string[];
beforeEach(async () => {
  made ??= change();
  const { repository: shared, base, head } = await made;
  repository = shared;
  revisions = ["--base", base, "--head", head];
  repository.git("reset", "-q", "--hard", head);
  repository.git("clean", "-q", "-f", "-d", "approvals");
});

const approving = (key: string, ...more: readonly string[]): Promise<Ran> =>
  keeper(repository.root, ["approve", "base.out", "cdktf.out", ...revisions, "--key", key, ...more]);
const gate = async () => {
  const head = repository.commit();
  const words = ["--base", revisions[1] ?? "", "--head", head, "--author", "mallory", "--format", "json"];
  const ran = await keeper(repository.root, ["gate", "base.out", "cdktf.out", ...words]);
  return { ...ran, json: JSON.parse(ran.out) };
};
const key = (name: string) => join(repository.root, `${name}.key`);
const written = () => {
  const approvals = join(repository.root, "approvals");
  return existsSync(approvals) ? readdirSync(approvals) : [];
};

test("keeper approve shows the access, and writes what the gate counts", async () => {
  const ran = await approving(key("alice"), "--yes", "--reason", 'agreed: "yes"\n');
  expect(ran, ran.err).toMatchObject({ code: 0 });
  expect(ran.out).toContain("base.out -> cdktf.out");
  expect(ran.out).toContain("of Blue Yonder (");
  expect(ran.out).toContain("the policy requires: 2 approvals");
  expect(ran.out).toContain("git add");
  expect(written()).toHaveLength(2);
  expect((await gate()).json).toMatchObject({
    decision: "blocked",
    reasons: [{ kind: "approvals-missing", needed: 2, counted: 1 }],
  });
  const second = await approving(key("bob"), "--yes", "--approver", "bob");
  expect(second, second.err).toMatchObject({ code: 0 });
  expect(await gate()).toMatchObject({ code: 0, json: { decision: "pass" } });
  // again, over the files that are there
  expect(await approving(key("bob"), "--yes")).toMatchObject({ code: 0 });
});

test("keeper approve writes another name of the key where it is asked to", async () => {
  expect(await approving(key("alice"), "--yes", "--approver", "alice@corp.example")).toMatchObject({
    code: 0,
  });
  expect((await gate()).json.approvals).toMatchObject([{ approver: "alice@corp.example" }]);
});

test("keeper approve signs with a key of an agent", async () => {
  const agent = execFileSync("ssh-agent", ["-s"], { encoding: "utf8" });
  const [, socket = ""] = /SSH_AUTH_SOCK=([^;]+)/.exec(agent) ?? [];
  const [, process_ = ""] = /SSH_AGENT_PID=(\d+)/.exec(agent) ?? [];
  const before = process.env["SSH_AUTH_SOCK"];
  process.env["SSH_AUTH_SOCK"] = socket;
  try {
    execFileSync("ssh-add", ["-q", key("alice")], { stdio: "pipe" });
    const publicKey = join(repository.root, "only.pub");
    execFileSync("cp", [`${key("alice")}.pub`, publicKey]);
    const ran = await approving(publicKey, "--yes");
    execFileSync("rm", [publicKey]);
    expect(ran, ran.err).toMatchObject({ code: 0 });
  } finally {
    if (before === undefined) delete process.env["SSH_AUTH_SOCK"];
    else process.env["SSH_AUTH_SOCK"] = before;
    process.kill(Number(process_));
  }
});

test.each<[string, () => Promise<Ran>, string]>([
  ["nobody can be asked", () => approving(key("alice")), "no terminal"],
  [
    "another digest is expected",
    () => approving(key("alice"), "--yes", "--expect", "sha256:0"),
    "find out which",
  ],
  ["base does not know the key", () => approving(key("mallory"), "--yes"), "no line for the key"],
  [
    "the key has another name",
    () => approving(key("alice"), "--yes", "--approver", "bob"),
    "other names for",
  ],
  ["the key is not there", () => approving(key("nobody"), "--yes"), "cannot be read"],
  ["the day has passed", () => approving(key("alice"), "--yes", "--until", "2026-11-22"), "--until"],
  ["the day is too far", () => approving(key("alice"), "--yes", "--until", "2027-01-01"), "--until"],
  [
    "the output is not of the commit",
    () =>
      keeper(repository.root, [
        "approve",
        "base.out",
        "base.out",
        ...revisions,
        "--key",
        key("alice"),
        "--yes",
      ]),
    "not of --head",
  ],
  [
    "a side would run definitions",
    () => keeper(repository.root, ["approve", "base.out", ".", ...revisions, "--key", key("alice"), "--yes"]),
    "would run the definitions of",
  ],
  [
    "no key is named",
    () => keeper(repository.root, ["approve", "base.out", "cdktf.out", ...revisions]),
    "--key",
  ],
])("keeper approve writes nothing where %s", async (_, run, problem) => {
  if (problem === "not of --head") {
    // a customer that head has, and the output has not
    repository.commit({
      "estate.lock.json": readFileSync(join(repository.root, "estate.lock.json"), "utf8").replace(
        PRODUCTION,
        PRODUCTION.replace("771", "779"),
      ),
    });
    revisions = [...revisions.slice(0, 3), repository.git("rev-parse", "HEAD")];
  }
  const ran = await run();
  expect(ran.code).toBe(2);
  expect(ran.err).toContain(problem);
  expect(written()).toEqual([]);
});
