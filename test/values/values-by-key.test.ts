import { expect, test } from "vitest";
import { valuesByKey } from "../../lib/values/values-by-key.ts";

test("values stand with their keys, both in the order of the entries", () => {
  const found = valuesByKey([
    ["b", 1],
    ["a", 2],
    ["b", 3],
  ] as const);
  expect([...found]).toEqual([
    ["b", [1, 3]],
    ["a", [2]],
  ]);
  expect(valuesByKey([]).size).toBe(0);
});
