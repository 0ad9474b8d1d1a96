import fc from "fast-check";
import { expect, test } from "vitest";
import { similarRoleNames } from "../../lib/roles/search.ts";
import { editDistance } from "../../lib/values/edit-distance.ts";
import { role, SHIPPED } from "./sample-roles.ts";

test.each([
  ["", "", 0],
  ["reader", "reader", 0],
  ["raeder", "reader", 1],
  ["nmae", "name", 1],
  ["ab", "bca", 3],
  ["kitten", "sitting", 3],
  ["", "abc", 3],
])("editDistance of %j and %j is %i", (left, right, distance) => {
  expect(editDistance(left, right)).toBe(distance);
  expect(editDistance(right, left)).toBe(distance);
});

test("editDistance is at most the number of slips made", () => {
  const slip = fc.tuple(fc.nat(30), fc.nat(1), fc.string({ maxLength: 1 }));
  fc.assert(
    fc.property(fc.string(), fc.array(slip, { maxLength: 4 }), (text, slips) => {
      let changed = text;
      for (const [at, cut, put] of slips) changed = changed.slice(0, at) + put + changed.slice(at + cut);
      expect(editDistance(text, changed)).toBeLessThanOrEqual(slips.length);
    }),
  );
});

test.each([
  ["Raeder", "Reader"],
  ["contributor", "Contributor"],
  ["Virtual Machine Contributer", "Virtual Machine Contributor"],
  [
    "Managed Services Registration Assignment Delete Role",
    "Managed Services Registration assignment Delete Role",
  ],
])("similarRoleNames proposes first, for %s, %s", (wrong, meant) => {
  expect(similarRoleNames(SHIPPED, wrong, 3)[0]).toBe(meant);
});

test("similarRoleNames puts the nearest name first, before the order of names", () => {
  const catalogue = {
    date: "2026-08-22",
    roles: [role("A Reder", 1, {}), role("Reader", 2, {}), role("Seder", 3, {})],
  };
  expect(similarRoleNames(catalogue, "Reder", 3)).toEqual(["Reader", "Seder", "A Reder"]);
});

test("similarRoleNames proposes nothing for a name far from all and never more than asked for", () => {
  expect(similarRoleNames(SHIPPED, "Chief Lighthouse Polisher of the North", 3)).toEqual([]);
  expect(similarRoleNames(SHIPPED, "AcrPul", 1)).toEqual(["AcrPull"]);
  expect(similarRoleNames(SHIPPED, "AcrPul", 2)).toEqual(["AcrPull", "AcrPush"]);
});
