import type { Unhealthy, WaveRefusal, WaveTurn } from "../fleet/wave-turn.ts";

/** Customers that a refusal names one by one. */
const MOST_NAMED = 5;

const WHY = {
  waiting: "was not applied",
  started: "began and did not end",
  failed: "failed",
  "second-plan-unknown": "has no record of an empty second plan",
  drift: "has drift",
  "drift-not-read": "was not read by the snapshot",
  "drift-not-asked": "needs a snapshot: pass --from",
  "drift-older": "was applied after the snapshot began",
} satisfies Record<Unhealthy, string>;

const EMERGENCY = "a revocation reaches all customers at once with --emergency";

/** What a run says of waves. */
export interface ShownWave {
  readonly wave: (WaveTurn & { readonly steps: number }) | undefined;
  readonly refusal: WaveRefusal | undefined;
  readonly isEmergency: boolean;
}

/** Which step the customers are of, or that there is none. Empty where an estate has no waves. */
export function waveText({ wave, refusal, isEmergency }: ShownWave): string {
  if (isEmergency) return "emergency: waves.yaml is passed over, all customers run at once\n";
  if (refusal?.kind === "done") return "every step of waves.yaml is done\n";
  if (wave === undefined) return "";
  const { step, index, steps, applied, later } = wave;
  const done = applied.length === 0 ? "" : `, ${applied.length} of it applied already`;
  return `step ${step.name} (${index + 1} of ${steps})${done}, ${later.length} in later steps; at most ${step.maximumConcurrency} at once, ${step.failureTolerance} may fail\n`;
}

/** Why a step has to wait, and what to do. */
export function refusalText(refusal: Exclude<WaveRefusal, { kind: "done" }>): string {
  const [problem, fix] = refused(refusal);
  return `${problem}\n  fix: ${fix}\n`;
}

function refused(refusal: Exclude<WaveRefusal, { kind: "done" }>): readonly [problem: string, fix: string] {
  if (refusal.kind === "step-unknown")
    return ["waves.yaml has no such step", `name one of ${refusal.steps.join(", ")}`];
  const { name, failureTolerance } = refusal.step;
  switch (refusal.kind) {
    case "not-healthy": {
      const named = refusal.customers
        .slice(0, MOST_NAMED)
        .map(({ customer, why }) => `\n  ${customer} ${WHY[why]}`);
      const more = refusal.customers.length - MOST_NAMED;
      return [
        `step ${name} is not healthy (${failureTolerance} may fail):${named.join("")}${more > 0 ? `\n  and ${more} more` : ""}`,
        `mend these customers, and run that step again with --wave ${name}; ${EMERGENCY}`,
      ];
    }
    case "pause":
      return refusal.until === undefined
        ? [
            `step ${name} waits after the step before, and the records do not say when that ended`,
            `take the pause out of waves.yaml; ${EMERGENCY}`,
          ]
        : [
            `step ${name} waits until ${new Date(refusal.until).toISOString()}`,
            `run this again then; ${EMERGENCY}`,
          ];
    case "approval":
      return [`step ${name} begins when a person says so`, "pass --approved once they did"];
  }
}
