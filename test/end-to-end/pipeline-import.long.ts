// @module-tag terraform
// @module-tag git
// @module-tag bash
// @module-tag ssh-keygen

import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { git } from "../support/git.ts";
import { azureSteps, set } from "../support/pipelines/azure-devops.ts";
import { CUSTOMER, definition } from "../support/pipelines/customers.ts";
import {
  afterMerge,
  aPipeline,
  deploy,
  deployBase,
  gatePullRequest,
  listed,
  merge,
  propose,
  shownApproval,
} from "../support/pipelines/github-change.ts";
import type { Ran } from "../support/pipelines/step.ts";

const SUBSCRIPTION = "c2e6d3a1-4b5f-4c7d-9e8f-000000000771";

/** A customer whose state was lost, and whose adoption was approved and merged: a change that only imports. */
async function importingChange() {
  const { pipeline } = await aPipeline();
  const { repository, sandbox } = pipeline;
  repository.git("checkout", "-q", "main");
  const first = repository.git("rev-parse", "HEAD");
  const base = repository.commit({ allowed_signers: repository.key("alice") });
  repository.git("checkout", "-q", "--detach");
  pipeline.records("accept", base, first);
  await deployBase(pipeline, base);
  const before = sandbox.azure.access();
  expect(before.length).toBeGreaterThan(0);
  const [assignment, definitionId] = sandbox.azure.resources().map((each) => each.split("/").at(-1));
  rmSync(join(pipeline.folder, "state", "blue-yonder.tfstate"));

  // the pins that adopt writes, and its mark in the lock: no access changes
  const lock = JSON.parse(repository.git("show", `${base}:estate.lock.json`));
  lock.customers["blue-yonder"].imports = { [SUBSCRIPTION]: ["managed-operations"] };
  const pinned = definition('"1.0.0"').replace(
    '{ subscription: "main" }',
    `{ subscription: "main", registrationDefinitionId: "${definitionId}", registrationAssignmentId: "${assignment}" }`,
  );
  const proposed = propose(pipeline, { [CUSTOMER]: pinned, "estate.lock.json": JSON.stringify(lock) });
  const blocked = await gatePullRequest(pipeline, proposed);
  expect(blocked.said).toContain("rule 4 requires 1 approval: estate.lock.json");
  const { path, text } = shownApproval(blocked.said);
  const file = path.replace("<approver>", "alice");
  repository.commit({
    [file]: text.replace("<your name in allowed_signers>", "alice").replace("<why>", "state was lost"),
  });
  repository.sign(file, "alice");
  const gated = await gatePullRequest(pipeline, propose(pipeline));
  expect(gated.failed, gated.said).toBe(false);
  return { pipeline, base, before, merged: merge(pipeline, base) };
}

/** What a deployment of imports says, on every platform. */
function expectImported(said: string): void {
  expect(said).toContain("2 imported, 0 added, 0 changed, 0 destroyed");
  expect(said).toContain("blue-yonder: its import took effect, so finish it");
  expect(said).toContain("keeper adopt --finish --from blue-yonder.json");
}

test("a plan of imports only is applied by the pipeline, which then says that finish is due", async () => {
  const { pipeline, before, merged } = await importingChange();
  const jobs = await afterMerge(pipeline, merged);
  expect(listed(pipeline, jobs), jobs.changed.said).toEqual(["blue-yonder"]);
  const [deployed] = await deploy(pipeline, merged, jobs);
  expect(deployed?.failed, deployed?.said).toBe(false);
  expectImported(deployed?.said ?? "");
  expect(pipeline.sandbox.azure.access()).toEqual(before);
});

test("Azure DevOps lists, accepts and applies a plan of imports only, and says that finish is due", async () => {
  const { pipeline, base, before, merged } = await importingChange();
  const createdBy = { uniqueName: "mallory@example.com", id: "8f3e2a1b-7c6d-4e5f-9a0b-1c2d3e4f5a6b" };
  const pulls = [{ createdBy, lastMergeTargetCommit: { commitId: base } }];
  pipeline.answers["/pullrequestquery"] = { results: [{ [merged]: pulls }] };
  const job = (commit: string) => azureSteps(pipeline, "lighthouse-apply", commit);
  const passed = async (step: Promise<Ran>) => {
    const ran = await step;
    expect(ran.code, ran.said).toBe(0);
    return ran;
  };
  const synthesized = async (commit: string) => {
    const { work, run } = await job(commit);
    await passed(run("synth"));
    return join(work, "cdktf.out");
  };
  const outputs = { "base.out": await synthesized(base), "change.out": await synthesized(merged) };

  const changed = await job(merged);
  for (const [name, folder] of Object.entries(outputs))
    cpSync(folder, join(changed.folder, name), { recursive: true });
  const records = "refs/remotes/origin/lighthouse-records";
  git(changed.work, "fetch", "-q", "origin", `lighthouse-records:${records}`);
  expect(set(await passed(changed.run("read")), "base;isOutput=true")).toBe(base);
  const author = await passed(changed.run("pull", { BASE: base }));
  const given = {
    BASE: base,
    AUTHOR: set(author, "author;isOutput=true"),
    AUTHOR_ID: set(author, "authorId;isOutput=true"),
    PLATFORM: "azure-devops",
  };
  await passed(changed.run("gate", { ...given, RECORDS_FETCHED: records }));
  expect(set(await passed(changed.run("next", given)), "waits;isOutput=true")).toBe("");

  const accepting = await job(merged);
  cpSync(join(changed.folder, "temp", "fleet"), join(accepting.folder, "fleet"), { recursive: true });
  const accept = await passed(accepting.run("accept", given));
  expect(set(accept, "jobs;isOutput=true")).toBe('{"blue_yonder":{"JOB":"blue-yonder"}}');
  const variables = { JOB: "blue-yonder" };
  const apply = await job(merged);
  cpSync(outputs["base.out"], join(apply.folder, "base.out"), { recursive: true });
  cpSync(join(changed.folder, "temp", "fleet"), join(apply.folder, "fleet"), { recursive: true });
  cpSync(join(accepting.work, "started"), join(apply.folder, "started"), { recursive: true });
  const applied = await passed(apply.run("apply", { ...given, ...variables }));
  expectImported(applied.said);
  expect(pipeline.sandbox.azure.access()).toEqual(before);
});
