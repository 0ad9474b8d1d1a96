import fc from "fast-check";
import { expect, test } from "vitest";
import { coversAction } from "../../lib/roles/action-pattern.ts";

test.each([
  ["*", "a/b/write", true],
  ["*/read", "a/b/read", true],
  ["*/read", "a/b/write", false],
  ["Microsoft.Authorization/*/Write", "microsoft.authorization/roleAssignments/write", true],
  ["Microsoft.Authorization/*", "Microsoft.AuthorizationX/locks/write", false],
  ["a/*/c/*", "a/b/c/d", true],
  ["a/*/c/*", "a/b/d", false],
  ["a*a", "a", false],
  ["a/b", "a/b", true],
  ["a/b", "a/b/c", false],
  ["a.b", "aXb", false],
])("coversAction says that %s covers %s: %s", (pattern, action, covered) => {
  expect(coversAction(pattern, action)).toBe(covered);
});

test("coversAction agrees with a regular expression", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "B", "b", "/", "*"), maxLength: 8 });
  fc.assert(
    fc.property(text, text, (pattern, action) => {
      const expected = new RegExp(`^${pattern.replaceAll("*", ".*")}$`, "i").test(action);
      expect(coversAction(pattern, action)).toBe(expected);
    }),
    { numRuns: 2000 },
  );
});
