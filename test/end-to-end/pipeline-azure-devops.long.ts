// @module-tag terraform
// @module-tag git
// @module-tag bash

import { expect, test } from "vitest";
import { git } from "../support/git.ts";
import { azureSteps, set } from "../support/pipelines/azure-devops.ts";
import { aPipeline, merge, propose } from "../support/pipelines/github-change.ts";
import { PULL } from "../support/pipelines/platform.ts";

test("Azure DevOps takes author and base from the platform, and refuses what they do not bear out", async () => {
  const { pipeline, base } = await aPipeline();
  const { repository, answers } = pipeline;
  const createdBy = { uniqueName: "mallory@example.com", id: "8f3e2a1b-7c6d-4e5f-9a0b-1c2d3e4f5a6b" };
  const head = propose(pipeline, { "README.md": "a change" });
  answers["/pullRequests/7?"] = { createdBy };
  const review = await azureSteps(pipeline, "lighthouse-review", base);
  const pull = { HEAD: head, PULL, TARGET: "refs/heads/main" };
  git(review.work, "fetch", "-q", "origin", "refs/pull/7/head");
  git(review.work, "fetch", "-q", "origin", "lighthouse-records:refs/remotes/origin/lighthouse-records");
  const read = await review.run("read", pull);
  expect(set(read, "base;isOutput=true"), read.said).toBe(base);
  const found = await review.run("pull", { ...pull, BASE: base });
  expect([found.code, set(found, "AUTHOR")], found.said).toEqual([0, createdBy.uniqueName]);
  expect(set(found, "AUTHOR_ID")).toBe(createdBy.id);
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
  const apply = await azureSteps(pipeline, "lighthouse-apply", merged, base);
  completed(base);
  const asked = await apply.run("pull", { BASE: base });
  expect([asked.code, set(asked, "author;isOutput=true")], asked.said).toEqual([0, createdBy.uniqueName]);
  expect(set(asked, "authorId;isOutput=true")).toBe(createdBy.id);
  // a rebase puts one of the author's own commits before the last one
  completed(repository.git("rev-parse", `${base}^`));
  const rebased = await apply.run("pull", { BASE: base });
  expect([rebased.code, set(rebased, "author;isOutput=true")]).toEqual([1, ""]);
  expect(rebased.said).toContain("squash");
});
