// @module-tag terraform
// @module-tag git
// @module-tag bash

import { cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { git } from "../support/git.ts";
import { AUTHOR, azureSteps, set } from "../support/pipelines/azure-devops.ts";
import { customerFile } from "../support/pipelines/customers.ts";
import {
  accept,
  afterMerge,
  aPipeline,
  applyJob,
  artifactJson,
  deployBase,
  gateJob,
  gatePullRequest,
  listed,
  merge,
  needs,
  open,
  propose,
  shownApproval,
} from "../support/pipelines/github-change.ts";
import { GITHUB_SETS, SHELLS, workflow } from "../support/pipelines/github-job.ts";
import { commentOf, PULL, REPO } from "../support/pipelines/platform.ts";

/*
 * What the shipped pipelines refuse, or keep small, before anybody decides on access.
 */

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
  pipeline.answers["connectionData"] = { authenticatedUser: { id: "build-service" } };
  pipeline.answers["/threads"] = { value: [{ id: 3, comments: [{ id: 1, content: "by a person" }] }] };
  const script =
    workflow("lighthouse-gate").jobs["gate"]?.steps.find(({ id }) => id === "comment")?.run ?? "";
  mkdirSync(join(azure.work, "report"));
  const commented = async (gate: string, review: string) => {
    writeFileSync(join(azure.work, "report", "gate.md"), gate);
    writeFileSync(join(azure.work, "report", "review.md"), review);
    const variables = { ...GITHUB_SETS, GH_TOKEN: "t", REPOSITORY: REPO, NUMBER: PULL };
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

test("row 13: a comment that another user began with the marker is not the job's own", async () => {
  const { pipeline, base } = await aPipeline();
  const { run, work } = await azureSteps(pipeline, "lighthouse-review", base);
  mkdirSync(join(work, "report"));
  const content = "<!-- lighthouse-keeper -->\nsays what its author wants";
  const thread = (id: number, author: string) => ({
    id,
    comments: [{ id: 1, content, author: { id: author } }],
  });
  const commented = async (...threads: readonly object[]) => {
    pipeline.answers["/threads"] = { value: threads };
    const ran = await run("comment", { PULL });
    return { code: ran.code, call: pipeline.calls().at(-1) };
  };
  pipeline.answers["connectionData"] = { authenticatedUser: { id: "build-service" } };
  const foreign = await commented(thread(3, "mallory"));
  expect([foreign.code, foreign.call?.method]).toEqual([0, "POST"]);
  const both = await commented(thread(3, "mallory"), thread(4, "build-service"));
  expect([both.code, both.call?.method]).toEqual([0, "PATCH"]);
  expect(both.call?.path).toMatch(/\/threads\/4\/comments\/1\?/);
  // a platform that does not say who asks gets no comment at all
  pipeline.answers["connectionData"] = {};
  const nobody = await commented(thread(3, "mallory"));
  expect(nobody.code).not.toBe(0);
  expect(nobody.call?.method).toBe("GET");
});

test("row 2: without an accepted record no pipeline decides", async () => {
  const { pipeline, base } = await aPipeline();
  const head = propose(pipeline, { "README.md": "a change" });
  pipeline.repository.git("update-ref", "-d", "refs/heads/lighthouse-records");
  for (const job of [gateJob(pipeline, "accepted", "", head), applyJob(pipeline, "accepted", "", base)]) {
    await job.run();
    expect(job.steps["accepted"], job.said).toMatchObject({ code: 2, outputs: {} });
    expect(job.said).toContain("no record of an accepted commit");
  }
  for (const name of ["lighthouse-review", "lighthouse-apply"]) {
    const azure = await azureSteps(pipeline, name, base);
    git(azure.work, "update-ref", "-d", "refs/remotes/origin/lighthouse-records");
    expect(await azure.run("read")).toMatchObject({ code: 2 });
  }
});

test("row 2: a key that a blocked merge added signs nothing, and the next change is judged together with that merge", {
  tags: ["ssh-keygen"],
}, async () => {
  const { pipeline, base: first } = await aPipeline();
  const { repository } = pipeline;
  repository.git("checkout", "-q", "main");
  const alice = repository.key("alice");
  const base = repository.commit({ allowed_signers: alice });
  pipeline.records("accept", base, first);
  repository.git("checkout", "-q", "--detach");
  propose(pipeline, { allowed_signers: alice + repository.key("eve") });
  // past the gate: by an administrator, or with a status that was set by hand
  const merged = merge(pipeline, base);
  const blocked = await afterMerge(pipeline, merged);
  expect(blocked.changed.steps["gate"]?.code, blocked.changed.said).toBe(1);
  expect(pipeline.records("base")).toBe(`base=${base}\n`);

  // one approval is enough for this change alone: with the merge as base, eve's would count
  repository.git("checkout", "-q", "--detach", merged);
  const unsigned = await gatePullRequest(pipeline, propose(pipeline, { "tools/run.sh": "echo" }));
  expect(unsigned.steps["gate"]?.code, unsigned.said).toBe(1);
  const { path, text } = shownApproval(unsigned.said);
  for (const part of ["allowed_signers", "tools/run.sh"]) expect(text).toContain(part);
  const file = path.replace("<approver>", "eve");
  const named = text.replace("<your name in allowed_signers>", "eve").replace("<why>", "agreed");
  repository.commit({ [file]: named });
  repository.sign(file, "eve");
  const signed = await gatePullRequest(pipeline, propose(pipeline));
  expect(signed.steps["gate"]?.code, signed.said).toBe(1);
  const head = repository.git("rev-parse", "refs/pull/7/head");
  expect(pipeline.statuses(head)).toEqual(["state=failure"]);
});

test("row 2: where one customer's apply fails, the others of the same job are applied, and each has its record", async () => {
  const { pipeline, base } = await aPipeline();
  await deployBase(pipeline, base);
  propose(pipeline, { "README.md": "a change" });
  const merged = merge(pipeline, base);
  const jobs = await afterMerge(pipeline, merged);
  expect(jobs.changed.failed, jobs.changed.said).toBe(false);
  // as if both had changed: one without a stack, which fails for good, and one that applies
  const ids = ["fleet-1", "blue-yonder"];
  const [change = "", fleet = ""] = [pipeline.artifacts["change.out"], pipeline.artifacts["fleet"]];
  const stack = join("stacks", "blue-yonder", "cdk.tf.json");
  cpSync(join(change, stack), join(fleet, stack));
  const customers = ids.map((customer) => ({ customer, action: "apply", job: "job-1" }));
  writeFileSync(join(fleet, "fleet.json"), JSON.stringify({ customers, jobs: [{ name: "job-1" }] }));
  const accepted = await accept(pipeline, merged, jobs);
  expect(accepted.outputs, accepted.said).toMatchObject({ jobs: '["job-1"]', "at-once": "10", held: "" });
  const context = { ...needs({ ...jobs, accept: accepted }), "matrix.job": "job-1" };
  const job = await applyJob(pipeline, "deploy", base, merged, context).run();
  expect(job.steps["apply"]?.code, job.said).toBe(1);
  expect(job.said).toContain("fleet-1 is not applied: there is no stack of fleet-1");
  expect(job.said).toContain("Apply complete! Resources: 0 added, 0 changed, 0 destroyed.");
  const record = (id: string) =>
    JSON.parse(pipeline.repository.git("cat-file", "blob", `lighthouse-records:applied/${id}.json`));
  expect(ids.map(record)).toMatchObject([
    { state: "started", failed: true, ended: expect.any(String) },
    { state: "done", ended: expect.any(String) },
  ]);
  expect(record("blue-yonder")).not.toHaveProperty("failed");
});

test("three hundred customers are 256 jobs at most, and of what stands beside a stack nothing is planned", async () => {
  const { pipeline, base } = await aPipeline();
  const ids = Array.from({ length: 300 }, (_, index) => `fleet-${index + 1}`);
  propose(
    pipeline,
    Object.fromEntries(ids.map((id, index) => [`customers/${id}.json`, customerFile(id, index)])),
  );
  const merged = merge(pipeline, base);
  const accepted = await applyJob(pipeline, "accepted", "", merged).run();
  const before = await applyJob(pipeline, "base", base, merged).run();
  const synth = await applyJob(pipeline, "synth", base, merged).run();
  expect(synth.failed, synth.said).toBe(false);
  const beside = join(pipeline.artifacts["change.out"] ?? "", "stacks", "fleet-7");
  mkdirSync(join(beside, ".terraform", "providers"), { recursive: true });
  writeFileSync(join(beside, ".terraform", "providers", "evil"), "");
  writeFileSync(join(beside, ".terraform.lock.hcl"), "");

  const stopped = await applyJob(pipeline, "changed", base, merged, needs({ accepted, base: before })).run();
  expect(stopped.steps["gate"]?.code, stopped.said).toBe(2);
  expect(stopped.said).toContain("fleet-7");
  const context = needs({ accepted, base: before });
  // and where a gate did not see it, the list of what changed does
  const unlisted = await applyJob(pipeline, "changed", base, merged, context).run("gate");
  expect(unlisted.steps["next"]?.code, unlisted.said).toBe(2);
  rmSync(join(beside, ".terraform.lock.hcl"));
  const changed = await applyJob(pipeline, "changed", base, merged, context).run("gate");
  const done = await accept(pipeline, merged, { accepted, base: before, changed });
  const names: string[] = JSON.parse(done.outputs["jobs"] ?? "");
  expect(names.length).toBeLessThanOrEqual(256);
  const fleet = artifactJson(pipeline, changed.outputs["fleet"], "fleet.json");
  const jobs = fleet.customers.map(({ job }: { readonly job: string }) => job);
  expect([jobs.length, new Set(jobs)]).toEqual([300, new Set(names)]);
  expect(listed(pipeline, { changed }).sort()).toEqual([...ids].sort());
  const stacks = join(pipeline.artifacts[changed.outputs["fleet"] ?? ""] ?? "", "stacks");
  expect(readdirSync(stacks).sort()).toEqual([...ids].sort());
  for (const id of ids) expect(readdirSync(join(stacks, id))).toEqual(["cdk.tf.json"]);

  const azure = await azureSteps(pipeline, "lighthouse-apply", merged, base);
  cpSync(pipeline.artifacts["base.out"] ?? "", join(azure.folder, "base.out"), { recursive: true });
  cpSync(pipeline.artifacts["change.out"] ?? "", join(azure.folder, "change.out"), { recursive: true });
  await azure.run("gate", { BASE: base, ...AUTHOR });
  const next = await azure.run("next", { BASE: base });
  expect([next.code, set(next, "waits;isOutput=true")], next.said).toEqual([0, ""]);
  cpSync(join(azure.folder, "temp", "fleet"), join(azure.folder, "fleet"), { recursive: true });
  const second = await azure.run("accept", { BASE: base });
  const matrix: Record<string, { JOB: string }> = JSON.parse(set(second, "jobs;isOutput=true"));
  expect(Object.values(matrix).map(({ JOB }) => JOB)).toEqual(names);
  expect([set(second, "held;isOutput=true"), set(second, "atOnce;isOutput=true")]).toEqual(["", "10"]);
  for (const name of Object.keys(matrix)) expect(name).toMatch(/^[a-z]\w*$/);
  expect(readdirSync(join(azure.folder, "temp", "fleet", "stacks", "fleet-7"))).toEqual(["cdk.tf.json"]);
});
