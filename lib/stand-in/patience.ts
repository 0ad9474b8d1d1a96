import { ArmFailure } from "./arm-failure.ts";
import type { Wait } from "./pace.ts";

/** azurerm's words for an operation that reached its deadline. */
const DEADLINE = "context deadline exceeded";

/** azurerm's words for an operation that Terraform stopped. */
const STOPPED = "context canceled";

/**
 * The deadline of one operation. Time counts as azurerm would wait, whatever the pace. The same number of polls fits
 * into a deadline at every pace.
 */
export class Patience {
  readonly #wait: Wait;
  readonly #stop: AbortSignal;
  #left: number;

  /** @param limit milliseconds until the deadline */
  constructor(limit: number, wait: Wait, stop: AbortSignal) {
    this.#left = limit;
    this.#wait = wait;
    this.#stop = stop;
  }

  /** Aborts when Terraform stops the provider. */
  get stop(): AbortSignal {
    return this.#stop;
  }

  /**
   * Pauses for a time in milliseconds.
   *
   * @throws {ArmFailure} At the deadline, and at once where Terraform stops the provider.
   */
  async pause(milliseconds: number): Promise<void> {
    const isEnough = milliseconds < this.#left;
    const time = isEnough ? milliseconds : this.#left;
    this.#left -= time;
    await this.#wait(time, this.#stop).catch(() => {});
    this.check();
    if (!isEnough) throw new ArmFailure(DEADLINE);
  }

  /** @throws {ArmFailure} Where Terraform stopped the provider. */
  check(): void {
    if (this.#stop.aborted) throw new ArmFailure(STOPPED);
  }
}
