import { afterEach, expect, test, vi } from "vitest";
import { WAITS } from "../../lib/stand-in/pace.ts";

const sleep = vi.hoisted(() => vi.fn(async (_milliseconds: number) => {}));
vi.mock("node:timers/promises", () => ({ setTimeout: sleep }));
afterEach(() => sleep.mockClear());

const { signal } = new AbortController();

test.each([1, 50, 51, 10_000, 1_800_000])(
  "the pace azure waits %i ms as long as azurerm does",
  async (time) => {
    await WAITS.azure(time, signal);
    expect(sleep.mock.calls).toEqual([[time, undefined, { signal }]]);
  },
);

test.each([
  [1, 1],
  [50, 50],
  [51, 50],
  [10_000, 50],
  [1_800_000, 50],
])("the pace fast shortens %i ms to %i ms", async (time, shortened) => {
  await WAITS.fast(time, signal);
  expect(sleep.mock.calls).toEqual([[shortened, undefined, { signal }]]);
});
