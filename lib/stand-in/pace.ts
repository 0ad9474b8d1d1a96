import { setTimeout as sleep } from "node:timers/promises";

/**
 * The stand-in's waiting times: `azure` waits as long as azurerm does, `fast` at most {@link LONGEST_FAST_WAIT}. Both
 * make the same calls in the same order.
 */
export type Pace = "fast" | "azure";

/** Waits for a time in milliseconds. Rejects when the signal aborts. */
export type Wait = (milliseconds: number, signal: AbortSignal) => Promise<void>;

/** Longest wait at the fast pace, in milliseconds. */
const LONGEST_FAST_WAIT = 50;

/** The waiting of each pace. */
export const WAITS: Readonly<Record<Pace, Wait>> = {
  azure: (milliseconds, signal) => sleep(milliseconds, undefined, { signal }),
  fast: (milliseconds, signal) => sleep(Math.min(milliseconds, LONGEST_FAST_WAIT), undefined, { signal }),
};
