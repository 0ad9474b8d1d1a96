import { setImmediate as turn } from "node:timers/promises";

/** Signals that request the end of a process: Ctrl-C, a stopped job, a closed terminal. */
export const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Catches signals that request this process to end, so that work can be undone first. They do not end the process
 * meanwhile. Catching begins with the constructor.
 */
export class Interruption {
  /** Settles when the process is asked to end. */
  readonly asked: Promise<void>;
  #isAsked = false;
  #listener: () => void = () => {};

  constructor() {
    this.asked = new Promise((resolve) => {
      this.#listener = () => {
        this.#isAsked = true;
        resolve();
      };
    });
    for (const signal of SIGNALS) process.on(signal, this.#listener);
  }

  /** Whether the process was asked to end. A signal is seen between two turns of the event loop: those are awaited. */
  async isAsked(): Promise<boolean> {
    await turn();
    await turn();
    return this.#isAsked;
  }

  /** Ends the hearing: from now on a signal ends the process. */
  end(): void {
    for (const signal of SIGNALS) process.off(signal, this.#listener);
  }
}
