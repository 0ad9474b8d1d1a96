import { execFileSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { type Files, KEEPER, REPOSITORY, temporaryFolder } from "../support/estates.ts";
import { sampleSandbox, type TestSandbox } from "../support/sandbox.ts";
import { ScratchRepository } from "../support/scratch-repository.ts";

/*
 * The shipped pipelines, job by job as they stand: a change is opened, synthesized, gated, approved, merged, gated again,
 * planned by real Terraform in the sandbox, gated once more and applied. Stood in for are the platform (its API's answers,
 * its artifacts) and `npm ci` (these packages); Azure is the sandbox's.
 */

const REPO = "o/r";
const PULL = "7";

/** What a job or a step is given: `github.sha`, `needs.changed.outputs.author`, and so on, with their values. */
type Context = Record<string, string>;

interface Step {
  readonly id?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Context;
  readonly with?: Context;
}

interface JobText {
  readonly env?: Context;
  readonly outputs?: Context;
  readonly steps: readonly Step[];
}

interface Workflow {
  readonly env?: Context;
  readonly defaults?: { readonly run: { readonly shell: string } };
  readonly jobs: Readonly<Record<string, JobText>>;
}

const workflow = (name: string): Workflow =>
  parse(readFileSync(join(REPOSITORY, "pipelines", "github-actions", `${name}.yml`), "utf8"));

/** Programs that GitHub's runners start for `shell`, or where it is left out. */
const SHELLS: Readonly<Record<string, readonly string[]>> = {
  bash: ["--noprofile", "--norc", "-eo", "pipefail"],
  "": ["-e"],
};

/** Answers as the platform's API and the artifact store do, and writes down what it is asked. */
const PLATFORM = `
  import { appendFileSync, cpSync, readFileSync } from "node:fs";
  const [folder, ...words] = process.argv.slice(2);
  const { answers, artifacts } = JSON.parse(readFileSync(folder + "/platform.json", "utf8"));
  const after = (...flags) => words.find((_, index) => flags.includes(words[index - 1]));
  if (words[0] === "run") {
    cpSync(artifacts[after("--name")], after("--dir"), { recursive: true });
  } else {
    const path = words.find((word) => /^(repos|https:)\\//.test(word));
    const input = after("--input", "--data")?.replace("@", "");
    const method = after("--method", "--request") ?? (input === undefined ? "GET" : "POST");
    const body = input && JSON.parse(readFileSync(input, "utf8"));
    const fields = words.filter((_, index) => words[index - 1] === "-f");
    appendFileSync(folder + "/calls", JSON.stringify({ method, path, fields, body }) + "\\n");
    const answer = Object.entries(answers).find(([part]) => path.includes(part))?.[1];
    if (answer === undefined && method === "GET") throw new Error("404: " + path);
    console.log(JSON.stringify(words.includes("--slurp") ? [answer] : (answer ?? {})));
  }
`;

/** What the platform was asked for. */
interface Call {
  readonly method: string;
  readonly path: string;
  readonly fields: readonly string[];
  readonly body?: {
    readonly body?: string;
    readonly content?: string;
    readonly comments?: readonly { readonly content: string }[];
  };
}

/** The text of a comment that a call makes or changes. */
const commentOf = ({ body }: Call): string[] =>
  [body?.body, body?.content, body?.comments?.[0]?.content].flatMap((text) => text ?? []);

/** How a step ended. */
interface Ran {
  readonly code: number | null;
  readonly said: string;
  readonly outputs: Readonly<Record<string, string>>;
}

/** A repository, its platform, and the sandbox in which Terraform finds Azure. */
class Pipeline {
  readonly repository: ScratchRepository;
  readonly folder: string = temporaryFolder();
  readonly sandbox: TestSandbox;
  readonly #tools: string;
  #jobs = 0;
  /** What the platform's API answers where a path contains this; the first that fits. */
  answers: Record<string, unknown> = {};
  /** Folders of artifacts by their name, and by their number. */
  artifacts: Record<string, string> = {};

  constructor(sandbox: TestSandbox) {
    this.sandbox = sandbox;
    this.repository = new ScratchRepository({ [CUSTOMER]: definition('"1.0.0"') });
    this.#tools = join(this.folder, "tools");
    mkdirSync(this.#tools);
    // a local state stands for the remote one that jobs share
    mkdirSync(join(this.folder, "state"));
    writeFileSync(join(this.folder, "platform.mjs"), PLATFORM);
    const platform = `exec '${process.execPath}' '${join(this.folder, "platform.mjs")}' '${this.folder}' "$@"`;
    this.#tool("keeper", `exec ${KEEPER.map((word) => `'${word}'`).join(" ")} "$@"`);
    this.#tool("npm", `test "$1" = ci`);
    this.#tool("npx", `exec "$@"`);
    this.#tool("gh", `if [ "$1" = api ]; then shift; fi\n${platform}`);
    this.#tool("curl", platform);
  }

  #tool(name: string, script: string): void {
    const file = join(this.#tools, name);
    writeFileSync(file, `#!/usr/bin/env bash\nset -euo pipefail\n${script}\n`);
    chmodSync(file, 0o755);
  }

  /** An empty folder of a job; Terraform finds the state from its checkout and from its temporary folder. */
  jobFolder(): string {
    this.#jobs += 1;
    const folder = join(this.folder, `job-${this.#jobs}`);
    mkdirSync(join(folder, "temp"), { recursive: true });
    symlinkSync(join(this.folder, "state"), join(folder, "state"));
    return folder;
  }

  /** What the platform was asked for so far. */
  calls(): Call[] {
    const file = join(this.folder, "calls");
    const lines = existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : [];
    return lines.map((line) => JSON.parse(line));
  }

  /** The states of a commit, the newest last. */
  statuses(commit: string): string[] {
    const set = this.calls().filter(({ path }) => path === `repos/${REPO}/statuses/${commit}`);
    return set.map(({ fields }) => fields.find((field) => field.startsWith("state=")) ?? "");
  }

  /** A checkout of a commit, as a job begins with one. */
  checkout(commit: string, folder: string): void {
    execFileSync("git", ["clone", "-q", this.repository.root, folder], { stdio: "pipe" });
    const git = (...words: string[]) => execFileSync("git", words, { cwd: folder, stdio: "pipe" });
    if (commit === this.repository.git("rev-parse", "refs/pull/7/head"))
      git("fetch", "-q", "origin", "refs/pull/7/head");
    git("checkout", "-q", "--detach", commit);
    symlinkSync(join(this.folder, "state"), join(folder, "state"));
  }

  /** Runs a script as a step. */
  async shell(words: readonly string[], script: string, folder: string, variables: Context): Promise<Ran> {
    const platform = { answers: this.answers, artifacts: this.artifacts };
    writeFileSync(join(this.folder, "platform.json"), JSON.stringify(platform));
    const [output, file] = ["output", "script.sh"].map((name) => join(this.folder, name)) as [string, string];
    writeFileSync(output, "");
    writeFileSync(file, script);
    const ran = this.sandbox.start("bash", [...words, file], folder, {
      CI: "true",
      GITHUB_OUTPUT: output,
      GITHUB_SERVER_URL: "https://github.com",
      GITHUB_RUN_ID: "1",
      GITHUB_RUN_ATTEMPT: "1",
      PATH: `${this.#tools}:${process.env["PATH"]}`,
      GIT_CONFIG_COUNT: "1",
      GIT_CONFIG_KEY_0: `url.${this.repository.root}.insteadOf`,
      GIT_CONFIG_VALUE_0: `https://x-access-token:t@github.com/${REPO}.git`,
      // of the sandbox only where Azure is, and as whom: stacks and state go where the estate says
      KEEPER_SANDBOX: "",
      ...variables,
    });
    const { code, output: said } = await ran.ended;
    const lines = readFileSync(output, "utf8").split("\n");
    const outputs = lines
      .filter((line) => line.includes("="))
      .map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]);
    return { code, said, outputs: Object.fromEntries(outputs) };
  }
}

