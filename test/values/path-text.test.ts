import { expect, test } from "vitest";
import { pathText } from "../../lib/values/path.ts";

test("pathText writes a path as an author would in code", () => {
  expect(pathText(["plans", "watch", "versions", "2.0.0", "authorizations", 2, "role"])).toBe(
    'plans.watch.versions["2.0.0"].authorizations[2].role',
  );
  expect(pathText([])).toBe("");
  expect(pathText([0, "name"])).toBe("[0].name");
});

test("pathText quotes every key that is not a plain name", () => {
  expect(pathText(["subscriptions", "a b", 'say "x"', ""])).toBe('subscriptions["a b"]["say \\"x\\""][""]');
});
