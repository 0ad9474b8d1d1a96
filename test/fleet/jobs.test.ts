import fc from "fast-check";
import { expect, test } from "vitest";
import type { FleetRun } from "../../lib/fleet/fleet-change.ts";
import { type FleetJob, jobsOf } from "../../lib/fleet/jobs.ts";
import { MOST_JOBS } from "../../lib/fleet/targets.ts";

const run = (customer: string): FleetRun => ({
  customer,
  action: "apply",
  reason: "changed",
  parts: ["resources"],
  tags: {},
});
const fleetOf = (size: number) => Array.from({ length: size }, (_, index) => run(`customer-${index}`));
const jobOf = (jobs: readonly FleetJob[]) =>
  new Map(jobs.flatMap((job) => job.runs.map(({ customer }) => [customer, job.name])));

test("law: every customer is in exactly one job, in order; no job is empty, none has another's name", () => {
  fc.assert(
    fc.property(
      fc.nat(600),
      fc.integer({ min: 1, max: MOST_JOBS }),
      fc.option(fc.integer({ min: 1, max: 60 }), { nil: undefined }),
      fc.array(fc.tuple(fc.nat(600), fc.double({ min: 0.1, max: 4000, noNaN: true }))),
      (size, most, minutes, measured) => {
        const runs = fleetOf(size);
        const seconds = new Map(measured.map(([index, each]) => [`customer-${index}`, each]));
        const jobs = jobsOf(runs, { most, minutes, seconds });
        expect(jobs.length).toBeLessThanOrEqual(most);
        expect(jobs.every((job) => job.runs.length > 0)).toBe(true);
        expect(new Set(jobs.map(({ name }) => name)).size).toBe(jobs.length);
        const placed = jobs.flatMap((job) => job.runs.map(({ customer }) => customer));
        expect(placed.sort()).toEqual(runs.map(({ customer }) => customer).sort());
        // the longest that a job can take: its share with room, or one customer that is longer than that
        const longest = Math.max(0, ...runs.map(({ customer }) => seconds.get(customer) ?? 60));
        const total = jobs.reduce((sum, job) => sum + job.seconds, 0);
        const shares =
          minutes === undefined
            ? Math.min(most, size)
            : Math.max(1, Math.min(most, size, Math.ceil(total / (60 * minutes))));
        for (const job of jobs)
          expect(job.seconds).toBeLessThanOrEqual((total / shares) * 1.25 + longest + 1e-6);
      },
    ),
    { numRuns: 60 },
  );
});

test("a customer stays in its job while another joins the fleet", () => {
  const limits = { most: 32, seconds: new Map<string, number>() };
  const before = jobOf(jobsOf(fleetOf(1_000), limits));
  const after = jobOf(jobsOf([...fleetOf(1_000), run("newcomer")], limits));
  const moved = [...before].filter(([customer, job]) => after.get(customer) !== job);
  // seen: 0; customers dealt out in turns would move in their hundreds
  expect(moved.length).toBeLessThan(20);
});

test("one job each where there may be enough, called like its customer; a fleet of none has none", () => {
  const limits = { most: MOST_JOBS, seconds: new Map() };
  expect(jobsOf(fleetOf(256), limits).map(({ name }) => name)).toEqual(
    fleetOf(256).map(({ customer }) => customer),
  );
  expect(jobsOf(fleetOf(257), limits)).toHaveLength(256);
  expect(jobsOf([], limits)).toEqual([]);
});

test("minutes of a job decide how many there are, by what was measured", () => {
  const seconds = new Map([["customer-0", 600]]);
  // 600 + 9 × 60 seconds, ten minutes each
  const jobs = jobsOf(fleetOf(10), { most: MOST_JOBS, minutes: 10, seconds });
  expect(jobs).toHaveLength(2);
  // 570 each, and a quarter more at most
  for (const job of jobs) expect(job.seconds).toBeLessThanOrEqual(712.5);
});