/** A job of a GitHub workflow, step by step. */
class Job {
  readonly folder: string;
  readonly steps: Record<string, Ran> = {};
  failed = false;
  readonly #pipeline: Pipeline;
  readonly #workflow: Workflow;
  readonly #job: JobText;
  readonly #context: Context;

  constructor(pipeline: Pipeline, name: string, job: string, context: Context) {
    this.#pipeline = pipeline;
    this.#workflow = workflow(name);
    this.#job = this.#workflow.jobs[job] as JobText;
    this.folder = pipeline.jobFolder();
    this.#context = {
      "github.repository": REPO,
      "github.token": "t",
      "github.run_attempt": "1",
      "github.event.repository.default_branch": "main",
      "runner.temp": join(this.folder, "temp"),
      ...context,
    };
  }

  /** The job's checkout. */
  get work(): string {
    return join(this.folder, "work");
  }

  /** Everything that the steps said. */
  get said(): string {
    return Object.entries(this.steps)
      .map(([id, { said }]) => `${id}: ${said}`)
      .join("\n");
  }

  /** What the job gives to others. */
  get outputs(): Context {
    return this.#filled(this.#job.outputs);
  }

  /** Runs every step whose condition holds, but these. */
  async run(...without: readonly string[]): Promise<this> {
    for (const step of this.#job.steps) {
      if (without.includes(step.id ?? "")) continue;
      const outcome = this.#applies(step.if) ? await this.#step(step) : "skipped";
      this.#context[`steps.${step.id}.outcome`] = outcome;
      if (outcome === "failure") this.failed = true;
    }
    return this;
  }

  async #step(step: Step): Promise<"success" | "failure"> {
    const options = this.#filled(step.with);
    const action = step.uses?.replace(/@.*/, "");
    if (step.run !== undefined) return this.#shell(step, step.run);
    if (action === "actions/checkout")
      this.#pipeline.checkout(options["ref"] ?? this.#value("github.sha"), this.work);
    const place = resolve(this.work, options["path"] ?? ".");
    if (action === "actions/upload-artifact") return this.#upload(step, options["name"] ?? "", place);
    if (action === "actions/download-artifact") {
      const artifact = this.#pipeline.artifacts[options["artifact-ids"] ?? options["name"] ?? ""];
      if (artifact === undefined) return "failure";
      cpSync(artifact, place, { recursive: true });
    }
    return "success";
  }

  #upload({ id, with: options }: Step, name: string, place: string): "success" | "failure" {
    if (!existsSync(place)) return options?.["if-no-files-found"] === "error" ? "failure" : "success";
    const number = `${name}-${Object.keys(this.#pipeline.artifacts).length}`;
    const folder = join(this.#pipeline.folder, number);
    cpSync(place, folder, { recursive: true });
    Object.assign(this.#pipeline.artifacts, { [name]: folder, [number]: folder });
    this.#context[`steps.${id}.outputs.artifact-id`] = number;
    return "success";
  }

  async #shell(step: Step, script: string): Promise<"success" | "failure"> {
    const words = SHELLS[this.#workflow.defaults?.run.shell ?? ""] ?? [];
    const given = { ...this.#workflow.env, ...this.#job.env, ...step.env };
    const variables = { RUNNER_TEMP: join(this.folder, "temp"), ...this.#filled(given) };
    const ran = await this.#pipeline.shell(words, script, this.work, {
      ...variables,
      ...("github.event.pull_request.head.sha" in this.#context ? { GITHUB_BASE_REF: "main" } : {}),
    });
    this.steps[step.id ?? ""] = ran;
    for (const [name, value] of Object.entries(ran.outputs))
      this.#context[`steps.${step.id}.outputs.${name}`] = value;
    return ran.code === 0 ? "success" : "failure";
  }

  #filled(texts: Context = {}): Context {
    const fill = (text: string) => String(text).replace(/\$\{\{ (.*?) \}\}/g, (_, name) => this.#value(name));
    return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, fill(text)]));
  }

  #value(name: string): string {
    const value = this.#context[name];
    // what a step did not say is empty, as it is on GitHub
    if (value !== undefined || name.startsWith("steps.") || name.startsWith("hashFiles(")) return value ?? "";
    throw new Error(`the workflow asks for ${name}`);
  }

  #applies(condition = "success()"): boolean {
    const parts = condition.split(" && ");
    if (this.failed && !parts.includes("always()")) return false;
    return parts.every((part) => {
      const [name = "", operator, value] = part.split(" ");
      if (operator === undefined) return true;
      return (`'${this.#value(name)}'` === value) === (operator === "==");
    });
  }
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

