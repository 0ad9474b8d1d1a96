import fc from "fast-check";
import { expect, test } from "vitest";
import type { FleetRun } from "../../lib/fleet/fleet-change.ts";
import { jobsOf } from "../../lib/fleet/jobs.ts";
import { type Standing, waveTurn } from "../../lib/fleet/wave-turn.ts";
import { shareOf, type WaveStep, type Waves } from "../../lib/fleet/waves.ts";
import { type Records, recordRules as rules } from "../support/record-rules.ts";

/*
 * A rollout as the shipped pipelines run it, on the rules of their records and of keeper's steps, without Terraform: customers fail
 * at random, runs are repeated, runners are killed.
 */

const [BASE, HEAD] = ["b".repeat(40), "h".repeat(40)];
const isAncestor = (earlier: string, later: string) => earlier === later || earlier === BASE;

interface Chance {
  /** Between 0 and 1: a customer fails at this try. */
  readonly fails: () => boolean;
  readonly isKilled: () => boolean;
  readonly seconds: () => number;
}

/** What happened to a customer, in the order of time. */
interface Happening {
  readonly customer: string;
  readonly what: "begun" | "applied" | "failed";
  readonly at: number;
}

/** The records as keeper reads them. */
function standingIn(records: Records, customer: string): Standing {
  const record = records.applied[customer];
  if (record?.commit !== HEAD || record.state === "waiting") return { kind: "waiting" };
  if (record.state === "done") return { kind: "applied", at: 0, isSecondPlanEmpty: true };
  return { kind: record.failed === true ? "failed" : "started" };
}

/** Runs one step: jobs at the same time, the customers of each one after the other. */
function runStep(
  records: Records,
  runs: readonly FleetRun[],
  step: WaveStep,
  chance: Chance,
): { records: Records; happened: Happening[] } {
  const started = runs.map(({ customer }) => customer);
  const jobs = jobsOf(runs, { most: step.maximumConcurrency, seconds: new Map() });
  const queues = jobs.map((job) => ({ left: job.runs.map(({ customer }) => customer), free: 0 }));
  const happened: Happening[] = [];
  const running: { customer: string; ends: number; fails: boolean }[] = [];
  let now = records;
  const end = (until: number) => {
    for (const each of running.filter(({ ends }) => ends <= until).sort((a, b) => a.ends - b.ends)) {
      running.splice(running.indexOf(each), 1);
      now = each.fails ? rules.fail(now, HEAD, each.customer) : rules.finish(now, HEAD, each.customer);
      happened.push({ customer: each.customer, what: each.fails ? "failed" : "applied", at: each.ends });
    }
  };
  for (;;) {
    const queue = queues.filter(({ left }) => left.length > 0).sort((a, b) => a.free - b.free)[0];
    if (queue === undefined || chance.isKilled()) break;
    end(queue.free);
    const customer = queue.left.shift() ?? "";
    if (!rules.mayBegin(now, HEAD, started, step.failureTolerance)) {
      queue.left = [];
      continue;
    }
    const ends = queue.free + chance.seconds();
    happened.push({ customer, what: "begun", at: queue.free });
    running.push({ customer, ends, fails: chance.fails() });
    queue.free = ends;
  }
  end(Number.POSITIVE_INFINITY);
  return { records: now, happened };
}

const aStep = (step: Partial<WaveStep>): WaveStep => ({
  name: "step",
  maximumConcurrency: 10,
  failureTolerance: 0,
  pauseMinutes: 0,
  approval: false,
  ...step,
});

const steps: fc.Arbitrary<readonly WaveStep[]> = fc
  .array(
    fc.record({
      by: fc.integer({ min: 1, max: 99 }),
      maximumConcurrency: fc.integer({ min: 1, max: 20 }),
      failureTolerance: fc.nat(3),
    }),
    { minLength: 1, maxLength: 5 },
  )
  .map((drawn) => {
    const shares = [...new Set(drawn.map(({ by }) => by))].sort((a, b) => a - b).slice(0, drawn.length - 1);
    return [...shares, 100].map((percentage, index) =>
      aStep({ ...drawn[index], name: `step-${index + 1}`, percentage }),
    );
  });

/** A rollout: what it is of, what was recorded, and how often each customer was applied. */
class Rollout {
  records = rules.begin(rules.EMPTY, BASE);
  readonly applied = new Map<string, number>();
  readonly #waves: Waves;
  readonly #runs: readonly FleetRun[];

