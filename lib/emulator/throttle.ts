/** Size of a token bucket of Azure: maximum requests at once, and requests per second. */
interface Bucket {
  readonly capacity: number;
  readonly perSecond: number;
}

/** Reads of a subscription, per principal (clause E084). */
export const READ_BUCKET: Bucket = { capacity: 250, perSecond: 25 };

/** Queries of Resource Graph in a window of five seconds, per user (clause E083). */
const MOST_QUERIES = 15;
const QUERY_WINDOW = 5_000;

/** Counts requests, to throttle them as Azure does. It is not saved: a sandbox starts with full budgets. */
export class Throttle {
  readonly #buckets = new Map<string, { tokens: number; at: number }>();
  readonly #queries = new Map<string, { since: number; count: number }>();

  /** Takes a token of a bucket. Returns the seconds to wait where it is empty, undefined where it is not. */
  take(key: string, { capacity, perSecond }: Bucket, now: number): number | undefined {
    const { tokens, at } = this.#buckets.get(key) ?? { tokens: capacity, at: now };
    const present = Math.min(capacity, tokens + ((now - at) * perSecond) / 1_000);
    const isEmpty = present < 1;
    this.#buckets.set(key, { tokens: isEmpty ? present : present - 1, at: now });
    return isEmpty ? Math.max(1, Math.ceil((1 - present) / perSecond)) : undefined;
  }

  /** Counts a query of a user. Returns the seconds to wait where there were too many, undefined where not. */
  query(user: string, now: number): number | undefined {
    const present = this.#queries.get(user);
    const window = present !== undefined && now - present.since < QUERY_WINDOW ? present : undefined;
    if (window !== undefined && window.count >= MOST_QUERIES)
      return Math.max(1, Math.ceil((window.since + QUERY_WINDOW - now) / 1_000));
    this.#queries.set(user, { since: window?.since ?? now, count: (window?.count ?? 0) + 1 });
    return undefined;
  }
}
