/** The time inside a sandbox. It is the real time, plus what the stand-in did not really wait. It never goes back. */
export class SandboxClock {
  readonly #real: () => number;
  #ahead = 0;

  /** @param real the real time, in milliseconds since 1970 */
  constructor(real: () => number) {
    this.#real = real;
  }

  /** The time inside, in milliseconds since 1970. */
  now(): number {
    return this.#real() + this.#ahead;
  }

  /** Moves the time on; a time that has passed changes nothing. Waits at the same time count once. */
  moveTo(time: number): void {
    this.#ahead = Math.max(this.#ahead, time - this.#real());
  }
}