/** A repository whose main branch has its lock, and a pull request that goes on from there. */
async function aPipeline(files: Files = {}): Promise<{ pipeline: Pipeline; base: string }> {
  const sandbox = await sampleSandbox({ files: { [CUSTOMER]: definition('"1.0.0"') } });
  const pipeline = new Pipeline(sandbox);
  const { repository } = pipeline;
  repository.git("update-ref", "refs/pull/7/head", repository.commit(files));
  // the lock is committed with what it was made of
  const synth = await synthesize(pipeline);
  const lock = readFileSync(join(synth.work, "estate.lock.json"), "utf8");
  const base = repository.commit({ "estate.lock.json": lock });
  repository.git("checkout", "-q", "--detach");
  return { pipeline, base };
}

/** Commits to the pull request. */
function propose({ repository }: Pipeline, files: Files = {}): string {
  const head = repository.commit(files);
  repository.git("update-ref", "refs/pull/7/head", head);
  return head;
}

/** What the platform says of the pull request while it is open. */
const open = (head: string, target = "main") => ({
  state: "open",
  number: PULL,
  head: { sha: head },
  base: { ref: target },
  user: { login: "mallory" },
  merged_at: null,
});

/** lighthouse-synth on the pull request as it is. */
async function synthesize(pipeline: Pipeline): Promise<Job> {
  const head = pipeline.repository.git("rev-parse", "refs/pull/7/head");
  const context = { "github.event.pull_request.head.sha": head };
  const synth = await new Job(pipeline, "lighthouse-synth", "synth", context).run();
  expect(synth.failed, synth.said).toBe(false);
  return synth;
}

