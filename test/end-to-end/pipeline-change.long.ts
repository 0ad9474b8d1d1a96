// @module-tag terraform
// @module-tag git
// @module-tag bash
// @module-tag ssh-keygen

import { cpSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { sidesArtifact } from "../../lib/platform/github-output.ts";
import { git } from "../support/git.ts";
import { AUTHOR, azureSteps } from "../support/pipelines/azure-devops.ts";
import { CUSTOMER, definition } from "../support/pipelines/customers.ts";
import {
  accept,
  afterMerge,
  aPipeline,
  applyJob,
  deploy,
  deployBase,
  gatePullRequest,
  listed,
  merge,
  needs,
  propose,
  rolesIn,
  shownApproval,
  USER_ACCESS_ADMINISTRATOR,
} from "../support/pipelines/github-change.ts";
import { PULL, REPO } from "../support/pipelines/platform.ts";

/*
 * The shipped pipelines, job by job as they stand: a change is opened, synthesized, gated, approved, merged, gated again,
 * planned by real Terraform in the sandbox, gated once more and applied. Stood in for are the platform (its API's answers,
 * its artifacts) and `npm ci` (these packages); Azure is the sandbox's.
 */

test("the workflows gate a change, take its approvals, and apply the very plan that was approved", async () => {
  const { pipeline } = await aPipeline();
  const { repository } = pipeline;
  repository.git("checkout", "-q", "main");
  const first = repository.git("rev-parse", "HEAD");
  const base = repository.commit({
    allowed_signers: ["alice", "bob"].map((name) => repository.key(name)).join(""),
    ".terraform.lock.hcl": "# the commit's\n",
  });
  repository.git("checkout", "-q", "--detach");
  pipeline.records("accept", base, first);
  await deployBase(pipeline, base);
  expect(rolesIn(pipeline)).not.toContain(USER_ACCESS_ADMINISTRATOR);

  const proposed = propose(pipeline, { [CUSTOMER]: definition('"1.1.0"') });
  const blocked = await gatePullRequest(pipeline, proposed);
  expect(blocked.steps["gate"]?.code, blocked.said).toBe(1);
  expect(pipeline.statuses(proposed)).toEqual(["state=failure"]);
  // a change that is blocked has its sides too: they are what an approver needs
  expect(readdirSync(pipeline.artifacts[sidesArtifact(proposed)] ?? "")).toEqual(["base.out", "change.out"]);
  const comment = pipeline.calls().find(({ method }) => method === "POST");
  expect(comment?.path).toBe(`repos/${REPO}/issues/${PULL}/comments`);
  expect(comment?.body?.body).toMatch(/^<!-- lighthouse-keeper -->\n[\s\S]*BLOCKED[\s\S]*BROADENING/);

  const { path, text } = shownApproval(blocked.said);
  expect(readFileSync(join(blocked.work, "report", "approval.yaml"), "utf8")).toBe(text);
  for (const name of ["alice", "bob"]) {
    const file = path.replace("<approver>", name);
    const named = text.replace("<your name in allowed_signers>", name).replace("<why>", "agreed");
    repository.commit({ [file]: named });
    repository.sign(file, name);
  }
  const approved = propose(pipeline);
  // the same marker by a person and by another app: neither is taken for the job's own
  const own = { id: 5, user: { type: "Bot", login: "github-actions[bot]" }, body: comment?.body?.body };
  const others = [
    { ...own, id: 3, user: { type: "User", login: "github-actions[bot]" } },
    { ...own, id: 4, user: { type: "Bot", login: "another-app[bot]" } },
  ];
  pipeline.answers[`issues/${PULL}/comments`] = [...others, own];
  const passed = await gatePullRequest(pipeline, approved);
  expect(passed.failed, passed.said).toBe(false);
  expect(pipeline.statuses(approved)).toEqual(["state=success"]);
  const places = pipeline.calls().filter(({ body }) => body !== undefined);
  expect(places.map(({ method, path: place }) => `${method} ${place}`)).toEqual([
    `POST repos/${REPO}/issues/${PULL}/comments`,
    `PATCH repos/${REPO}/issues/comments/5`,
  ]);

  const other = await azureSteps(pipeline, "lighthouse-review", base);
  git(other.work, "fetch", "-q", "origin", "refs/pull/7/head");
  cpSync(pipeline.artifacts["base.out"] ?? "", join(other.folder, "base.out"), { recursive: true });
  cpSync(pipeline.artifacts["cdktf.out"] ?? "", join(other.folder, "cdktf.out"), { recursive: true });
  const reviewed = await other.run("gate", { BASE: base, HEAD: approved, ...AUTHOR });
  expect(reviewed.code, reviewed.said).toBe(0);
  expect(readdirSync(join(other.work, "report"))).toEqual([
    "gate.md",
    "review.html",
    "review.md",
    "review.sarif",
    "review.xml",
  ]);

  const merged = merge(pipeline, base);
  const jobs = await afterMerge(pipeline, merged);
  expect(jobs.changed.failed, jobs.changed.said).toBe(false);
  expect(jobs.changed.outputs).toMatchObject({ author: "mallory", waits: "" });
  expect(listed(pipeline, jobs)).toEqual(["blue-yonder"]);
  const [deployed] = await deploy(pipeline, merged, jobs);
  expect(deployed?.failed, deployed?.said).toBe(false);
  const planned = join(deployed?.folder ?? "", "temp", "fleet", "stacks", "blue-yonder");
  expect(readFileSync(join(planned, ".terraform.lock.hcl"), "utf8")).toBe("# the commit's\n");
  expect(rolesIn(pipeline)).toContain(USER_ACCESS_ADMINISTRATOR);

  // what is applied already passes when all is run again, and stays; on the other platform too
  const accepted = await accept(pipeline, merged, jobs);
  const azure = await azureSteps(pipeline, "lighthouse-apply", merged, base);
  for (const name of ["base.out", "fleet", "started"])
    cpSync(pipeline.artifacts[name] ?? "", join(azure.folder, name), { recursive: true });
  const released = await azure.run("apply", { ...AUTHOR, BASE: base, JOB: "blue-yonder" });
  expect(released.code, released.said).toBe(0);
  expect(released.said).toContain("Apply complete! Resources: 0 added, 0 changed, 0 destroyed.");

  // the job alone does nothing twice, and begins nothing once a later accepted commit was started there
  const context = { ...needs({ ...jobs, accept: accepted }), "matrix.job": "blue-yonder" };
  const again = await applyJob(pipeline, "deploy", base, merged, context).run();
  expect([again.failed, again.said.includes("blue-yonder is applied already")], again.said).toEqual([
    false,
    true,
  ]);
  expect(again.said).not.toContain("Apply complete");
  pipeline.records("accept", merged, base, "blue-yonder");
  // nor without the snapshot that a variable names, on both platforms
  const nowhere = { ...context, "vars.LIGHTHOUSE_SNAPSHOT": "nowhere" };
  const blind = await applyJob(pipeline, "deploy", base, merged, nowhere).run();
  const apply = { ...AUTHOR, BASE: base, JOB: "blue-yonder", LIGHTHOUSE_SNAPSHOT: "nowhere" };
  const elsewhere = await azure.run("apply", apply);
  expect([blind.failed, elsewhere.code], blind.said).toEqual([true, 1]);
  for (const { said } of [blind, elsewhere]) {
    expect(said).toContain("nowhere/snapshot.json cannot be read");
    expect(said).not.toContain("Apply complete");
  }
  repository.git("checkout", "-q", "--detach", merged);
  const later = propose(pipeline, { "README.md": "a revocation" });
  pipeline.records("abandon", "blue-yonder");
  pipeline.records("accept", later, merged, "blue-yonder");
  const late = await applyJob(pipeline, "deploy", base, merged, context).run();
  expect([late.failed, late.said.includes("this run is out of date")], late.said).toEqual([true, true]);
  expect(late.said).not.toContain("Apply complete");
});

test("a change that is another one after the merge is stopped by the gate, and by the gate on its plan", async () => {
  const { pipeline, base } = await aPipeline();
  // in the pull request nothing changes; after the merge, where Azure is within reach, everything does: only there the
  // checkout was not fetched from a pull request
  const fetched =
    'process.getBuiltinModule("node:fs").existsSync(new URL("../.git/FETCH_HEAD", import.meta.url))';
  const sneaky = definition(`(${fetched} ? "1.0.0" : "1.1.0")`);
  const head = propose(pipeline, { [CUSTOMER]: sneaky });
  const pull = await gatePullRequest(pipeline, head);
  expect(pull.failed, pull.said).toBe(false);

  const merged = merge(pipeline, base);
  const jobs = await afterMerge(pipeline, merged);
  const { changed } = jobs;
  expect(changed.steps["gate"]?.code, changed.said).toBe(1);
  expect(changed.said).toContain("Approvals are missing");
  expect([changed.failed, changed.outputs["fleet"]]).toEqual([true, ""]);
  const nowhere = { ...needs({ base: jobs.base }), "vars.LIGHTHOUSE_SNAPSHOT": "nowhere" };
  const blind = await applyJob(pipeline, "changed", base, merged, nowhere).run();
  expect(blind.steps["gate"]).toMatchObject({
    code: 2,
    said: expect.stringContaining("nowhere/snapshot.json cannot be read"),
  });

  const before = { ...needs({ base: jobs.base }), ...needs({ accepted: jobs.accepted }) };
  const ungated = await applyJob(pipeline, "changed", base, merged, before).run("gate");
  const [deployed] = await deploy(pipeline, merged, { ...jobs, changed: ungated });
  expect(deployed?.steps["apply"]?.code, deployed?.said).toBe(1);
  expect(deployed?.said).toContain("Approvals are missing");
  expect(deployed?.said).not.toContain("Apply complete");

  const azure = await azureSteps(pipeline, "lighthouse-apply", merged, base);
  for (const artifact of ["base.out", "change.out", "fleet", "started"])
    cpSync(pipeline.artifacts[artifact] ?? "", join(azure.folder, artifact), { recursive: true });
  const whole = await azure.run("gate", { ...AUTHOR, BASE: base });
  const plan = await azure.run("apply", { ...AUTHOR, BASE: base, JOB: "blue-yonder" });
  const unread = await azure.run("gate", { ...AUTHOR, BASE: base, LIGHTHOUSE_SNAPSHOT: "nowhere" });
  expect([unread.code, unread.said]).toEqual([2, expect.stringContaining("nowhere/snapshot.json")]);
  expect([whole.code, plan.code], whole.said + plan.said).toEqual([1, 1]);
  for (const { said } of [whole, plan]) expect(said).toContain("Approvals are missing");
  expect(rolesIn(pipeline)).toEqual([]);
});
