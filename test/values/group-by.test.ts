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

test("groupBy holds of each value what the caller names, undefined included", () => {
  const groups = groupBy(
    parts,
    ({ key }) => key,
    ({ value }) => (value === 2 ? undefined : value),
  );
  expect([...groups]).toEqual([
    ["b", [1, 3]],
    ["a", [undefined]],
  ]);
});