/** lighthouse-gate of a commit. */
const gateJob = (pipeline: Pipeline, job: string, base: string, head: string) =>
  new Job(pipeline, "lighthouse-gate", job, {
    "github.sha": base,
    "github.event.workflow_run.head_sha": head,
    "github.event.workflow_run.id": "1",
  });

/** The pull-request side: synthesizes the change, and from the base's checkout reviews and gates it. */
async function gatePullRequest(pipeline: Pipeline, base: string, head: string): Promise<Job> {
  pipeline.answers[`commits/${head}/pulls`] = [open(head), { ...open("other"), state: "closed" }];
  pipeline.answers[`issues/${PULL}/comments`] ??= [];
  await synthesize(pipeline);
  const before = await gateJob(pipeline, "base", base, head).run();
  expect(before.failed, before.said).toBe(false);
  return gateJob(pipeline, "gate", base, head).run();
}

/** The approval file that the job shows. */
function shownApproval(said: string): { path: string; text: string } {
  const path = /to approve, add (approvals\S+)/.exec(said)?.[1];
  const text = /^version: 1\n(?:.*\n)*?until: .*$/m.exec(said)?.[0];
  if (path === undefined || text === undefined) throw new Error(`no approval is shown: ${said}`);
  return { path, text: `${text}\n` };
}

/** Merges what is proposed into one commit on main. */
function merge({ repository, answers }: Pipeline, base: string): string {
  const merged = repository.git("commit-tree", "HEAD^{tree}", "-p", base, "-m", "merged");
  repository.git("update-ref", "refs/heads/main", merged);
  answers[`commits/${merged}/pulls`] = [
    { merged_at: "now", merge_commit_sha: merged, user: { login: "mallory" } },
  ];
  answers["lighthouse-apply.yml/runs"] = { workflow_runs: [{ conclusion: "success" }] };
  return merged;
}

/** lighthouse-apply of a commit. */
const applyJob = (pipeline: Pipeline, job: string, base: string, head: string, context: Context = {}) =>
  new Job(pipeline, "lighthouse-apply", job, {
    "github.event.before": base,
    "github.sha": head,
    ...context,
  });

/** Outputs of jobs, as those that need them get them. */
const needs = (jobs: Readonly<Record<string, Job>>): Context =>
  Object.fromEntries(
    Object.entries(jobs).flatMap(([name, { outputs }]) =>
      Object.entries(outputs).map(([output, value]) => [`needs.${name}.outputs.${output}`, value]),
    ),
  );

/** After the merge: everything up to the list of what changed. */
async function afterMerge(pipeline: Pipeline, before: string, head: string, ...without: readonly string[]) {
  const base = await applyJob(pipeline, "base", before, head).run();
  const synth = await applyJob(pipeline, "synth", before, head).run();
  expect([base.failed, synth.failed], base.said + synth.said).toEqual([false, false]);
  const changed = await applyJob(pipeline, "changed", before, head, needs({ base })).run(...without);
  return { base, changed };
}

/** The jobs of the matrix, one after the other. */
async function deploy(
  pipeline: Pipeline,
  before: string,
  head: string,
  jobs: { readonly base: Job; readonly changed: Job },
): Promise<Job[]> {
  const batches: string[] = JSON.parse(jobs.changed.outputs["batches"] ?? "");
  const deployed: Job[] = [];
  for (const customers of batches) {
    const context = { ...needs(jobs), "matrix.customers": customers };
    deployed.push(await applyJob(pipeline, "deploy", before, head, context).run());
  }
  return deployed;
}

/** Deploys what the base synthesizes, as it is. */
async function deployBase(pipeline: Pipeline, base: string): Promise<void> {
  const { work } = await applyJob(pipeline, "synth", base, base).run();
  const stack = `-chdir=${join(work, "cdktf.out/stacks/blue-yonder")}`;
  for (const words of [
    ["init", "-input=false"],
    ["apply", "-input=false", "-auto-approve"],
  ]) {
    const { code, output } = await pipeline.sandbox.start("terraform", [stack, ...words], work).ended;
    expect(code, output).toBe(0);
  }
}

const USER_ACCESS_ADMINISTRATOR = "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9";
const rolesIn = ({ sandbox }: Pipeline) =>
  sandbox.azure.access().map(({ roleDefinitionId }) => roleDefinitionId);

