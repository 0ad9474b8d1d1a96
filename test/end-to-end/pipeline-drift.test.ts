// @module-tag git
// @module-tag bash

import { cpSync, existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { DEPLOYER_CLIENT_ID } from "../../lib/sandbox/estate-directory.ts";
import { azureSteps } from "../support/pipelines/azure-devops.ts";
import { aPipeline } from "../support/pipelines/github-change.ts";
import { Job } from "../support/pipelines/github-job.ts";
import { type Call, REPO } from "../support/pipelines/platform.ts";

/*
 * The shipped pipelines of every morning, job by job and step by step as they stand.
 */

const MANAGING = "6f0c1f6e-2c1d-4f0b-9d5a-0c7a3f2b1e01";

const written = (calls: readonly Call[]) => calls.filter(({ method }) => method !== "GET");

test("the drift of the accepted commit becomes one issue, and what Azure lists is gone afterwards", async () => {
  const { pipeline, base } = await aPipeline();
  pipeline.answers[`repos/${REPO}/issues?`] = [];
  const accepted = await new Job(pipeline, "lighthouse-drift", "accepted", {}).run();
  expect(accepted.outputs["base"], accepted.said).toBe(base);
  const needs = { "needs.accepted.outputs.base": base };
  const made = await new Job(pipeline, "lighthouse-drift", "base", needs).run();
  expect(made.failed, made.said).toBe(false);
  const context = {
    ...needs,
    "needs.base.outputs.artifact": made.outputs["artifact"] ?? "",
    "vars.LIGHTHOUSE_READER_CLIENT_ID": DEPLOYER_CLIENT_ID,
    "vars.LIGHTHOUSE_MANAGING_TENANTS": MANAGING,
    "vars.LIGHTHOUSE_ACTIVITY_LOG": "true",
  };
  const job = await new Job(pipeline, "lighthouse-drift", "drift", context).run();
  expect(job.failed, job.said).toBe(false);
  // the log of the managing tenant was read: without that right, it would be a part that was not
  expect(job.said).not.toContain("not read");
  const [call, ...others] = written(pipeline.calls());
  expect(others).toEqual([]);
  expect(call).toMatchObject({ method: "POST", path: `repos/${REPO}/issues` });
  // nothing was deployed yet: no subscription is visible to the managing tenant, which is never "no drift"
  expect(call?.body).toMatchObject({
    title: expect.stringMatching(/drift: 0 different, [1-9]\d* not read$/),
  });
  expect(call?.body?.body).toMatch(/^<!-- lighthouse-keeper drift -->\n## Drift: /);
  expect(existsSync(join(job.folder, "temp", "lists"))).toBe(false);

  const azure = await azureSteps(pipeline, "lighthouse-drift", base);
  const artifact = pipeline.artifacts["base.out"] ?? "";
  cpSync(artifact, join(azure.folder, "base.out"), { recursive: true });
  pipeline.answers["/wiql?"] = { workItems: [{ id: 31 }] };
  const variables = { LIGHTHOUSE_MANAGING_TENANTS: MANAGING };
  const drift = await azure.run("drift", variables);
  expect(drift.code, drift.said).toBe(0);
  const item = await azure.run("item", { ITEM_TYPE: "Issue", DONE_STATE: "Done" });
  expect(item.code, item.said).toBe(0);
  const [query, patch] = written(pipeline.calls()).slice(1);
  expect(query?.path).toContain("/_apis/wit/wiql?");
  expect(patch).toMatchObject({ method: "PATCH", path: expect.stringContaining("/_apis/wit/workitems/31?") });
}, 300_000);

test("without the managing tenants, or where Azure cannot be read, the job fails and no issue is written", async () => {
  const { pipeline, base } = await aPipeline();
  const context = {
    "needs.accepted.outputs.base": base,
    "needs.base.outputs.artifact": "base.out",
    "vars.LIGHTHOUSE_READER_CLIENT_ID": DEPLOYER_CLIENT_ID,
  };
  pipeline.artifacts["base.out"] = pipeline.repository.root;
  for (const [tenants, log, said] of [
    ["", "", "LIGHTHOUSE_MANAGING_TENANTS"],
    ["--output", "", "LIGHTHOUSE_MANAGING_TENANTS"],
    [MANAGING, "yes", "LIGHTHOUSE_ACTIVITY_LOG is true or false"],
    ["00000000-0000-4000-8000-000000000123", "", "Azure could not be read"],
  ]) {
    const job = await new Job(pipeline, "lighthouse-drift", "drift", {
      ...context,
      "vars.LIGHTHOUSE_MANAGING_TENANTS": tenants ?? "",
      "vars.LIGHTHOUSE_ACTIVITY_LOG": log ?? "",
    }).run();
    expect(job.failed).toBe(true);
    expect(job.said).toContain(said);
  }
  expect(written(pipeline.calls())).toEqual([]);
}, 300_000);
