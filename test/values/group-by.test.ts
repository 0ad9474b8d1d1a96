import { expect, test } from "vitest";
import { groupBy } from "../../lib/values/group-by.ts";

const parts = [
  { key: "b", value: 1 },
  { key: "a", value: 2 },
  { key: "b", value: 3 },
];

test("groupBy groups values by key, keys and values in the order of the values", () => {
  expect([...groupBy(parts, ({ key }) => key)]).toEqual([
    ["b", [parts[0], parts[2]]],
    ["a", [parts[1]]],
  ]);
  expect(groupBy([], String).size).toBe(0);
});
