import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import type { Files } from "../estates.ts";
import { sampleSandbox } from "../sandbox.ts";
import { CUSTOMER, definition } from "./customers.ts";
import { Job } from "./github-job.ts";
import { Pipeline } from "./pipeline.ts";
import { PULL } from "./platform.ts";
import type { Context } from "./step.ts";

/*
 * A change on GitHub, from the pull request to the last plan, with the shipped workflows.
 */

/**
 * A repository whose main branch has its lock, and a pull request that goes on from there.
 *
 * @param files that the first commit has beside the sample estate
 * @param later customers that a change adds: Azure knows them, beside those of the first commit
 */
export async function aPipeline(
  files: Files = {},
  later: Files = {},
): Promise<{ pipeline: Pipeline; base: string }> {
  const customers = Object.entries(files).filter(([path]) => path.startsWith("customers/"));
  const known = { [CUSTOMER]: definition('"1.0.0"'), ...Object.fromEntries(customers), ...later };
  const sandbox = await sampleSandbox({ files: known });
  const pipeline = new Pipeline(sandbox);
  const { repository } = pipeline;
  repository.git("update-ref", "refs/pull/7/head", repository.commit(files));
  // the lock is committed with what it was made of
  const synth = await synthesize(pipeline);
  const lock = readFileSync(join(synth.work, "estate.lock.json"), "utf8");
  const base = repository.commit({ "estate.lock.json": lock });
  pipeline.records("begin", base);
  repository.git("checkout", "-q", "--detach");
  return { pipeline, base };
}

/** Commits to the pull request. */
export function propose({ repository }: Pipeline, files: Files = {}): string {
  const head = repository.commit(files);
  repository.git("update-ref", "refs/pull/7/head", head);
  return head;
}

/** Who opens pull requests. */
const MALLORY = { login: "mallory", id: 6660 };

