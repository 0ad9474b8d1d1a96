// @module-tag terraform
// @module-tag git
// @module-tag bash

import { cpSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { azureSteps, set } from "../support/pipelines/azure-devops.ts";
import { customerFile } from "../support/pipelines/customers.ts";
import {
  aPipeline,
  applyJob,
  gateJob,
  merge,
  needs,
  open,
  propose,
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
