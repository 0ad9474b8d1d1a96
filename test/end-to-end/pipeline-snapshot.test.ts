// @module-tag git
// @module-tag bash

import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { sampleCopy } from "../support/estates.ts";
import { AUTHOR, azureSteps } from "../support/pipelines/azure-devops.ts";
import { aPipeline, gateJob, gatePullRequest, propose } from "../support/pipelines/github-change.ts";
import { writeSnapshot } from "../support/snapshots.ts";

/*
 * The gates of both platforms with a snapshot, which says whether deviations still hold.
 */

/** The files of a snapshot, below a folder. */
async function snapshotFiles(folder: string): Promise<Record<string, string>> {
  const estate = sampleCopy();
  await writeSnapshot(estate, () => {}, { folder });
  const names = ["definitions.json", "assignments.json", "snapshot.json"].map((each) => `${folder}/${each}`);
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(estate, name), "utf8")]));
}

test("the gate asks the snapshot that the variable names, and none where it is empty", async () => {
  const { pipeline, base } = await aPipeline(await snapshotFiles("azure snapshot"));
  const head = propose(pipeline, { "README.md": "a change" });
  const job = await gatePullRequest(pipeline, head);
  const none = job.steps["gate"];
  expect(none?.code, none?.said).toBe(0);
  const gate = async (snapshot: string) => {
    const again = gateJob(pipeline, "gate", base, head, { "vars.LIGHTHOUSE_SNAPSHOT": snapshot });
    return (await again.run()).steps["gate"];
  };
  expect(await gate("azure snapshot")).toMatchObject({ code: 0 });
  expect(await gate("nowhere")).toMatchObject({
    code: 2,
    said: expect.stringContaining("nowhere/snapshot.json cannot be read"),
  });

  const azure = await azureSteps(pipeline, "lighthouse-review", base);
  for (const [name, artifact] of [
    ["base.out", "base.out"],
    ["cdktf.out", "cdktf.out"],
  ] as const)
    cpSync(pipeline.artifacts[artifact] ?? "", join(azure.folder, name), { recursive: true });
  const given = { ...AUTHOR, BASE: base, HEAD: head };
  for (const [snapshot, code] of [
    [undefined, 0],
    ["", 0],
    ["azure snapshot", 0],
    ["nowhere", 2],
  ] as const) {
    const variable = snapshot === undefined ? {} : { LIGHTHOUSE_SNAPSHOT: snapshot };
    const gated = await azure.run("gate", { ...given, ...variable });
    expect([snapshot, gated.code], gated.said).toEqual([snapshot, code]);
  }
}, 300_000);
