/** Steps that one question may take, all searches together: a second's work, a hundred times what built-in roles ask. */
const MOST_STEPS = 5_000_000;

/** The work that is left for one question: hostile patterns must not keep anybody waiting, or fill the memory. */
export class Effort {
  #left: number;

  constructor(steps: number = MOST_STEPS) {
    this.#left = steps;
  }

  /** Takes so many steps; false where they are not left. */
  spend(steps: number): boolean {
    this.#left -= steps;
    return this.#left >= 0;
  }
}
