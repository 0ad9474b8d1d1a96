// @module-tag terraform
// @module-tag git
// @module-tag bash

import { expect, test } from "vitest";
import { customerFile } from "../support/pipelines/customers.ts";
import {
  accept,
  afterMerge,
  aPipeline,
  applyJob,
  artifactJson,
  deployBase,
  listed,
  merge,
  needs,
  propose,
  rolesIn,
  USER_ACCESS_ADMINISTRATOR,
} from "../support/pipelines/github-change.ts";
import type { Job } from "../support/pipelines/github-job.ts";
import type { Context } from "../support/pipelines/step.ts";

/*
 * A change of three customers in two steps of waves.yaml, by the shipped workflows and with real Terraform.
 */

const WAVES = `version: 1
steps:
  - name: canary
    tag: { ring: canary }
  - name: all
    percentage: 100
    approval: true
    maximumConcurrency: 2
healthy: [applied, second-plan-empty]
`;

const CUSTOMERS = ["fleet-1", "fleet-2", "fleet-3"];
const REST = CUSTOMERS.slice(1);
const withVersion = (version: string) =>
  Object.fromEntries(
    CUSTOMERS.map((id, index) => [
      `customers/${id}.json`,
      customerFile(id, index, version, id === "fleet-1" ? { tags: { ring: "canary" } } : {}),
    ]),
  );

test("a change reaches the canary first, a failed canary holds the rest, and each later run goes on where the one before ended", async () => {
  const { pipeline, base } = await aPipeline({ "waves.yaml": WAVES, ...withVersion("1.1.0") });
  await deployBase(pipeline, base, CUSTOMERS);
  const holders = () => rolesIn(pipeline).filter((role) => role === USER_ACCESS_ADMINISTRATOR).length;
  const before = holders();
  propose(pipeline, withVersion("1.0.0"));
  const merged = merge(pipeline, base);
  const first = await afterMerge(pipeline, merged);
  /** The list of customers once more, as a run of all jobs makes it. */
  const again = async (inputs: Context = {}) => {
    const context = { ...needs({ accepted: first.accepted, base: first.base }), ...inputs };
    const changed = await applyJob(pipeline, "changed", base, merged, context).run();
    expect(changed.failed, changed.said).toBe(false);
    return { ...first, changed };
  };
  const deployJobs = async (jobs: typeof first, names: readonly string[], context: Context = {}) => {
    const accepted = await accept(pipeline, merged, jobs);
    expect(accepted.outputs, accepted.said).toMatchObject({ jobs: JSON.stringify(names), held: "" });
    const all = { ...needs({ ...jobs, accept: accepted }), ...context };
    const deployed: Job[] = [];
    for (const name of names)
      deployed.push(await applyJob(pipeline, "deploy", "", merged, { ...all, "matrix.job": name }).run());
    return { accepted, deployed };
  };
  const record = (id: string) =>
    JSON.parse(pipeline.repository.git("cat-file", "blob", `lighthouse-records:applied/${id}.json`));

  expect(first.changed.failed, first.changed.said).toBe(false);
  expect(listed(pipeline, first)).toEqual(["fleet-1"]);
  const failing = await deployJobs(first, ["fleet-1"], { "vars.LIGHTHOUSE_SNAPSHOT": "nowhere" });
  expect(failing.deployed[0]?.steps["apply"]?.code, failing.deployed[0]?.said).toBe(1);
  expect(record("fleet-1")).toMatchObject({ commit: merged, failed: true });
  for (const id of REST) expect(record(id)).toEqual({ commit: merged, state: "waiting", waiting: [] });

  // the canary is the next step again, whatever a person says of the one after it
  const resumed = await again({ "inputs.approved": "true" });
  expect(listed(pipeline, resumed)).toEqual(["fleet-1"]);
  const canary = await deployJobs(resumed, ["fleet-1"]);
  expect(canary.deployed[0]?.failed, canary.deployed[0]?.said).toBe(false);
  expect(record("fleet-1")).toMatchObject({ state: "done", secondPlan: "empty" });
  expect(holders()).toBe(before - before / CUSTOMERS.length);

  // what has to wait is no failure: it is said in a job of its own
  const waiting = await again();
  expect(waiting.changed.outputs["waits"]).toContain("step all begins when a person says so");
  expect(waiting.changed.outputs["fleet"]).toBe("");
  const waits = await applyJob(pipeline, "waits", base, merged, needs(waiting)).run();
  expect([waits.failed, waits.said]).toEqual([
    false,
    expect.stringMatching(/::notice title=.*person says so/),
  ]);
  // a revocation waits for nobody
  const emergency = await again({ "inputs.emergency": "true" });
  expect(artifactJson(pipeline, emergency.changed.outputs["fleet"], "fleet.json")).toMatchObject({
    emergency: true,
  });
  expect(listed(pipeline, emergency)).toEqual(CUSTOMERS);

  const rest = await deployJobs(await again({ "inputs.approved": "true" }), REST);
  expect(rest.accepted.outputs["at-once"]).toBe("2");
  for (const job of rest.deployed) expect(job.failed, job.said).toBe(false);
  expect(holders()).toBe(0);
  const done = await again();
  expect(listed(pipeline, done)).toEqual([]);
  await deployJobs(done, []);
  for (const id of CUSTOMERS) expect(record(id)).toMatchObject({ commit: merged, state: "done" });
});

test("row 2: run by hand, a commit that is not merged is refused, and an emergency is gated as every merge", async () => {
  const { pipeline, base } = await aPipeline({ "waves.yaml": WAVES, ...withVersion("1.0.0") });
  const head = propose(pipeline, withVersion("1.1.0"));
  const byHand = (commit: string) => ({ "inputs.commit": commit, "inputs.emergency": "true" });
  const run = async (job: string, context: Context) =>
    applyJob(pipeline, job, base, base, { ...byHand(head), ...context }).run();
  const unnamed = await run("accepted", byHand("main"));
  expect([unnamed.failed, unnamed.said]).toEqual([true, expect.stringContaining("by its full id")]);
  const made = await run("base", {});
  await run("synth", {});
  const unmerged = await run("changed", needs({ base: made }));
  expect([unmerged.failed, unmerged.said]).toEqual([
    true,
    expect.stringContaining("this commit is not on main"),
  ]);
  const merged = merge(pipeline, base);
  const gated = await run("changed", { ...needs({ base: made }), ...byHand(merged) });
  expect(gated.steps["gate"]?.code, gated.said).toBe(1);
  expect(gated.said).toContain("Approvals are missing");
  expect(gated.outputs["fleet"]).toBe("");
});
