import { setTimeout as sleep } from "node:timers/promises";

/**
 * The stand-in's waiting times. `azure` waits as long as azurerm does, `fast` at most {@link LONGEST_FAST_WAIT}. Both
 * make the same calls in the same order.
 */
export type Pace = "fast" | "azure";

/** Waits for a time in milliseconds. Rejects when the signal aborts. */
export type Wait = (milliseconds: number, signal: AbortSignal) => Promise<void>;

/** Longest wait at the fast pace, in milliseconds. */
const LONGEST_FAST_WAIT = 50;

/** The time of the emulated Azure, in milliseconds since 1970. It follows waits that were shortened. */
export interface FollowingClock {
  now(): number;
  /** Moves it on to a time; a time that has passed changes nothing. */
  moveTo(time: number): void;
}

/**
 * The waiting of a pace. With a clock, a shortened wait advances it by the whole wait. An operation of Azure has then
 * gone as far as at the pace `azure`, and is polled as often.
 */
export function waitOf(pace: Pace, clock: FollowingClock | undefined): Wait {
  if (pace === "azure" || clock === undefined) return WAITS[pace];
  return async (milliseconds, signal) => {
    const until = clock.now() + milliseconds;
    await WAITS.fast(milliseconds, signal);
    clock.moveTo(until);
  };
}

/** The waiting of each pace. */
export const WAITS: Readonly<Record<Pace, Wait>> = {
  azure: (milliseconds, signal) => sleep(milliseconds, undefined, { signal }),
  fast: (milliseconds, signal) => sleep(Math.min(milliseconds, LONGEST_FAST_WAIT), undefined, { signal }),
};
