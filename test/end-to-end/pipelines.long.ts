import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { type Files, KEEPER, REPOSITORY, temporaryFolder } from "../support/estates.ts";
import { sampleSandbox, type TestSandbox } from "../support/sandbox.ts";
import { ScratchRepository } from "../support/scratch-repository.ts";

/*
 * The shell steps of the shipped GitHub workflows, run as they stand: a change is opened, synthesized, gated, approved,
 * merged, planned by real Terraform in the sandbox, gated again and applied. Stood in for are GitHub (its API's answers)
 * and `npm ci` (these packages); Azure is the sandbox's.
 */

const workflow = (name: string) =>
  parse(readFileSync(join(REPOSITORY, "pipelines", "github-actions", `${name}.yml`), "utf8"));

interface Step {
  readonly id?: string;
  readonly run?: string;
}

class Pipeline {
  readonly repository: ScratchRepository;
  readonly folder: string = temporaryFolder();
  readonly sandbox: TestSandbox;
  readonly #tools: string;
  /** What the platform knows of the pull request. */
  pulls: object[] = [];

  constructor(sandbox: TestSandbox) {
    this.sandbox = sandbox;
    this.repository = new ScratchRepository({ [CUSTOMER]: definition('"1.0.0"') });
    this.#tools = join(this.folder, "tools");
    mkdirSync(this.#tools);
    this.#tool("keeper", `exec ${KEEPER.map((word) => `'${word}'`).join(" ")} "$@"`);
    this.#tool("npm", `test "$1" = ci`);
    this.#tool("npx", `exec "$@"`);
    this.#tool("gh", `cat '${join(this.folder, "pulls.json")}'`);
  }

  #tool(name: string, script: string): void {
    const file = join(this.#tools, name);
    writeFileSync(file, `#!/usr/bin/env bash\nset -euo pipefail\n${script}\n`);
    chmodSync(file, 0o755);
  }

  /** A checkout of a commit, as a job begins with one. */
  checkout(name: string, commit: string): string {
    const folder = join(this.folder, name);
    execFileSync("git", ["clone", "-q", this.repository.root, folder]);
    execFileSync("git", ["checkout", "-q", "--detach", commit], { cwd: folder });
    return folder;
  }

  /** Runs a step of a job in a checkout; gives its exit code and what it put out for other steps. */
  async run(
    job: { readonly steps: readonly Step[] },
    id: string,
    folder: string,
    variables: Readonly<Record<string, string>> = {},
  ): Promise<Ran> {
    const script = job.steps.find((step) => step.id === id)?.run;
    if (script === undefined) throw new Error(`there is no step ${id}`);
    writeFileSync(join(this.folder, "pulls.json"), JSON.stringify(this.pulls));
    const file = join(this.folder, "github-output");
    writeFileSync(file, "");
    const ran = this.sandbox.start("bash", ["-eo", "pipefail", "-c", script], folder, {
      CI: "true",
      GITHUB_OUTPUT: file,
      PATH: `${this.#tools}:${process.env["PATH"]}`,
      // of the sandbox only where Azure is, and as whom: stacks and state go where the estate says
      KEEPER_SANDBOX: "",
      ...variables,
    });
    const { code, output } = await ran.ended;
    const lines = readFileSync(file, "utf8")
      .split("\n")
      .filter((line) => line.includes("="));
    const outputs = Object.fromEntries(
      lines.map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]),
    );
    return { code, said: output, outputs };
  }
}

/** How a step ended. */
interface Ran {
  readonly code: number | null;
  readonly said: string;
  readonly outputs: Readonly<Record<string, string>>;
}

const CUSTOMER = "customers/blue-yonder.ts";

/** @param version an expression */
function definition(version: string): string {
  return `import { defineCustomer, defineDelegation } from "lighthouse-keeper";
import managedOperations from "../offers/managed-operations.ts";

export default defineCustomer({
  id: "blue-yonder",
  name: "Blue Yonder",
  tenantId: "b1d5c2f0-3a4e-4b6c-8d7e-000000000707",
  subscriptions: { main: "c2e6d3a1-4b5f-4c7d-9e8f-000000000771" },
  delegations: [defineDelegation(managedOperations, { plan: "complete", version: ${version}, scopes: [{ subscription: "main" }] })],
});
`;
}

