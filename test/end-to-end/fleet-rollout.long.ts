// @module-tag terraform
// @module-tag git
// @module-tag bash

import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import { customerFile } from "../support/pipelines/customers.ts";
import {
  accept,
  afterMerge,
  aPipeline,
  applyJob,
  artifactJson,
  listed,
  merge,
  needs,
  propose,
} from "../support/pipelines/github-change.ts";
import type { Job } from "../support/pipelines/github-job.ts";
import { killRunner, runnerMemory } from "../support/pipelines/runner-processes.ts";
import { ALLOWS_EVERYTHING } from "../support/policies.ts";

/*
 * A fleet is rolled out by the shipped workflows in several jobs, with real Terraform: one job fails in the middle of each apply,
 * one runner is killed, and Azure throttles. ROLLOUT_CUSTOMERS and ROLLOUT_JOBS make it larger, as docs/scale.md measures it. Time
 * and memory are reported, not judged.
 */

const NUMBER = Number(process.env["ROLLOUT_CUSTOMERS"] ?? 40);
const JOBS = Number(process.env["ROLLOUT_JOBS"] ?? 5);
/** Runners at the same time. */
const AT_ONCE = 3;

const CUSTOMERS = Array.from({ length: NUMBER }, (_, index) => `fleet-${String(index + 1).padStart(4, "0")}`);
const FILES = Object.fromEntries(
  CUSTOMERS.map((id, index) => [`customers/${id}.json`, customerFile(id, index)]),
);
const WAVES = `version: 1
steps:
  - name: all
    percentage: 100
    maximumConcurrency: ${JOBS}
    failureTolerance: ${NUMBER}
healthy: [applied, second-plan-empty]
`;

/** Where a customer's delegations are. */
function subscription(customer: string): string {
  const { subscriptions } = JSON.parse(FILES[`customers/${customer}.json`] ?? "");
  return `/subscriptions/${subscriptions.production}`;
}

