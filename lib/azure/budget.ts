import type { Connection } from "./connection.ts";

/** Size of a token bucket. */
export interface BudgetSize {
  /** Most requests at once. */
  readonly capacity: number;
  /** Requests that are added per second. */
  readonly perSecond: number;
}

/**
 * Reads of Resource Manager, per subscription and principal. Azure gives 250 and 25 per second; a fifth is left to
 * other tools of the same principal.
 *
 * @see https://learn.microsoft.com/azure/azure-resource-manager/management/request-limits-and-throttling
 */
export const READS: BudgetSize = { capacity: 200, perSecond: 20 };

/**
 * Queries of Resource Graph, per user. Azure gives 15 per 5 seconds.
 *
 * @see https://learn.microsoft.com/azure/governance/resource-graph/concepts/guidance-for-throttled-requests
 */
export const QUERIES: BudgetSize = { capacity: 5, perSecond: 2 };

/** Token buckets by key: requests wait until their bucket has a token. */
export class Budgets {
  readonly #size: BudgetSize;
  readonly #connection: Connection;
  /** By key: when the bucket is full again, in milliseconds. */
  readonly #fullAt = new Map<string, number>();

  constructor(size: BudgetSize, connection: Connection) {
    this.#size = size;
    this.#connection = connection;
  }

  /** Takes a token from the bucket of a key. Waits for it where the bucket is empty. */
  async take(key: string): Promise<void> {
    const { capacity, perSecond } = this.#size;
    const now = this.#connection.now();
    const fullAt = Math.max(this.#fullAt.get(key) ?? now, now) + 1_000 / perSecond;
    this.#fullAt.set(key, fullAt);
    const missing = fullAt - now - (capacity * 1_000) / perSecond;
    if (missing > 0) await this.#connection.wait(missing);
  }
}
