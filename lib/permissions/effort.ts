/** Most steps of all searches of one comparison: about a second, 100 times what built-in roles need. */
const MOST_STEPS = 5_000_000;

/** Step budget of one comparison. Hostile patterns must neither take minutes nor fill the memory. */
export class Effort {
  #left: number;

  constructor(steps: number = MOST_STEPS) {
    this.#left = steps;
  }

  /** Takes steps from the budget. False where it is exhausted. */
  spend(steps: number): boolean {
    this.#left -= steps;
    return this.#left >= 0;
  }
}
