import { expect, test } from "vitest";
import { Budgets, QUERIES, READS } from "../../lib/azure/budget.ts";
import type { Connection, HttpAnswer } from "../../lib/azure/connection.ts";
import { exchange } from "../../lib/azure/exchange.ts";

const REQUEST = { method: "GET", url: "https://management.azure.com/x", headers: {} } as const;

/** A connection that gives these answers, the last one for ever, and a clock that goes on with each pause. */
function answering(...answers: readonly (number | readonly [number, string] | undefined)[]) {
  const state = { now: Date.parse("2026-11-29T21:00:00Z"), count: 0, pauses: [] as number[] };
  const connection: Connection = {
    now: () => state.now,
    wait: async (milliseconds) => {
      state.pauses.push(milliseconds);
      state.now += milliseconds;
    },
    send: async (): Promise<HttpAnswer | undefined> => {
      const answer = answers[Math.min(state.count++, answers.length - 1)];
      if (answer === undefined) return undefined;
      const [status, retryAfter] = typeof answer === "number" ? [answer, undefined] : answer;
      const headers = new Map(retryAfter === undefined ? [] : ([["retry-after", retryAfter]] as const));
      return { status, headers, text: "" };
    },
  };
  return { state, connection };
}

test.each([
  ["seconds", "17", 17_000],
  ["a date", "Sun, 29 Nov 2026 21:00:30 GMT", 30_000],
  ["a date that has passed", "Sun, 29 Nov 2026 20:00:00 GMT", 0],
  ["nothing that can be read", "soon", 1_000],
])("Retry-After as %s is waited for", async (_, text, pause) => {
  const { state, connection } = answering([429, text], 200);
  expect((await exchange(connection, REQUEST)).ok).toBe(true);
  expect(state.pauses).toEqual([pause]);
});

test.each([
  ["throttled", 429],
  ["service-failed", 500],
  ["service-failed", 503],
  ["unreachable", undefined],
])("%s after eight attempts with growing pauses: %s", async (code, answer) => {
  const { state, connection } = answering(answer);
  expect(await exchange(connection, REQUEST)).toEqual({ ok: false, error: code });
  expect(state.count).toBe(8);
  expect(state.pauses).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 32_000]);
});

test("a pause of more than five minutes is not waited for", async () => {
  const { state, connection } = answering([429, "301"]);
  expect(await exchange(connection, REQUEST)).toEqual({ ok: false, error: "throttled" });
  expect(state.pauses).toEqual([]);
});

test.each([200, 301, 400, 401, 403, 404, 501])("%i is an answer at once", async (status) => {
  const { state, connection } = answering(status);
  expect(await exchange(connection, REQUEST)).toMatchObject({ value: { status } });
  expect(state.count).toBe(1);
});

test.each([
  ["reads", READS, 250, 25],
  ["queries", QUERIES, 15, 3],
])("%s stay below what Azure publishes, in every window", async (_, size, burst, perSecond) => {
  const { state, connection } = answering(200);
  const budgets = new Budgets(size, connection);
  const times: number[] = [];
  for (let count = 0; count < 600; count++) {
    await budgets.take("one");
    times.push(state.now);
  }
  // at no time more than the bucket and its refill
  for (const [index, since] of times.entries())
    for (const until of [1_000, 5_000, 20_000]) {
      const within = times.slice(index).filter((time) => time < since + until).length;
      expect(within).toBeLessThanOrEqual(
        burst === 15 ? 15 * Math.ceil(until / 5_000) : burst + (perSecond * until) / 1_000,
      );
    }
});

test("a budget is of one key alone", async () => {
  const { state, connection } = answering(200);
  const budgets = new Budgets(QUERIES, connection);
  for (let count = 0; count < QUERIES.capacity; count++) await budgets.take("one");
  await budgets.take("other");
  expect(state.pauses).toEqual([]);
  await budgets.take("one");
  expect(state.pauses).toHaveLength(1);
});
