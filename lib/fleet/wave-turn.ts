import { failed, type Result, success } from "../values/result.ts";
import type { FleetRun } from "./fleet-change.ts";
import { stepOf, type WaveStep, type Waves } from "./waves.ts";

/**
 * How far a customer is with a change. `waiting`: no apply began. `started`: one began, and did not end. `failed`: one failed or was
 * given up.
 */
export type Standing =
  | { readonly kind: "waiting" | "started" | "failed" }
  | {
      readonly kind: "applied";
      /** When, in milliseconds since 1970; undefined where the record does not say. */
      readonly at: number | undefined;
      /** Whether a plan after it was recorded as empty. */
      readonly isSecondPlanEmpty: boolean;
    };

/** What a snapshot shows of a customer. `older`: it ended before the customer's apply. */
export type SeenDrift = "clean" | "drift" | "not-read" | "older";

/** Why a customer is not healthy. */
export type Unhealthy =
  | "waiting"
  | "started"
  | "failed"
  | "second-plan-unknown"
  | "drift"
  | "drift-not-read"
  | "drift-not-asked"
  | "drift-older";

/** What is known of the customers of a change. */
export interface WaveEvidence {
  readonly standingOf: (customer: string) => Standing;
  /** @default - no snapshot was named */
  readonly driftOf?: ((customer: string, appliedAt: number | undefined) => SeenDrift) | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Whether a person said that the step may begin. */
  readonly isApproved: boolean;
}

/** The customers whose turn it is, and those whose turn it is not. */
export interface WaveTurn {
  readonly step: WaveStep;
  /** From 0 on. */
  readonly index: number;
  readonly runs: readonly FleetRun[];
  /** Of this step, and applied already. */
  readonly applied: readonly string[];
  /** Of later steps. */
  readonly later: readonly string[];
}

/** Why it is not a customer's turn. */
export type WaveRefusal =
  | { readonly kind: "step-unknown"; readonly steps: readonly string[] }
  /** Asked for the next step, and none has anything left to do. */
  | { readonly kind: "done" }
  | {
      readonly kind: "not-healthy";
      readonly step: WaveStep;
      readonly customers: readonly { readonly customer: string; readonly why: Unhealthy }[];
    }
  /** @property until in milliseconds since 1970; undefined where the records do not say when the step before ended */
  | { readonly kind: "pause"; readonly step: WaveStep; readonly until: number | undefined }
  | { readonly kind: "approval"; readonly step: WaveStep };

/** What another try of the same step can mend. It counts as a failure of the step. */
const FAILURES: readonly Unhealthy[] = ["failed", "drift"];

/**
 * The customers of a step that have to run now. Refused while a step before it is not healthy. It is not while one of
 * its customers did not end or shows no sign of health, or more failed than it tolerates.
 *
 * @param runs all customers that change
 * @param wanted a step's number from 1 on, its name, or `next`: the first step that has something left to do
 */
export function waveTurn(
  waves: Waves,
  runs: readonly FleetRun[],
  wanted: string,
  evidence: WaveEvidence,
): Result<WaveTurn, WaveRefusal> {
  const steps = waves.steps.map((step) => ({ step, runs: [] as FleetRun[] }));
  for (const run of runs) steps[stepOf(waves, run.customer, run.tags)]?.runs.push(run);
  const isOpen = ({ step, runs: all }: (typeof steps)[number]) => !isOver(step, all, evidence);
  const index =
    wanted === "next"
      ? steps.findIndex(isOpen)
      : steps.findIndex(({ step }, each) => step.name === wanted || String(each + 1) === wanted);
  const found = steps[index];
  if (found === undefined)
    return failed(
      wanted === "next"
        ? { kind: "done" }
        : { kind: "step-unknown", steps: waves.steps.map(({ name }) => name) },
    );
  for (const { step, runs: all } of steps.slice(0, index)) {
    const customers = unhealthyOf(waves, step, all, evidence);
    if (customers.length > 0) return failed({ kind: "not-healthy", step, customers });
  }
  const isApplied = ({ customer }: FleetRun) => evidence.standingOf(customer).kind === "applied";
  const turn = {
    step: found.step,
    index,
    runs: found.runs.filter((run) => !isApplied(run)),
    applied: found.runs.filter(isApplied).map(({ customer }) => customer),
    later: steps.slice(index + 1).flatMap(({ runs: all }) => all.map(({ customer }) => customer)),
  };
  const before = steps.slice(0, index).flatMap(({ runs: all }) => all);
  const refusal = beginning(found.step, found.runs, before, evidence);
  return refusal === undefined || turn.runs.length === 0 ? success(turn) : failed(refusal);
}

/** Whether a step has nothing left to do. Every customer ended, and no more failed than it tolerates. */
function isOver(step: WaveStep, runs: readonly FleetRun[], { standingOf }: WaveEvidence): boolean {
  const kinds = runs.map(({ customer }) => standingOf(customer).kind);
  const failures = kinds.filter((kind) => kind === "failed").length;
  return kinds.every((kind) => kind === "applied" || kind === "failed") && failures <= step.failureTolerance;
}

/** The customers for which a step is not healthy. None where only as many failed as it tolerates. */
function unhealthyOf(
  { healthy }: Waves,
  step: WaveStep,
  runs: readonly FleetRun[],
  evidence: WaveEvidence,
): { customer: string; why: Unhealthy }[] {
  const all = runs.flatMap(({ customer }) => {
    const why = whyUnhealthy(customer, healthy, evidence);
    return why === undefined ? [] : [{ customer, why }];
  });
  const isTolerated = all.length <= step.failureTolerance && all.every(({ why }) => FAILURES.includes(why));
  return isTolerated ? [] : all;
}

function whyUnhealthy(
  customer: string,
  healthy: Waves["healthy"],
  { standingOf, driftOf }: WaveEvidence,
): Unhealthy | undefined {
  const standing = standingOf(customer);
  if (standing.kind !== "applied") return standing.kind;
  if (healthy.includes("second-plan-empty") && !standing.isSecondPlanEmpty) return "second-plan-unknown";
  if (!healthy.includes("drift-clean")) return undefined;
  const seen = driftOf === undefined ? "not-asked" : driftOf(customer, standing.at);
  return SEEN[seen];
}

const SEEN = {
  clean: undefined,
  drift: "drift",
  "not-read": "drift-not-read",
  older: "drift-older",
  "not-asked": "drift-not-asked",
} satisfies Record<SeenDrift | "not-asked", Unhealthy | undefined>;

/** Why a step may not begin yet; undefined where it may, or has begun. */
function beginning(
  step: WaveStep,
  runs: readonly FleetRun[],
  before: readonly FleetRun[],
  { standingOf, now, isApproved }: WaveEvidence,
): WaveRefusal | undefined {
  const hasBegun = runs.some(({ customer }) => standingOf(customer).kind !== "waiting");
  if (hasBegun) return undefined;
  if (step.pauseMinutes > 0 && before.length > 0) {
    const applied = before.flatMap(({ customer }) => {
      const standing = standingOf(customer);
      return standing.kind === "applied" ? [standing.at] : [];
    });
    const times = applied.filter((at) => at !== undefined);
    const last = times.reduce((latest, at) => Math.max(latest, at), 0);
    const until = times.length < applied.length ? undefined : last + step.pauseMinutes * 60_000;
    if (until === undefined || now < until) return { kind: "pause", step, until };
  }
  return step.approval && !isApproved ? { kind: "approval", step } : undefined;
}
