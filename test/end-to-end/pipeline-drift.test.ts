// @module-tag git
// @module-tag bash

import { expect, test } from "vitest";
import { DEPLOYER_CLIENT_ID } from "../../lib/sandbox/estate-directory.ts";
import { aPipeline } from "../support/pipelines/github-change.ts";
import { Job } from "../support/pipelines/github-job.ts";
import type { Call } from "../support/pipelines/platform.ts";

/*
 * The shipped pipelines of every morning, job by job and step by step as they stand.
 */

const MANAGING = "6f0c1f6e-2c1d-4f0b-9d5a-0c7a3f2b1e01";

const written = (calls: readonly Call[]) => calls.filter(({ method }) => method !== "GET");

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
