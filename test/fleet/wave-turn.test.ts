import { expect, test } from "vitest";
import type { FleetRun } from "../../lib/fleet/fleet-change.ts";
import { type SeenDrift, type Standing, type WaveEvidence, waveTurn } from "../../lib/fleet/wave-turn.ts";
import type { HealthSign, Waves } from "../../lib/fleet/waves.ts";

const LIMITS = { maximumConcurrency: 10, pauseMinutes: 0, approval: false };

/** Two steps: customers with the tag ring=canary, then all. */
function wavesOf(healthy: readonly HealthSign[], failureTolerance = 0): Waves {
  return {
    steps: [
      { ...LIMITS, name: "canary", tag: { ring: "canary" }, failureTolerance },
      { ...LIMITS, name: "all", percentage: 100, failureTolerance: 0 },
    ],
    healthy,
  };
}

const run = (customer: string, ring: string): FleetRun => ({
  customer,
  action: "apply",
  reason: "changed",
  parts: [],
  tags: { ring },
});

const RUNS = [run("early", "canary"), run("late", "general")];

/** Why the second step may not begin; its customers where it may. */
function second(waves: Waves, early: Standing, evidence: Partial<WaveEvidence> = {}) {
  const standingOf = (customer: string): Standing => (customer === "early" ? early : { kind: "waiting" });
  const turn = waveTurn(waves, RUNS, "all", { standingOf, now: 0, isApproved: false, ...evidence });
  if (turn.ok) return turn.value.runs.map(({ customer }) => customer);
  return turn.error.kind === "not-healthy" ? turn.error.customers.map(({ why }) => why) : turn.error.kind;
}

const applied = (isSecondPlanEmpty: boolean): Standing => ({ kind: "applied", at: 1000, isSecondPlanEmpty });

test("a step waits for an empty second plan where that is a sign of health, and only there", () => {
  expect(second(wavesOf(["applied"]), applied(false))).toEqual(["late"]);
  const waves = wavesOf(["applied", "second-plan-empty"]);
  expect(second(waves, applied(false))).toEqual(["second-plan-unknown"]);
  expect(second(waves, applied(true))).toEqual(["late"]);
});

test.each<[SeenDrift, unknown]>([
  ["clean", ["late"]],
  ["drift", ["drift"]],
  ["not-read", ["drift-not-read"]],
  ["older", ["drift-older"]],
])("where a clean snapshot is a sign of health, one that shows %s leads to %j", (seen, expected) => {
  const asked: unknown[] = [];
  const driftOf = (customer: string, appliedAt: number | undefined) => {
    asked.push([customer, appliedAt]);
    return seen;
  };
  expect(second(wavesOf(["applied", "drift-clean"]), applied(true), { driftOf })).toEqual(expected);
  expect(asked).toEqual([["early", 1000]]);
});

test("without a snapshot, what it would show is not taken for clean", () => {
  expect(second(wavesOf(["applied", "drift-clean"]), applied(true))).toEqual(["drift-not-asked"]);
});

test("failures and drift are tolerated up to the limit; what is not known is not", () => {
  const drift = { driftOf: (): SeenDrift => "drift" };
  const notRead = { driftOf: (): SeenDrift => "not-read" };
  const waves = wavesOf(["applied", "drift-clean"], 1);
  expect(second(waves, { kind: "failed" })).toEqual(["late"]);
  expect(second(waves, applied(true), drift)).toEqual(["late"]);
  expect(second(waves, applied(true), notRead)).toEqual(["drift-not-read"]);
  expect(second(waves, { kind: "started" })).toEqual(["started"]);
});