test(
  "a fleet is rolled out in chunks: one fails, one runner is killed, Azure throttles; nothing is lost, nothing made twice, the rest resumed",
  async () => {
    const { pipeline, base } = await aPipeline(
      { "waves.yaml": WAVES, "policy.yaml": ALLOWS_EVERYTHING },
      FILES,
    );
    const { azure } = pipeline.sandbox;
    propose(pipeline, FILES);
    const merged = merge(pipeline, base);
    const record = (customer: string) =>
      JSON.parse(pipeline.repository.git("cat-file", "blob", `lighthouse-records:applied/${customer}.json`));
    const isDone = (customer: string) => record(customer).state === "done";
    const asked = (customer: string) =>
      azure.requests().some(({ path }) => path.toLowerCase().startsWith(subscription(customer)));
    let [memory, seconds] = [0, 0];

    /** Runs jobs, some at the same time, and gives those that failed. */
    async function run(names: readonly string[], start: (name: string) => Job): Promise<string[]> {
      const [queue, failed]: [string[], string[]] = [[...names], []];
      const started = process.hrtime.bigint();
      const runner = async () => {
        for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
          const job = start(name);
          const watch = setInterval(() => {
            memory = Math.max(memory, runnerMemory(job));
          }, 500);
          await job.run();
          clearInterval(watch);
          if (job.failed) failed.push(name);
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, runner));
      seconds += Number(process.hrtime.bigint() - started) / 1e9;
      return failed.sort();
    }

    const first = await afterMerge(pipeline, merged);
    expect(first.changed.failed, first.changed.said).toBe(false);
    expect(listed(pipeline, first)).toEqual(CUSTOMERS);
    const { customers }: { readonly customers: readonly { customer: string; job: string }[] } = artifactJson(
      pipeline,
      first.changed.outputs["fleet"],
      "fleet.json",
    );
    const inJob = (name: string) => customers.flatMap(({ customer, job }) => (job === name ? customer : []));
    const accepted = await accept(pipeline, merged, first);
    const names: string[] = JSON.parse(accepted.outputs["jobs"] ?? "");
    expect(names, accepted.said).toHaveLength(JOBS);
    const [failing = "", killed = ""] = names;

    // the definition is made, and the assignment refused
    for (const customer of inJob(failing))
      azure.inject({
        kind: "forbidden",
        action: "Microsoft.ManagedServices/registrationAssignments/write",
        path: subscription(customer),
        count: NUMBER,
      });
    for (const customer of CUSTOMERS.filter((_, index) => index % 3 === 0))
      azure.inject({
        kind: "throttled",
        retryAfterSeconds: 1,
        action: "*",
        path: subscription(customer),
        after: 2,
        count: 3,
      });

    /** Kills a runner while it plans a customer, after one is applied and recorded. */
    async function killAmidst(job: Job, own: readonly string[]): Promise<void> {
      while (!own.some(isDone)) await wait(50);
      const begun = own.filter(asked).length;
      while (own.filter(asked).length === begun) await wait(5);
      killRunner(job);
    }
    const context = needs({ ...first, accept: accepted });
    const failed = await run(names, (name) => {
      const job = applyJob(pipeline, "deploy", "", merged, { ...context, "matrix.job": name });
      if (name === killed) void killAmidst(job, inJob(name));
      return job;
    });
    expect(failed).toEqual([failing, killed].sort());
    for (const customer of inJob(failing))
      expect(record(customer)).toMatchObject({ state: "started", failed: true });
    const interrupted = inJob(killed).filter((customer) => !isDone(customer));
    expect(interrupted.length).toBeGreaterThan(0);
    expect(interrupted.length).toBeLessThan(inJob(killed).length);
    for (const customer of interrupted)
      expect(record(customer)).toEqual({ commit: merged, state: "started", waiting: [] });
    const left = [...inJob(failing), ...interrupted].sort();
    const reached = CUSTOMERS.filter((customer) => !left.includes(customer));
    expect(reached.filter(isDone)).toEqual(reached);
    expect(azure.access()).toEqual(await pipeline.sandbox.defined(...reached));
    const throttled = azure.requests().filter(({ status }) => status === 429);
    expect(throttled.length).toBeGreaterThan(reached.length / 3);

    // Azure is well again, and the run is started again: it reaches those alone that are left
    azure.clearFaults();
    const again = async () => {
      const changed = applyJob(
        pipeline,
        "changed",
        base,
        merged,
        needs({ accepted: first.accepted, base: first.base }),
      );
      return { ...first, changed: await changed.run() };
    };
    const resumed = await again();
    expect(resumed.changed.failed, resumed.changed.said).toBe(false);
    expect(listed(pipeline, resumed)).toEqual(left);
    const rest = await accept(pipeline, merged, resumed);
    const more = needs({ ...resumed, accept: rest });
    const jobs: string[] = JSON.parse(rest.outputs["jobs"] ?? "");
    expect(
      await run(jobs, (name) => applyJob(pipeline, "deploy", "", merged, { ...more, "matrix.job": name })),
    ).toEqual([]);

    for (const customer of CUSTOMERS)
      expect(record(customer)).toMatchObject({
        commit: merged,
        state: "done",
        waiting: [],
        secondPlan: "empty",
      });
    expect(azure.access()).toEqual(await pipeline.sandbox.defined(...CUSTOMERS));
    // of each customer one definition and one assignment, each made by one request
    const made = azure.requests().filter(({ method, status }) => method === "PUT" && status < 300);
    expect(made).toHaveLength(2 * NUMBER);
    expect(new Set(made.map(({ path }) => path.toLowerCase())).size).toBe(2 * NUMBER);
    expect(azure.resources()).toHaveLength(2 * NUMBER);
    expect(azure.history().every(({ kind }) => kind === "gained")).toBe(true);
    expect(listed(pipeline, await again())).toEqual([]);
    const pushes = pipeline.repository.git("rev-list", "--count", "lighthouse-records");
    process.stdout.write(
      `${NUMBER} customers in ${JOBS} jobs, ${AT_ONCE} runners at once: ${seconds.toFixed(0)} s of deploy jobs; a runner at its peak ${memory.toFixed(0)} MiB, the sandbox with the test ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MiB; ${left.length} customers resumed, ${throttled.length} requests throttled, ${pushes} pushes of records\n`,
    );
  },
  Math.max(900_000, NUMBER * 15_000),
);