  constructor(steps: readonly WaveStep[], size: number) {
    this.#waves = { steps, healthy: ["applied"] };
    this.#runs = Array.from({ length: size }, (_, index) => ({
      customer: `customer-${index}`,
      action: "apply",
      reason: "changed",
      parts: ["resources"],
      tags: {},
    }));
  }

  /** Runs the next step as far as it gets; false where every step is done. */
  step(chance: Chance): boolean {
    const turn = waveTurn(this.#waves, this.#runs, "next", {
      standingOf: (customer) => standingIn(this.records, customer),
      now: 0,
      isApproved: false,
    });
    if (!turn.ok) {
      expect(turn.error.kind).toBe("done");
      return false;
    }
    const { step, index, runs, later } = turn.value;
    this.#expectEnded(index);
    const customers = runs.map(({ customer }) => customer);
    const accepted = rules.accept(this.records, { head: HEAD, base: BASE, customers, later }, isAncestor);
    expect(accepted.held).toEqual({});
    const { records, happened } = runStep(accepted.records, runs, step, chance);
    this.records = records;
    expectTolerated(happened, step);
    for (const { customer } of happened.filter(({ what }) => what === "applied"))
      this.applied.set(customer, (this.applied.get(customer) ?? 0) + 1);
    expect(later.filter((customer) => this.applied.has(customer))).toEqual([]);
    return true;
  }

  /** Whoever belongs to an earlier step has ended. */
  #expectEnded(index: number): void {
    const most = this.#waves.steps[index - 1]?.percentage ?? 0;
    for (const { customer } of this.#runs.filter((run) => shareOf(run.customer) < most))
      expect(["applied", "failed"]).toContain(standingIn(this.records, customer).kind);
  }

  /** What failed in the end was tolerated; all others were applied, and none twice. */
  expectAllReached(): void {
    for (const { customer } of this.#runs) {
      const { kind } = standingIn(this.records, customer);
      expect(["applied", "failed"]).toContain(kind);
      expect(this.applied.get(customer) ?? 0).toBe(kind === "applied" ? 1 : 0);
    }
  }
}

function expectTolerated(happened: readonly Happening[], step: WaveStep): void {
  let [failed, running] = [0, 0];
  const inTime = happened.toSorted((a, b) => a.at - b.at || (a.what === "begun" ? 1 : -1));
  for (const { what } of inTime) {
    if (what === "begun") expect(failed).toBeLessThanOrEqual(step.failureTolerance);
    running += what === "begun" ? 1 : -1;
    expect(running).toBeLessThanOrEqual(step.maximumConcurrency);
    failed += what === "failed" ? 1 : 0;
  }
  // at most those that ran already when the tolerance was used up
  expect(failed).toBeLessThanOrEqual(step.failureTolerance + step.maximumConcurrency);
}

test("law: no customer begins when more have failed than tolerated; never more at once than allowed; a step waits for the one before; each is applied exactly once", () => {
  fc.assert(
    fc.property(
      steps,
      fc.integer({ min: 1, max: 60 }),
      // whole numbers are drawn evenly; doubles are mostly near 0
      fc.integer({ min: 5, max: 40 }),
      fc.infiniteStream(fc.nat(9_999)),
      (drawn, size, percentFailing, stream) => {
        const draw = () => (stream.next().value ?? 0) / 10_000;
        const rollout = new Rollout(drawn, size);
        // in the end everything can be applied
        const isHard = (tries: number) => tries < 60;
        for (let tries = 0; tries < 200; tries++) {
          const chance = {
            fails: () => isHard(tries) && draw() * 100 < percentFailing,
            isKilled: () => isHard(tries) && draw() < 0.02,
            seconds: () => 1 + draw() * 60,
          };
          if (!rollout.step(chance)) break;
        }
        rollout.expectAllReached();
      },
    ),
    { numRuns: 40 },
  );
});

test("a commit that is withdrawn is waited for by nobody, so that the one that reverts it reaches all", () => {
  const [bad, revert] = ["c".repeat(40), "d".repeat(40)];
  const order = [BASE, bad, revert];
  const comesBefore = (earlier: string, later: string) => order.indexOf(earlier) <= order.indexOf(later);
  const begun = rules.accept(
    rules.begin(rules.EMPTY, BASE),
    { head: bad, base: BASE, customers: ["canary"], later: ["fabrikam"] },
    comesBefore,
  );
  const failed = rules.abandon(rules.fail(begun.records, bad, "canary"), "canary");
  const change = { head: revert, base: bad, customers: ["canary", "fabrikam"] };
  const held = rules.accept(failed, change, comesBefore);
  expect(held).toMatchObject({ started: ["canary"], held: { fabrikam: expect.stringContaining(bad) } });
  // a customer whose step has not come cannot be applied by a run that does not wait for it
  expect(rules.mayApply(held.records, bad, "fabrikam")).toBe(false);
  const { records, customers } = rules.withdraw(held.records, bad);
  expect(customers).toEqual(["fabrikam"]);
  expect(rules.accept(records, change, comesBefore)).toMatchObject({
    started: ["canary", "fabrikam"],
    held: {},
  });
  expect(() => rules.withdraw(records, bad)).toThrow("no customer waits for");
});