test("the workflows gate a change, take its approvals, and apply the very plan that was approved", async () => {
  const { pipeline } = await aPipeline();
  const { repository } = pipeline;
  repository.git("checkout", "-q", "main");
  const base = repository.commit({
    allowed_signers: ["alice", "bob"].map((name) => repository.key(name)).join(""),
    ".terraform.lock.hcl": "# the commit's\n",
  });
  repository.git("checkout", "-q", "--detach");
  await deployBase(pipeline, base);
  expect(rolesIn(pipeline)).not.toContain(USER_ACCESS_ADMINISTRATOR);

  const proposed = propose(pipeline, { [CUSTOMER]: definition('"1.1.0"') });
  const blocked = await gatePullRequest(pipeline, base, proposed);
  expect(blocked.steps["gate"]?.code, blocked.said).toBe(1);
  expect(pipeline.statuses(proposed)).toEqual(["state=failure"]);
  const comment = pipeline.calls().find(({ method }) => method === "POST");
  expect(comment?.path).toBe(`repos/${REPO}/issues/${PULL}/comments`);
  expect(comment?.body?.body).toMatch(/^<!-- lighthouse-keeper -->\n[\s\S]*BLOCKED[\s\S]*BROADENING/);

  const { path, text } = shownApproval(blocked.said);
  for (const name of ["alice", "bob"]) {
    const file = path.replace("<approver>", name);
    const named = text.replace("<your name in allowed_signers>", name).replace("<why>", "agreed");
    repository.commit({ [file]: named });
    repository.sign(file, name);
  }
  const approved = propose(pipeline);
  const own = { id: 5, user: { type: "Bot" }, body: comment?.body?.body };
  pipeline.answers[`issues/${PULL}/comments`] = [{ ...own, id: 4, user: { type: "User" } }, own];
  const passed = await gatePullRequest(pipeline, base, approved);
  expect(passed.failed, passed.said).toBe(false);
  expect(pipeline.statuses(approved)).toEqual(["state=success"]);
  const places = pipeline.calls().filter(({ body }) => body !== undefined);
  expect(places.map(({ method, path: place }) => `${method} ${place}`)).toEqual([
    `POST repos/${REPO}/issues/${PULL}/comments`,
    `PATCH repos/${REPO}/issues/comments/5`,
  ]);

  const other = await azureSteps(pipeline, "lighthouse-review", base);
  execFileSync("git", ["fetch", "-q", "origin", "refs/pull/7/head"], { cwd: other.work });
  cpSync(pipeline.artifacts["base.out"] ?? "", join(other.folder, "base.out"), { recursive: true });
  cpSync(pipeline.artifacts["cdktf.out"] ?? "", join(other.folder, "cdktf.out"), { recursive: true });
  const reviewed = await other.run("gate", { BASE: base, HEAD: approved, AUTHOR: "mallory" });
  expect(reviewed.code, reviewed.said).toBe(0);
  expect(readdirSync(join(other.work, "report"))).toEqual([
    "gate.md",
    "review.html",
    "review.md",
    "review.sarif",
    "review.xml",
  ]);

  const merged = merge(pipeline, base);
  const jobs = await afterMerge(pipeline, base, merged);
  expect(jobs.changed.failed, jobs.changed.said).toBe(false);
  expect(jobs.changed.outputs).toMatchObject({ author: "mallory", batches: '["blue-yonder"]' });
  const [deployed] = await deploy(pipeline, base, merged, jobs);
  expect(deployed?.failed, deployed?.said).toBe(false);
  const planned = join(deployed?.folder ?? "", "temp", "stacks", "blue-yonder");
  expect(readFileSync(join(planned, ".terraform.lock.hcl"), "utf8")).toBe("# the commit's\n");
  expect(rolesIn(pipeline)).toContain(USER_ACCESS_ADMINISTRATOR);

  // what is applied already passes again, and stays; on the other platform too
  const azure = await azureSteps(pipeline, "lighthouse-apply", merged);
  cpSync(pipeline.artifacts["base.out"] ?? "", join(azure.folder, "base.out"), { recursive: true });
  cpSync(pipeline.artifacts["stacks"] ?? "", join(azure.folder, "stacks"), { recursive: true });
  const released = await azure.run("apply", { AUTHOR: "mallory", CUSTOMERS: "blue-yonder" });
  expect(released.code, released.said).toBe(0);
  expect(released.said).toContain("Apply complete! Resources: 0 added, 0 changed, 0 destroyed.");

  // a job alone, run again, does not know what was merged since
  const context = { ...needs(jobs), "matrix.customers": "blue-yonder", "needs.changed.outputs.attempt": "0" };
  const again = await applyJob(pipeline, "deploy", base, merged, context).run();
  expect([again.failed, Object.keys(again.steps)]).toEqual([true, ["plan"]]);
  expect(again.said).toContain("re-run all jobs");
});