const SYNTH = workflow("lighthouse-synth").jobs.synth;
const GATE = workflow("lighthouse-gate").jobs.gate;
const APPLY = workflow("lighthouse-apply").jobs;

/** The pull-request side: synthesizes the change, and from the base's checkout reviews and gates it. */
async function gatePullRequest(pipeline: Pipeline, base: string, head: string, name: string) {
  const change = pipeline.checkout(`${name}-change`, head);
  expect(await pipeline.run(SYNTH, "synth", change, { GITHUB_BASE_REF: "main" })).toMatchObject({ code: 0 });
  const trusted = pipeline.checkout(`${name}-trusted`, base);
  expect(await pipeline.run(GATE, "base", trusted, { BASE: base })).toMatchObject({ code: 0 });
  cpSync(join(change, "cdktf.out"), join(trusted, "change.out"), { recursive: true });
  const gated = await pipeline.run(GATE, "gate", trusted, { BASE: base, HEAD: head, AUTHOR: "mallory" });
  return { ...gated, trusted };
}

/** The approval file that the job shows. */
function shownApproval(said: string): { path: string; text: string } {
  const path = /to approve, add (approvals\S+)/.exec(said)?.[1];
  const text = /^version: 1\n(?:.*\n)*?until: .*$/m.exec(said)?.[0];
  if (path === undefined || text === undefined) throw new Error(`no approval is shown: ${said}`);
  return { path, text: `${text}\n` };
}

/** After the merge: everything up to the plan's gate, and apply where it passes. */
async function deploy(pipeline: Pipeline, base: string, head: string, state: string | undefined) {
  const synth = pipeline.checkout("merge-synth", head);
  expect(await pipeline.run(APPLY.synth, "synth", synth)).toMatchObject({ code: 0 });
  const trusted = pipeline.checkout("merge-apply", base);
  expect(await pipeline.run(APPLY.changed, "base", trusted)).toMatchObject({ code: 0 });
  cpSync(join(synth, "cdktf.out"), join(trusted, "change.out"), { recursive: true });
  const platform = { HEAD: head, REPOSITORY: "o/r", GH_TOKEN: "t" };
  const author = await pipeline.run(APPLY.changed, "author", trusted, platform);
  const changed = await pipeline.run(APPLY.changed, "changed", trusted);
  cpSync(join(trusted, "cdktf.out"), join(trusted, "base.out"), { recursive: true });
  // a local state stands for the remote one that jobs share
  if (state !== undefined) cpSync(state, join(trusted, "state"), { recursive: true });
  const variables = {
    CUSTOMER: "blue-yonder",
    BASE: base,
    HEAD: head,
    AUTHOR: author.outputs["author"] ?? "",
  };
  const planned = await pipeline.run(APPLY.deploy, "plan", trusted, variables);
  const gated = await pipeline.run(APPLY.deploy, "gate", trusted, variables);
  const applied =
    gated.code === 0 ? await pipeline.run(APPLY.deploy, "apply", trusted, variables) : undefined;
  return { author, changed, planned, gated, applied };
}

/** Deploys a commit as it is; gives the folder of its state. */
async function deployed({ sandbox, ...pipeline }: Pipeline, folder: string): Promise<string> {
  const stack = `-chdir=${join(folder, "cdktf.out/stacks/blue-yonder")}`;
  for (const words of [
    ["init", "-input=false"],
    ["apply", "-input=false", "-auto-approve"],
  ]) {
    const { code, output } = await sandbox.start("terraform", [stack, ...words], folder).ended;
    expect(code, `${pipeline.folder} ${output}`).toBe(0);
  }
  return join(folder, "state");
}

