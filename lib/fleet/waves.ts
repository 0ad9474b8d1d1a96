import { own } from "../values/own.ts";
import { stableScore } from "./stable-score.ts";

/**
 * Signs of a healthy customer. `applied`: the records of the pipelines say that the change was applied. `second-plan-empty`: a plan
 * after that showed nothing left to do. `drift-clean`: a snapshot that ended after that shows what is defined.
 */
export const HEALTH_SIGNS = ["applied", "second-plan-empty", "drift-clean"] as const;

/** One of {@link HEALTH_SIGNS}. */
export type HealthSign = (typeof HEALTH_SIGNS)[number];

/** A step of a rollout. It takes customers that no step before it took, by their tags or by their share. */
export interface WaveStep {
  readonly name: string;
  /** All of these. @default - customers are taken by their share */
  readonly tag?: Readonly<Record<string, string>> | undefined;
  /** Above 0, to 100: customers whose share is below it. @default - customers are taken by their tags */
  readonly percentage?: number | undefined;
  /** Most customers that are deployed at the same time. */
  readonly maximumConcurrency: number;
  /** Most customers that may fail. When more have failed, no other one begins. */
  readonly failureTolerance: number;
  /** Minutes between the previous step's last apply and this step's first one. */
  readonly pauseMinutes: number;
  /** Whether a person has to say that this step may begin. */
  readonly approval: boolean;
}

/** A rollout in steps. The last one takes all customers that are left. */
export interface Waves {
  readonly steps: readonly WaveStep[];
  readonly healthy: readonly HealthSign[];
}

/**
 * The share of a customer, from 0 to below 100. It follows from the id alone, so that it is the same in every rollout.
 */
export function shareOf(customer: string): number {
  return (stableScore(`share of ${customer}`) / 2 ** 32) * 100;
}

/** Index of the step that takes a customer. It is the first whose tags or share fit. */
export function stepOf({ steps }: Waves, customer: string, tags: Readonly<Record<string, string>>): number {
  const index = steps.findIndex(({ tag, percentage }) =>
    tag === undefined
      ? shareOf(customer) < (percentage ?? 0)
      : Object.entries(tag).every(([key, value]) => own(tags, key) === value),
  );
  if (index < 0) throw new Error("the last step takes all customers");
  return index;
}