test("a change that is another one after the merge is stopped by the gate, and by the gate on its plan", async () => {
  const { pipeline, base } = await aPipeline();
  // in the pull request nothing changes; after the merge, where Azure is within reach, everything does
  const sneaky = definition('(process.env["GITHUB_BASE_REF"] === undefined ? "1.1.0" : "1.0.0")');
  const head = propose(pipeline, { [CUSTOMER]: sneaky });
  const pull = await gatePullRequest(pipeline, base, head);
  expect(pull.failed, pull.said).toBe(false);

  const merged = merge(pipeline, base);
  const { base: before, changed } = await afterMerge(pipeline, base, merged);
  expect(changed.steps["gate"]?.code, changed.said).toBe(1);
  expect(changed.said).toContain("Approvals are missing");
  expect([changed.failed, changed.outputs["batches"]]).toEqual([true, ""]);

  const ungated = await applyJob(pipeline, "changed", base, merged, needs({ base: before })).run("gate");
  const [deployed] = await deploy(pipeline, base, merged, { base: before, changed: ungated });
  expect(deployed?.steps["plan"]?.code, deployed?.said).toBe(0);
  expect(deployed?.steps["gate"]?.code, deployed?.said).toBe(1);
  expect(deployed?.steps["gate"]?.said).toContain("Approvals are missing");
  expect(deployed?.steps["apply"]).toBeUndefined();

  const azure = await azureSteps(pipeline, "lighthouse-apply", merged);
  for (const artifact of ["base.out", "change.out", "stacks"])
    cpSync(pipeline.artifacts[artifact] ?? "", join(azure.folder, artifact), { recursive: true });
  const whole = await azure.run("gate", { AUTHOR: "mallory" });
  const plan = await azure.run("apply", { AUTHOR: "mallory", CUSTOMERS: "blue-yonder" });
  expect([whole.code, plan.code], whole.said + plan.said).toEqual([1, 1]);
  for (const { said } of [whole, plan]) expect(said).toContain("Approvals are missing");
  expect(rolesIn(pipeline)).toEqual([]);
});

test("a pull request to another branch fails, and so does one that is not up to date", async () => {
  const { pipeline, base } = await aPipeline();
  const { repository, answers } = pipeline;
  const head = propose(pipeline, { "README.md": "a change" });
  const gated = async (pulls: readonly object[], commit: string) => {
    answers[`commits/${head}/pulls`] = pulls;
    answers[`issues/${PULL}/comments`] = [];
    return gateJob(pipeline, "gate", commit, head).run();
  };

  const elsewhere = await gated([open(head, "laxer")], base);
  expect(elsewhere.steps["pull"]).toMatchObject({ code: 1, outputs: {} });
  expect(elsewhere.said).toContain("goes to another branch");
  const twice = await gated([open(head), open(head, "laxer")], base);
  expect(twice.said).toContain("not exactly one open pull request");

  repository.git("checkout", "-q", "main");
  const tip = repository.commit({ "NEWS.md": "main goes on" });
  const [behind, moved] = [await gated([open(head)], tip), await gated([open(head)], base)];
  for (const job of [behind, moved]) {
    expect(job.steps["fetch"]?.code, job.said).toBe(1);
    expect(job.said).toContain("update the branch");
  }
  expect([elsewhere, twice, behind, moved].map(({ steps }) => steps["gate"])).toEqual(
    Array(4).fill(undefined),
  );
  expect(pipeline.statuses(head)).toEqual(Array(4).fill("state=failure"));
});

test("a comment is never longer than the platform takes", async () => {
  const { pipeline, base } = await aPipeline();
  const azure = await azureSteps(pipeline, "lighthouse-review", base);
  pipeline.answers["/comments"] = [];
  pipeline.answers["/threads"] = { value: [{ id: 3, comments: [{ id: 1, content: "by a person" }] }] };
  const script =
    workflow("lighthouse-gate").jobs["gate"]?.steps.find(({ id }) => id === "comment")?.run ?? "";
  mkdirSync(join(azure.work, "report"));
  const commented = async (gate: string, review: string) => {
    writeFileSync(join(azure.work, "report", "gate.md"), gate);
    writeFileSync(join(azure.work, "report", "review.md"), review);
    const variables = { GH_TOKEN: "t", REPOSITORY: REPO, NUMBER: PULL };
    const github = await pipeline.shell(SHELLS["bash"] ?? [], script, azure.work, variables);
    const other = await azure.run("comment", { PULL });
    expect([github.code, other.code], github.said + other.said).toEqual([0, 0]);
    const texts = pipeline.calls().slice(-4).flatMap(commentOf);
    expect(texts).toHaveLength(2);
    for (const { length } of texts) expect(length).toBeLessThan(65_000);
    return texts;
  };
  for (const text of await commented("GATE", "REVIEW")) expect(text).toMatch(/GATE\nREVIEW/);
  for (const text of await commented("GATE", "x".repeat(65_000)))
    expect(text).toMatch(/GATE\nThe review is too long[\s\S]*access-review/);
  for (const text of await commented("x".repeat(65_000), "REVIEW"))
    expect(text).toMatch(/What the gate says is too long[\s\S]*access-review/);
});

