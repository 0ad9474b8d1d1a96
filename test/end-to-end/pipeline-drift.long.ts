// @module-tag terraform
// @module-tag git
// @module-tag bash

import { cpSync, existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { DEPLOYER_CLIENT_ID } from "../../lib/sandbox/estate-directory.ts";
import { grantByHand } from "../support/granted-by-hand.ts";
import { azureSteps } from "../support/pipelines/azure-devops.ts";
import { aPipeline, deployBase, needs } from "../support/pipelines/github-change.ts";
import { Job } from "../support/pipelines/github-job.ts";
import type { Pipeline } from "../support/pipelines/pipeline.ts";
import { type Call, REPO } from "../support/pipelines/platform.ts";
import type { Context } from "../support/pipelines/step.ts";

/*
 * The shipped pipelines of every morning, from the first finding until the issue is closed. The estate has one customer in
 * public Azure, and one in another cloud, which this job cannot read.
 */

const MANAGING = "6f0c1f6e-2c1d-4f0b-9d5a-0c7a3f2b1e01";
const GOVERNMENT = "7a1d2e7f-3d2e-4a1c-8e6b-1d8b4a3c2f02";
const LOG_ANALYTICS_READER = "17d1049b-9a84-46fb-8f53-869881c3d3ab";
const OTHERS = [
  "contoso-retail.ts",
  "fabrikam.ts",
  "proseware.ts",
  "tailwind-traders.ts",
  "wide-world-importers.yaml",
];

const written = (calls: readonly Call[]) => calls.filter(({ method }) => method !== "GET");

/** What the issue is from its first call on. */
const OPEN = { number: 12, user: { type: "Bot", login: "github-actions[bot]" } };

/** The job's only write. @param context of the accepted commit */
async function morning(pipeline: Pipeline, context: Context): Promise<Call | undefined> {
  const before = written(pipeline.calls()).length;
  const job = await new Job(pipeline, "lighthouse-drift", "drift", context).run();
  expect(job.failed, job.said).toBe(false);
  // the log of the managing tenant was read: without that right, it would be a part that was not
  expect(job.said).not.toContain("activity-log not read");
  expect(existsSync(join(job.folder, "temp", "lists"))).toBe(false);
  const [call, ...more] = written(pipeline.calls()).slice(before);
  expect(more).toEqual([]);
  return call;
}

test("drift becomes one issue, which is kept current and closed, and what Azure lists is gone afterwards", async () => {
  const gone = [...OTHERS.map((name) => `customers/${name}`), "estate.lock.json"];
  const files = Object.fromEntries(gone.map((path) => [path, undefined]));
  const { pipeline, base } = await aPipeline(files);
  const list = `repos/${REPO}/issues?`;
  pipeline.answers[list] = [];
  const accepted = await new Job(pipeline, "lighthouse-drift", "accepted", {}).run();
  expect(accepted.outputs["base"], accepted.said).toBe(base);
  const made = await new Job(pipeline, "lighthouse-drift", "base", needs({ accepted })).run();
  expect(made.failed, made.said).toBe(false);
  const context = {
    ...needs({ accepted, base: made }),
    "vars.LIGHTHOUSE_READER_CLIENT_ID": DEPLOYER_CLIENT_ID,
    "vars.LIGHTHOUSE_MANAGING_TENANTS": MANAGING,
    "vars.LIGHTHOUSE_ACTIVITY_LOG": "true",
  };
  // nothing was deployed yet: no subscription is visible to the managing tenant, which is never "no drift"
  const first = await morning(pipeline, context);
  expect(first).toMatchObject({
    method: "POST",
    path: `repos/${REPO}/issues`,
    body: { title: expect.stringMatching(/drift: 0 different, 2 not read$/), labels: ["lighthouse-drift"] },
  });
  expect(first?.body?.body).toMatch(/^<!-- lighthouse-keeper drift -->\n## Drift: /);
  pipeline.answers[list] = [{ ...OPEN, body: first?.body?.body }];

  await deployBase(pipeline, base);
  await grantByHand(pipeline.sandbox, LOG_ANALYTICS_READER);
  const second = await morning(pipeline, context);
  expect(second).toMatchObject({
    method: "PATCH",
    path: `repos/${REPO}/issues/12`,
    body: { title: expect.stringMatching(/drift: 1 different, 1 not read$/) },
  });
  expect(second?.body).not.toHaveProperty("state");

  // deployed again, and the other cloud is the matter of another copy of this job
  await deployBase(pipeline, base);
  const stillOpen = await morning(pipeline, context);
  expect(stillOpen?.body).toMatchObject({ title: expect.stringMatching(/drift: 0 different, 1 not read$/) });
  expect(stillOpen?.body).not.toHaveProperty("state");
  const alone = { ...context, "vars.LIGHTHOUSE_OTHER_TENANTS": GOVERNMENT };
  const last = await morning(pipeline, alone);
  expect(last).toMatchObject({ method: "PATCH", path: `repos/${REPO}/issues/12` });
  expect(last?.body).toMatchObject({ state: "closed", state_reason: "completed" });
  pipeline.answers[list] = [];
  expect(await morning(pipeline, alone)).toBeUndefined();

  const azure = await azureSteps(pipeline, "lighthouse-drift", base);
  cpSync(pipeline.artifacts["base.out"] ?? "", join(azure.folder, "base.out"), { recursive: true });
  pipeline.answers["/wiql?"] = { workItems: [{ id: 31 }] };
  const item = async (others: string) => {
    const variables = { LIGHTHOUSE_MANAGING_TENANTS: MANAGING, LIGHTHOUSE_OTHER_TENANTS: others };
    const drift = await azure.run("drift", variables);
    expect(drift.code, drift.said).toBe(0);
    const kept = await azure.run("item", { ITEM_TYPE: "Issue", DONE_STATE: "Done" });
    expect(kept.code, kept.said).toBe(0);
    const [query, patch] = written(pipeline.calls()).slice(-2);
    expect(query?.path).toContain("/_apis/wit/wiql?");
    expect(patch).toMatchObject({
      method: "PATCH",
      path: expect.stringContaining("/_apis/wit/workitems/31?"),
    });
    return patch?.body;
  };
  const done = { op: "add", path: "/fields/System.State", value: "Done" };
  expect(await item("")).not.toContainEqual(done);
  expect(await item(GOVERNMENT)).toContainEqual(done);
}, 900_000);