async function aPipeline(files: Files = {}): Promise<{ pipeline: Pipeline; base: string }> {
  const sandbox = await sampleSandbox({ files: { [CUSTOMER]: definition('"1.0.0"') } });
  const pipeline = new Pipeline(sandbox);
  const first = pipeline.repository.commit(files);
  // the lock is committed with what it was made of
  const folder = pipeline.checkout("lock", first);
  expect(await pipeline.run(SYNTH, "synth", folder)).toMatchObject({ code: 0 });
  const lock = readFileSync(join(folder, "estate.lock.json"), "utf8");
  return { pipeline, base: pipeline.repository.commit({ "estate.lock.json": lock }) };
}

const USER_ACCESS_ADMINISTRATOR = "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9";
const rolesIn = ({ sandbox }: Pipeline) =>
  sandbox.azure.access().map(({ roleDefinitionId }) => roleDefinitionId);

test("the workflows gate a change, take its approvals, and apply the very plan that was approved", async () => {
  const { pipeline, base: unsigned } = await aPipeline();
  const { repository } = pipeline;
  expect(unsigned).toMatch(/^[0-9a-f]{40}$/);
  const base = repository.commit({
    allowed_signers: ["alice", "bob"].map((name) => repository.key(name)).join(""),
  });
  const before = pipeline.checkout("before", base);
  await pipeline.run(SYNTH, "synth", before);
  const state = await deployed(pipeline, before);
  expect(rolesIn(pipeline)).not.toContain(USER_ACCESS_ADMINISTRATOR);

  const proposed = repository.commit({ [CUSTOMER]: definition('"1.1.0"') });
  const blocked = await gatePullRequest(pipeline, base, proposed, "first");
  expect(blocked.code, blocked.said).toBe(1);
  expect(readFileSync(join(blocked.trusted, "report", "gate.md"), "utf8")).toContain("BLOCKED");
  expect(readFileSync(join(blocked.trusted, "report", "review.md"), "utf8")).toContain("BROADENING");

  const { path, text } = shownApproval(blocked.said);
  for (const name of ["alice", "bob"]) {
    const file = path.replace("<approver>", name);
    const named = text.replace("<your name in allowed_signers>", name).replace("<why>", "agreed");
    repository.commit({ [file]: named });
    repository.sign(file, name);
  }
  const approved = repository.commit();
  const passed = await gatePullRequest(pipeline, base, approved, "second");
  expect(passed.code, passed.said).toBe(0);

  pipeline.pulls = [{ merged_at: "now", merge_commit_sha: approved, user: { login: "mallory" } }];
  const { author, changed, planned, gated, applied } = await deploy(pipeline, base, approved, state);
  expect(author.outputs).toEqual({ author: "mallory" });
  expect(changed.outputs, changed.said).toEqual({ customers: '["blue-yonder"]' });
  expect(gated.code, planned.said + gated.said).toBe(0);
  expect(applied?.code, applied?.said).toBe(0);
  expect(rolesIn(pipeline)).toContain(USER_ACCESS_ADMINISTRATOR);
});

test("a change that is another one after the merge is stopped by the gate on its plan", async () => {
  const { pipeline, base } = await aPipeline();
  // in the pull request nothing changes; after the merge, where Azure is within reach, everything does
  const sneaky = definition('(process.env["GITHUB_BASE_REF"] === undefined ? "1.1.0" : "1.0.0")');
  const head = pipeline.repository.commit({ [CUSTOMER]: sneaky });
  const pull = await gatePullRequest(pipeline, base, head, "pull");
  expect(pull.code, pull.said).toBe(0);

  pipeline.pulls = [{ merged_at: "now", merge_commit_sha: head, user: { login: "mallory" } }];
  const { planned, gated, applied } = await deploy(pipeline, base, head, undefined);
  expect(planned.code, planned.said).toBe(0);
  expect(gated.code, gated.said).toBe(1);
  expect(gated.said).toContain("Approvals are missing");
  expect(applied).toBeUndefined();
  expect(rolesIn(pipeline)).toEqual([]);
});
