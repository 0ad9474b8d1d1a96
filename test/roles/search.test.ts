import fc from "fast-check";
import { expect, test } from "vitest";
import { searchRoles } from "../../lib/roles/search.ts";
import { SHIPPED, shippedRole } from "./sample-roles.ts";

function found(...words: readonly string[]): readonly string[] {
  return searchRoles(SHIPPED, words).map(({ role }) => role.name);
}

test("searchRoles wants every word, in either case and any order", () => {
  expect(found("CONTRIBUTOR", "analytics log")).toEqual(["Log Analytics Contributor"]);
  expect(found("contributor", "nosuchword")).toEqual([]);
});

test("searchRoles puts the exact name first and the others in order of name", () => {
  const [first, ...others] = searchRoles(SHIPPED, ["reader"]);
  expect([first?.role.name, first?.exact]).toEqual(["Reader", true]);
  expect(others.length).toBeGreaterThan(50);
  expect(others.some(({ exact }) => exact)).toBe(false);
  const names = others.map(({ role }) => role.name);
  expect(names).toEqual([...names].sort());
});

test("searchRoles finds a role by its GUID or a part of it and says its verdict", () => {
  expect(searchRoles(SHIPPED, ["8E3AF657-A8FF-443C-A75C-2FE8C4BCB635"])).toEqual([
    { role: shippedRole("Owner"), verdict: { kind: "refused", reasons: [{ kind: "owner" }] }, exact: true },
  ]);
  expect(found("8e3af657")).toEqual(["Owner"]);
});

test("searchRoles finds every role without words", () => {
  expect(found().length).toBe(928);
  expect(found(" ").length).toBe(928);
});

test("searchRoles finds any role first by its whole name", () => {
  fc.assert(
    fc.property(fc.constantFrom(...SHIPPED.roles), ({ name }) => {
      expect(found(name.toUpperCase())[0]?.toLowerCase()).toBe(name.toLowerCase());
    }),
  );
});