test("a run is refused where the one before was cancelled, and where a later one was deployed", async () => {
  const { pipeline, base } = await aPipeline();
  const { repository, answers } = pipeline;
  propose(pipeline, { "README.md": "a change" });
  const merged = merge(pipeline, base);
  const ordered = async () => {
    const job = applyJob(pipeline, "changed", base, merged, { "needs.base.outputs.artifact": "base.out" });
    await job.run("author", "gate", "changed");
    return job.steps["order"];
  };
  const folder = pipeline.jobFolder();
  Object.assign(pipeline.artifacts, { "base.out": folder, "change.out": folder });

  expect(await ordered()).toMatchObject({ code: 0 });
  answers["lighthouse-apply.yml/runs"] = {
    workflow_runs: [{ conclusion: "cancelled", html_url: "https://github.com/o/r/actions/runs/4" }],
  };
  const cancelled = await ordered();
  expect(cancelled?.code).toBe(1);
  expect(cancelled?.said).toContain("re-run it first, then this: https://github.com/o/r/actions/runs/4");
  const asked = pipeline.calls().at(-1)?.path;
  expect(asked).toBe(`repos/${REPO}/actions/workflows/lighthouse-apply.yml/runs?event=push&head_sha=${base}`);

  answers["lighthouse-apply.yml/runs"] = { workflow_runs: [] };
  repository.git("checkout", "-q", "--detach", merged);
  const later = propose(pipeline, { "README.md": "a revocation" });
  repository.git("update-ref", "refs/heads/main", later);
  answers[`deployments?environment=production&sha=${later}`] = [];
  expect(await ordered()).toMatchObject({ code: 0 });
  answers[`deployments?environment=production&sha=${later}`] = [{ sha: later }];
  const replayed = await ordered();
  expect(replayed?.code).toBe(1);
  expect(replayed?.said).toContain(`${later}, which comes after this one, was deployed`);

  repository.git("update-ref", "refs/heads/main", base);
  expect((await ordered())?.code).not.toBe(0);
});

test("three hundred customers are 256 jobs at most, and of what stands beside a stack nothing is planned", async () => {
  const { pipeline, base } = await aPipeline();
  const ids = Array.from({ length: 300 }, (_, index) => `fleet-${index + 1}`);
  propose(
    pipeline,
    Object.fromEntries(ids.map((id, index) => [`customers/${id}.json`, customerFile(id, index)])),
  );
  const merged = merge(pipeline, base);
  const before = await applyJob(pipeline, "base", base, merged).run();
  const synth = await applyJob(pipeline, "synth", base, merged).run();
  expect(synth.failed, synth.said).toBe(false);
  const beside = join(pipeline.artifacts["change.out"] ?? "", "stacks", "fleet-7");
  mkdirSync(join(beside, ".terraform", "providers"), { recursive: true });
  writeFileSync(join(beside, ".terraform", "providers", "evil"), "");
  writeFileSync(join(beside, ".terraform.lock.hcl"), "");

  const stopped = await applyJob(pipeline, "changed", base, merged, needs({ base: before })).run();
  expect(stopped.steps["gate"]?.code, stopped.said).toBe(2);
  expect(stopped.said).toContain("fleet-7");
  const changed = await applyJob(pipeline, "changed", base, merged, needs({ base: before })).run("gate");
  const batches: string[] = JSON.parse(changed.outputs["batches"] ?? "");
  expect(batches.length).toBeLessThanOrEqual(256);
  expect(batches.flatMap((batch) => batch.split(" ")).sort()).toEqual([...ids].sort());
  const stacks = pipeline.artifacts[changed.outputs["stacks"] ?? ""] ?? "";
  expect(readdirSync(stacks).sort()).toEqual([...ids].sort());
  for (const id of ids) expect(readdirSync(join(stacks, id))).toEqual(["cdk.tf.json"]);

  const azure = await azureSteps(pipeline, "lighthouse-apply", merged);
  cpSync(pipeline.artifacts["base.out"] ?? "", join(azure.folder, "base.out"), { recursive: true });
  cpSync(pipeline.artifacts["change.out"] ?? "", join(azure.folder, "change.out"), { recursive: true });
  const listed = await azure.run("list");
  const matrix: Record<string, { CUSTOMERS: string }> = JSON.parse(set(listed, "batches;isOutput=true"));
  expect(Object.values(matrix).map(({ CUSTOMERS }) => CUSTOMERS)).toEqual(batches);
  for (const name of Object.keys(matrix)) expect(name).toMatch(/^[a-z]\w*$/);
  expect(readdirSync(join(azure.folder, "temp", "stacks", "fleet-7"))).toEqual(["cdk.tf.json"]);
});