/** What the platform says of the pull request while it is open. */
export const open = (head: string, target = "main") => ({
  state: "open",
  number: PULL,
  head: { sha: head },
  base: { ref: target },
  user: MALLORY,
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

/** lighthouse-gate of a commit. @param base the accepted commit */
export const gateJob = (pipeline: Pipeline, job: string, base: string, head: string, context: Context = {}) =>
  new Job(pipeline, "lighthouse-gate", job, {
    "github.sha": pipeline.repository.git("rev-parse", "main"),
    "needs.accepted.outputs.base": base,
    "github.event.workflow_run.head_sha": head,
    "github.event.workflow_run.id": "1",
    ...context,
  });

/** The pull-request side: synthesizes the change, and from the accepted commit's checkout reviews and gates it. */
export async function gatePullRequest(pipeline: Pipeline, head: string): Promise<Job> {
  const accepted = await gateJob(pipeline, "accepted", "", head).run();
  expect(accepted.failed, accepted.said).toBe(false);
  const { base = "" } = accepted.outputs;
  pipeline.answers[`commits/${head}/pulls`] = [open(head), { ...open("other"), state: "closed" }];
  pipeline.answers[`issues/${PULL}/comments`] ??= [];
  await synthesize(pipeline);
  const before = await gateJob(pipeline, "base", base, head).run();
  expect(before.failed, before.said).toBe(false);
  return gateJob(pipeline, "gate", base, head).run();
}

/** The approval file that the job shows. */
export function shownApproval(said: string): { path: string; text: string } {
  const path = /or add (approvals\S+)/.exec(said)?.[1];
  const text = /^version: 1\n(?:.*\n)*?until: .*$/m.exec(said)?.[0];
  if (path === undefined || text === undefined) throw new Error(`no approval is shown: ${said}`);
  return { path, text: `${text}\n` };
}

/** Merges what is proposed into one commit on main. */
export function merge({ repository, answers }: Pipeline, base: string): string {
  const merged = repository.git("commit-tree", "HEAD^{tree}", "-p", base, "-m", "merged");
  repository.git("update-ref", "refs/heads/main", merged);
  answers[`commits/${merged}/pulls`] = [{ merged_at: "now", merge_commit_sha: merged, user: MALLORY }];
  return merged;
}

/** lighthouse-apply of a commit. */
export const applyJob = (
  pipeline: Pipeline,
  job: string,
  base: string,
  head: string,
  context: Context = {},
) =>
  new Job(pipeline, "lighthouse-apply", job, {
    "needs.accepted.outputs.base": base,
    "github.sha": head,
    ...context,
  });

/** Outputs of jobs, as those that need them get them. */
export const needs = (jobs: Readonly<Record<string, Job>>): Context =>
  Object.fromEntries(
    Object.entries(jobs).flatMap(([name, { outputs }]) =>
      Object.entries(outputs).map(([output, value]) => [`needs.${name}.outputs.${output}`, value]),
    ),
  );

/** After the merge: everything up to the list of what changed. */
export async function afterMerge(pipeline: Pipeline, head: string, ...without: readonly string[]) {
  const accepted = await applyJob(pipeline, "accepted", "", head).run();
  expect(accepted.failed, accepted.said).toBe(false);
  const { base: before = "" } = accepted.outputs;
  const base = await applyJob(pipeline, "base", before, head).run();
  const synth = await applyJob(pipeline, "synth", before, head).run();
  expect([base.failed, synth.failed], base.said + synth.said).toEqual([false, false]);
  const changed = await applyJob(pipeline, "changed", before, head, needs({ base })).run(...without);
  return { accepted, base, changed };
}

/** Accepts what was gated, in the records. */
export function accept(pipeline: Pipeline, head: string, jobs: MergedJobs): Promise<Job> {
  return applyJob(pipeline, "accept", "", head, needs(jobs)).run();
}

/** Jobs that ran after a merge. */
type MergedJobs = Readonly<Record<"accepted" | "base" | "changed", Job>>;

/** Accepts, and runs the jobs of the matrix, one after the other. */
export async function deploy(pipeline: Pipeline, head: string, jobs: MergedJobs): Promise<Job[]> {
  const accepted = await accept(pipeline, head, jobs);
  expect(accepted.failed, accepted.said).toBe(false);
  const names: string[] = JSON.parse(accepted.outputs["jobs"] ?? "");
  const deployed: Job[] = [];
  for (const name of names) {
    const context = { ...needs({ ...jobs, accept: accepted }), "matrix.job": name };
    deployed.push(await applyJob(pipeline, "deploy", "", head, context).run());
  }
  return deployed;
}

/** A file of JSON in an artifact. @param id the artifact's name or number */
export function artifactJson(pipeline: Pipeline, id: string | undefined, file: string) {
  return JSON.parse(readFileSync(join(pipeline.artifacts[id ?? ""] ?? "", file), "utf8"));
}

/** The customers that a merge deploys now. */
export function listed(pipeline: Pipeline, { changed }: { readonly changed: Job }): string[] {
  const { customers } = artifactJson(pipeline, changed.outputs["fleet"], "fleet.json");
  return customers.map(({ customer }: { readonly customer: string }) => customer);
}

/** Deploys what the base synthesizes, as it is. */
export async function deployBase(
  pipeline: Pipeline,
  base: string,
  customers: readonly string[] = ["blue-yonder"],
): Promise<void> {
  const { work } = await applyJob(pipeline, "synth", base, base).run();
  for (const customer of customers)
    for (const words of [
      ["init", "-input=false"],
      ["apply", "-input=false", "-auto-approve"],
    ]) {
      const stack = `-chdir=${join(work, "cdktf.out/stacks", customer)}`;
      const { code, output } = await pipeline.sandbox.start("terraform", [stack, ...words], work).ended;
      expect(code, output).toBe(0);
    }
}

/** A role that only the newer version grants. */
export const USER_ACCESS_ADMINISTRATOR = "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9";

/** The roles that somebody has in the sandbox now. */
export const rolesIn = ({ sandbox }: Pipeline) =>
  sandbox.azure.access().map(({ roleDefinitionId }) => roleDefinitionId);
