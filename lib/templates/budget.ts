import { refuse, type TemplatePlace } from "./refusal.ts";

/**
 * Most steps for one template. Values visited, functions called, and characters and elements that they make are steps.
 */
const MOST_STEPS = 5_000_000;

/** Deepest chain of values, calls, variables and nested deployments. */
const DEEPEST = 400;

/** Bounds the work for one template, whatever its text says. */
export class Budget {
  #steps = 0;
  #depth = 0;

  /** Counts work before it is done. A result that is too large is never made. */
  spend(steps: number, at: TemplatePlace): void {
    this.#steps += steps;
    if (this.#steps > MOST_STEPS) refuse("too-large", at, `needs more than ${MOST_STEPS} steps to evaluate`);
  }

  /** Runs a step one level deeper. */
  deeper<T>(at: TemplatePlace, step: () => T): T {
    if (this.#depth >= DEEPEST) refuse("too-large", at, `is nested more than ${DEEPEST} levels deep`);
    this.spend(1, at);
    this.#depth++;
    try {
      return step();
    } finally {
      this.#depth--;
    }
  }
}