function customerFile(id: string, index: number): string {
  const end = String(index + 1).padStart(6, "0");
  return JSON.stringify({
    id,
    name: `Customer ${id}`,
    tenantId: `b1d5c2f0-3a4e-4b6c-8d7e-aaaaaa${end}`,
    subscriptions: { production: `c2e6d3a1-4b5f-4c7d-9e8f-aaaaaa${end}` },
    delegations: [
      {
        offer: "managed-operations",
        plan: "complete",
        version: "1.1.0",
        scopes: [{ subscription: "production" }],
      },
    ],
  });
}

interface AzureStep {
  readonly name?: string;
  readonly bash?: string;
  readonly inputs?: { readonly inlineScript?: string };
}

/** Steps of an Azure DevOps pipeline, found by their name, in one checkout. */
async function azureSteps(pipeline: Pipeline, name: string, commit: string) {
  const file = join(REPOSITORY, "pipelines", "azure-devops", `${name}.yml`);
  const stages: { jobs: { steps?: AzureStep[] }[] }[] = parse(readFileSync(file, "utf8")).stages;
  const steps = stages.flatMap(({ jobs }) => jobs.flatMap((job) => job.steps ?? []));
  const folder = pipeline.jobFolder();
  const work = join(folder, "work");
  pipeline.checkout(commit, work);
  const run = (step: string, variables: Context = {}) => {
    const found = steps.find((each) => each.name === step && each.inputs?.inlineScript !== undefined);
    const script = found?.inputs?.inlineScript ?? steps.find((each) => each.name === step)?.bash ?? "exit 99";
    return pipeline.shell(["--noprofile", "--norc"], script, work, {
      BUILD_SOURCEVERSION: commit,
      BUILD_BUILDID: "1",
      BUILD_REPOSITORY_ID: "r",
      SYSTEM_COLLECTIONURI: "https://dev.azure.com/o/",
      SYSTEM_TEAMPROJECTID: "p",
      SYSTEM_ACCESSTOKEN: "t",
      PIPELINE_WORKSPACE: folder,
      AGENT_TEMPDIRECTORY: join(folder, "temp"),
      ...variables,
    });
  };
  return { folder, work, run };
}

/** What a step gave a variable. */
const set = ({ said }: Ran, variable: string): string =>
  said.split(`##vso[task.setvariable variable=${variable}]`)[1]?.split("\n")[0] ?? "";

test("Azure DevOps takes author and base from the platform, and refuses what they do not bear out", async () => {
  const { pipeline, base } = await aPipeline();
  const { repository, answers } = pipeline;
  const createdBy = { uniqueName: "mallory@example.com" };
  const head = propose(pipeline, { "README.md": "a change" });
  answers["/pullRequests/7?"] = { createdBy };
  const review = await azureSteps(pipeline, "lighthouse-review", base);
  const pull = { HEAD: head, PULL, TARGET: "refs/heads/main" };
  execFileSync("git", ["fetch", "-q", "origin", "refs/pull/7/head"], { cwd: review.work });
  const tip = await review.run("tip", pull);
  expect(set(tip, "commit;isOutput=true"), tip.said).toBe(base);
  const found = await review.run("pull", { ...pull, BASE: base });
  expect([found.code, set(found, "AUTHOR")], found.said).toEqual([0, createdBy.uniqueName]);
  for (const other of [
    { ...pull, BASE: head },
    { ...pull, BASE: base, HEAD: `${base}^` },
  ]) {
    const outdated = await review.run("pull", other);
    expect([outdated.code, set(outdated, "AUTHOR")]).toEqual([1, ""]);
    expect(outdated.said).toContain("update the branch");
  }

  propose(pipeline, { "README.md": "two commits" });
  const merged = merge(pipeline, base);
  const completed = (commit: string) => {
    answers["/pullrequestquery"] = {
      results: [{ [merged]: [{ createdBy, lastMergeTargetCommit: { commitId: commit } }] }],
    };
  };
  const apply = await azureSteps(pipeline, "lighthouse-apply", merged);
  completed(base);
  const asked = await apply.run("pull");
  expect([asked.code, set(asked, "author;isOutput=true")], asked.said).toEqual([0, createdBy.uniqueName]);
  // a rebase puts one of the author's own commits before the last one
  completed(repository.git("rev-parse", `${base}^`));
  const rebased = await apply.run("pull");
  expect([rebased.code, set(rebased, "author;isOutput=true")]).toEqual([1, ""]);
  expect(rebased.said).toContain("squash");
});
