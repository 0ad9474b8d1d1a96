import fc from "fast-check";
import { expect, test } from "vitest";
import {
  rollout,
  SCALE_FIGURES,
  SCALE_LIMITS,
  type ScaleInputs,
  scaleInputs,
} from "../../scripts/docs/scale.ts";

/*
 * docs/scale.md is arithmetic. These are its laws, for the page's figures and for any others.
 */

const inputs = scaleInputs();
const size = fc.integer({ min: 1, max: 200_000 });
const runners = fc.integer({ min: 1, max: 2_000 });

/** Other figures: each up to ten times as large or small, the measured lines still rising. */
const others = fc
  .array(fc.double({ min: 0.1, max: 10, noNaN: true }), { minLength: 40, maxLength: 40 })
  .map((factors): ScaleInputs => {
    const entries = Object.entries(inputs).map(([name, value], index) => {
      const scaled = value * (factors[index] ?? 1);
      return [name, Number.isInteger(value) ? Math.max(1, Math.round(scaled)) : scaled];
    });
    const made: ScaleInputs = Object.fromEntries(entries);
    return {
      ...made,
      readAt10000: Math.max(made.readAt1000, made.readAt10000),
      readAt100000: Math.max(made.readAt1000, made.readAt10000, made.readAt100000),
      writeAt10000: Math.max(made.writeAt1000, made.writeAt10000),
      writeAt100000: Math.max(made.writeAt1000, made.writeAt10000, made.writeAt100000),
    };
  });
const figures = fc.oneof(fc.constant(inputs), others);
const longest = (seconds: Readonly<Record<string, number>>) => Math.max(...Object.values(seconds));

test("law: more runners are never slower but for their pushes, and more customers never faster", () => {
  fc.assert(
    fc.property(
      size,
      fc.nat(1_000),
      runners,
      fc.nat(1_000),
      figures,
      (customers, more, some, extra, given) => {
        const base = rollout(customers, some, given);
        const { records: _, ...others } = rollout(customers, some + extra, given).seconds;
        expect(longest(others)).toBeLessThanOrEqual(longest(base.seconds) + 1e-6);
        const larger = rollout(customers + more, some, given);
        for (const limit of ["records", "storage", "graph"] as const)
          expect(larger.seconds[limit]).toBeGreaterThanOrEqual(base.seconds[limit]);
        expect(longest(larger.seconds)).toBeGreaterThanOrEqual(longest(base.seconds) - 1e-6);
      },
    ),
  );
});

test("law: jobs hold all customers and none is empty, and what saturates first takes longest", () => {
  fc.assert(
    fc.property(size, runners, figures, (customers, some, given) => {
      const { runnersUsed, customersPerJob, first, seconds } = rollout(customers, some, given);
      expect(runnersUsed).toBeLessThanOrEqual(Math.min(some, given.jobsPerRun, customers));
      expect(runnersUsed * customersPerJob).toBeGreaterThanOrEqual(customers);
      expect((runnersUsed - 1) * (customersPerJob - 1)).toBeLessThan(customers);
      expect(SCALE_LIMITS).toContain(first);
      expect(seconds[first]).toBe(longest(seconds));
    }),
  );
});

test("law: a push records one customer or more, and no more than may wait", () => {
  fc.assert(
    fc.property(size, runners, figures, (customers, some, given) => {
      const { pushes, runnersUsed } = rollout(customers, some, given);
      expect(pushes).toBeGreaterThanOrEqual(runnersUsed);
      expect(pushes * (given.unrecorded + given.customersAtOnce - 1)).toBeGreaterThanOrEqual(customers);
      expect(pushes).toBeLessThan(customers + runnersUsed);
    }),
  );
});

test("by hand: 1,000 customers on 20 runners, and runners beyond the jobs of a run", () => {
  // 50 customers a job, 4 at once: 13 turns of the commands' 14.06 s and a read of 0.04 s
  const { seconds, first, customersPerJob, pushes, runs } = rollout(1_000, 20, inputs);
  expect(customersPerJob).toBe(50);
  expect(seconds.runners).toBeCloseTo(13 * (0.07 + 10.2 + 0.09 + 1.36 + 2.18 + 0.16 + 0.04), 6);
  // each job records its 50 by three pushes: 20 that wait, and 3 that had begun beside the last of them
  expect(pushes).toBe(60);
  expect(seconds.records).toBeCloseTo(60 * 0.07, 6);
  expect([first, runs]).toEqual(["runners", 1]);
  expect(rollout(10_000, 1_000, inputs).runnersUsed).toBe(256);
  expect(rollout(10_000, 256, { ...inputs, writeAt10000: 0, writeAt1000: 0 }).first).toBe("runners");
  expect(rollout(10_000, 1_000, { ...inputs, writeAt10000: 0, writeAt1000: 0 }).first).toBe("jobs");
});

test("every figure says where it comes from: a page, a file, a measurement, or that it is assumed", () => {
  for (const [name, { source, value }] of Object.entries(SCALE_FIGURES)) {
    expect(source, name).toMatch(/^https:\/\/|^\[measured\]|^\*\*assumed\*\*|`/);
    expect(value, name).toBeGreaterThan(0);
  }
});
