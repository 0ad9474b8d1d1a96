// @module-tag git
// @module-tag ssh-keygen

import { execFileSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, expect, test } from "vitest";
import { keeper, type Ran, temporaryFolder } from "../support/estates.ts";
import { HardwareKeyAgent } from "../support/hardware-key-agent.ts";
import { type CliAnswer, PlatformCliRecording } from "../support/platform-cli.ts";
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
  // the first one synthesizes twice
}, 60_000);

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

test("row 15: keeper approve shows the access, and writes what the gate counts", async () => {
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

/** Runs something while ssh-keygen finds an agent at this socket. */
async function withAgent<T>(socket: string, run: () => Promise<T>): Promise<T> {
  const before = process.env["SSH_AUTH_SOCK"];
  process.env["SSH_AUTH_SOCK"] = socket;
  try {
    return await run();
  } finally {
    if (before === undefined) delete process.env["SSH_AUTH_SOCK"];
    else process.env["SSH_AUTH_SOCK"] = before;
  }
}

test("keeper approve signs with a key of an agent", async () => {
  const agent = execFileSync("ssh-agent", ["-s"], { encoding: "utf8" });
  const [, socket = ""] = /SSH_AUTH_SOCK=([^;]+)/.exec(agent) ?? [];
  const [, process_ = ""] = /SSH_AGENT_PID=(\d+)/.exec(agent) ?? [];
  const publicKey = join(temporaryFolder(), "only.pub");
  try {
    const ran = await withAgent(socket, () => {
      execFileSync("ssh-add", ["-q", key("alice")], { stdio: "pipe" });
      cpSync(`${key("alice")}.pub`, publicKey);
      return approving(publicKey, "--yes");
    });
    expect(ran, ran.err).toMatchObject({ code: 0 });
  } finally {
    process.kill(Number(process_));
  }
});

test("keeper approve signs with a hardware key, and the gate counts it", async () => {
  const agent = await HardwareKeyAgent.start(mkdtempSync(join(tmpdir(), "k")));
  try {
    const publicKey = join(temporaryFolder(), "token.pub");
    writeFileSync(publicKey, `${agent.publicKey} token\n`);
    const signers = readFileSync(join(repository.root, "allowed_signers"), "utf8");
    // base learns the key first; the change stays the same
    repository.git("checkout", "-q", "--detach", revisions[1] ?? "");
    const base = repository.commit({ allowed_signers: `${signers}carol ${agent.publicKey}\n` });
    repository.git("checkout", "-q", "--detach", base);
    repository.git("checkout", "-q", revisions[3] ?? "", "--", "customers", "estate.lock.json");
    revisions = ["--base", base, "--head", repository.commit()];
    const ran = await withAgent(agent.socket, () => approving(publicKey, "--yes"));
    expect(ran, ran.err).toMatchObject({ code: 0 });
    expect((await gate()).json.approvals).toMatchObject([{ approver: "carol" }]);
  } finally {
    agent.stop();
    repository.git("checkout", "-q", "main");
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
])("row 15: keeper approve writes nothing where %s", async (_, run, problem) => {
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

/** Both sides of the change, as the pipeline kept them. */
const sides = () => ({
  "base.out": join(repository.root, "base.out"),
  "change.out": join(repository.root, "cdktf.out"),
});

/** Approves what a platform's command line with these answers brings. */
async function downloading(
  program: "gh" | "az",
  answers: readonly CliAnswer[],
  ...more: readonly string[]
): Promise<Ran & { readonly calls: string[][] }> {
  const platform = program === "gh" ? "github" : "azure-devops";
  const cli = new PlatformCliRecording(temporaryFolder(), program, answers);
  const words = ["approve", "--download", platform, ...revisions, "--key", key("alice"), "--yes", ...more];
  return { ...(await keeper(repository.root, words, cli.environment)), calls: cli.calls() };
}

/** An artifact as GitHub's API lists it, in the fields that matter. */
const artifact = (run: number, head: string, more: object = {}) => ({
  id: run + 1_000,
  name: `lighthouse-sides-${head}`,
  expired: false,
  workflow_run: { id: run, head_branch: "main", head_sha: "0".repeat(40) },
  ...more,
});

/** GitHub's answers for a change: artifacts, the runs that they are of, and a download. */
const github = (artifacts: readonly object[], runs: Readonly<Record<string, object>>): CliAnswer[] => [
  ...Object.entries(runs).map(([id, run]) => ({
    words: ["api", `repos/{owner}/{repo}/actions/runs/${id}`],
    prints: { id: Number(id), ...run },
  })),
  { words: ["run", "download"], brings: sides() },
  { words: ["api"], prints: { total_count: artifacts.length, artifacts } },
];

const GATE_RUN = {
  event: "workflow_run",
  path: ".github/workflows/lighthouse-synthesized.yml",
  head_branch: "main",
};

test("keeper approve --download github approves what the pipeline compared for exactly that commit", async () => {
  const head = revisions[3] ?? "";
  // the newest is of a workflow that the change brought, the next one is expired
  const artifacts = [
    artifact(9, head),
    artifact(8, head, { expired: true }),
    artifact(7, head),
    artifact(6, head),
  ];
  const forged = { event: "push", path: ".github/workflows/lighthouse-synthesized.yml" };
  const answers = github(artifacts, {
    9: forged,
    7: { ...GATE_RUN, path: `${GATE_RUN.path}@main` },
    6: GATE_RUN,
  });
  const ran = await downloading("gh", answers);
  expect(ran, ran.err).toMatchObject({ code: 0 });
  expect(ran.out).toContain("base.out -> change.out");
  expect(ran.out).not.toContain(".cache");
  expect(written()).toHaveLength(2);
  expect((await gate()).json.approvals).toMatchObject([{ approver: "alice" }]);
  const name = `lighthouse-sides-${head}`;
  expect(ran.calls.map((words) => words.slice(0, 5))).toEqual([
    ["api", `repos/{owner}/{repo}/actions/artifacts?per_page=100&name=${name}`],
    ["api", "repos/{owner}/{repo}/actions/runs/9"],
    ["api", "repos/{owner}/{repo}/actions/runs/7"],
    ["run", "download", "7", "--name", name],
  ]);
  const [into = ""] = ran.calls.at(-1)?.slice(-1) ?? [];
  expect(into).not.toBe("");
  expect(existsSync(into)).toBe(false);
});

test("keeper approve --download azure-devops approves the output of the run for that commit", async () => {
  const head = revisions[3] ?? "";
  const other = { parameters: JSON.stringify({ "system.pullRequest.sourceCommitId": "0".repeat(40) }) };
  const own = { parameters: JSON.stringify({ "system.pullRequest.sourceCommitId": head }) };
  const names = (...all: readonly string[]) => all.map((name) => ({ id: 1, name }));
  const list = (run: string) => ["artifact", "list", "--run-id", run];
  const download = (name: string) => ["download", "--run-id", "4", "--artifact-name", name];
  const { "base.out": base, "change.out": change } = sides();
  const ran = await downloading("az", [
    {
      words: ["runs", "list"],
      prints: [
        { id: 6, ...other },
        { id: 5, ...own },
        { id: 4, triggerInfo: { "pr.sourceSha": head } },
      ],
    },
    { words: list("5"), prints: names("somebody-else") },
    { words: list("4"), prints: names("cdktf.out", "base.out", "access-review") },
    { words: download("base.out"), brings: { "": base } },
    { words: download("cdktf.out"), brings: { "": change } },
  ]);
  expect(ran, ran.err).toMatchObject({ code: 0 });
  expect(ran.out).toContain("base.out -> cdktf.out");
  expect(written()).toHaveLength(2);
  expect(ran.calls.every(([group]) => group === "pipelines")).toBe(true);
});

test.each<[string, () => Promise<Ran>, string]>([
  [
    "no run of the pipeline has the output",
    () => downloading("gh", github([artifact(9, revisions[3] ?? "")], { 9: { event: "push" } })),
    "no run of .github/workflows/lighthouse-synthesized.yml has the artifact",
  ],
  ["GitHub has no artifact", () => downloading("gh", github([], {})), "no run of"],
  [
    "the platform refuses, in words of its own",
    () => downloading("gh", [{ words: ["api"], fails: "HTTP 401: \u001b[2JBad credentials" }]),
    "Bad credentials",
  ],
  [
    "the download is another change than the platform shows",
    () => {
      const base = join(repository.root, "base.out");
      const answers = github([artifact(7, revisions[3] ?? "")], { 7: GATE_RUN });
      const swapped = answers.map((each) =>
        each.brings === undefined ? each : { ...each, brings: { "base.out": base, "change.out": base } },
      );
      return downloading("gh", swapped, "--expect", "sha256:0");
    },
    "and this change is",
  ],
  ["the list is not JSON", () => downloading("az", [{ words: ["runs", "list"] }]), "printed no JSON"],
  [
    "no run is of that commit",
    () => downloading("az", [{ words: ["runs", "list"], prints: [] }]),
    "none for",
  ],
  [
    "a side is named too",
    () =>
      keeper(repository.root, [
        "approve",
        "base.out",
        ...revisions,
        ...["--download", "github", "--key", key("alice"), "--yes"],
      ]),
    "brings both sides",
  ],
  [
    "neither a side nor a platform is named",
    () => keeper(repository.root, ["approve", ...revisions, "--key", key("alice"), "--yes"]),
    "two sides",
  ],
])("keeper approve --download writes nothing where %s", async (_, run, problem) => {
  const ran = await run();
  expect(ran.code).toBe(2);
  expect(ran.err).toContain(problem);
  expect(ran.err).not.toContain("\u001b");
  expect(written()).toEqual([]);
});

test.each([
  ["github", "gh", "gh auth login"],
  ["azure-devops", "az", "az login"],
])("keeper approve --download %s says how to get %s where it is missing", async (platform, program, fix) => {
  const tools = temporaryFolder();
  symlinkSync(execFileSync("sh", ["-c", "command -v git"], { encoding: "utf8" }).trim(), join(tools, "git"));
  const words = ["approve", "--download", platform, ...revisions, "--key", key("alice"), "--yes"];
  const ran = await keeper(repository.root, words, { PATH: tools });
  expect(ran.code).toBe(2);
  expect(ran.err).toMatch(new RegExp(`${program} .* failed: it is not on PATH`));
  expect(ran.err).toContain(fix);
});
