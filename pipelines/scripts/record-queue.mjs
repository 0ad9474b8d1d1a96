import { once } from "node:events";
import { Worker } from "node:worker_threads";

/*
 * The records of a job, while its other customers go on. A push begins as soon as none is under way, and takes all ends that have
 * come meanwhile: so where pushes are slow, several are recorded by one, and where they are not, each by its own.
 */

/** Ends that are not recorded yet, from which on no other customer begins: so many a killed runner may leave unrecorded. */
const MOST_UNRECORDED = 20;

/** Ends of applies of one commit that wait to be recorded. */
export class RecordQueue {
  #head;
  #worker;
  #waiting = [];
  /** Every end that is not recorded yet, waiting or under way. */
  #open = new Set();
  #failures = new Set();
  #isPushing = false;

  constructor(head) {
    this.#head = head;
  }

  /**
   * Records an end. Rejects where it cannot be recorded.
   *
   * @param end { customer, failed, secondPlan }, as recordEnds takes it
   */
  record(end) {
    const recorded = new Promise((resolve, reject) => {
      this.#waiting.push({ end: { ...end, ended: new Date().toISOString() }, resolve, reject });
    });
    for (const set of end.failed ? [this.#open, this.#failures] : [this.#open]) {
      set.add(recorded);
      const remove = () => set.delete(recorded);
      recorded.then(remove, remove);
    }
    void this.#push();
    return recorded;
  }

  /** Waits until another customer may begin: its step counts what has failed, and not too much is unrecorded. */
  async room() {
    while (this.#failures.size > 0 || this.#open.size >= MOST_UNRECORDED)
      await Promise.allSettled([Promise.race(this.#failures.size > 0 ? this.#failures : this.#open)]);
  }

  /** Waits until everything is recorded, and ends the thread. */
  async close() {
    await Promise.allSettled(this.#open);
    await this.#worker?.terminate();
  }

  async #push() {
    if (this.#isPushing) return;
    this.#isPushing = true;
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0);
      const { problem, refused = {} } = await this.#pushed(batch.map(({ end }) => end));
      for (const { end, resolve, reject } of batch) {
        const why = problem ?? refused[end.customer];
        if (why === undefined) resolve();
        else reject(new Error(why));
      }
    }
    this.#isPushing = false;
  }

  async #pushed(ends) {
    try {
      this.#worker ??= new Worker(new URL("./record-worker.mjs", import.meta.url), {
        workerData: { head: this.#head },
      });
      const answered = once(this.#worker, "message");
      this.#worker.postMessage(ends);
      const [answer] = await answered;
      return answer;
    } catch (error) {
      // a thread that ended is made again
      this.#worker = undefined;
      return { problem: error.message };
    }
  }
}
