import { expect, test } from "vitest";
import { isAction, isCatalogueDate, isGuid, isRoleName } from "../../lib/roles/catalogue-values.ts";

const DATES: [string, boolean][] = [
  ["2026-08-22", true],
  ["2024-02-29", true],
  ["2026-02-29", false],
  ["2026-13-01", false],
  ["2026-00-10", false],
  ["2026-04-31", false],
  ["2026-8-22", false],
  ["2026-08-22T00:00:00Z", false],
  ["", false],
];

test.each(DATES)("isCatalogueDate says of %j: %s", (text, verdict) => {
  expect(isCatalogueDate(text)).toBe(verdict);
});

test("isGuid takes bare GUIDs in either case and nothing around them", () => {
  expect(isGuid("ACDD72A7-3385-48ef-bd42-f606fba81ae7")).toBe(true);
  expect(isGuid("{acdd72a7-3385-48ef-bd42-f606fba81ae7}")).toBe(false);
  expect(isGuid("acdd72a7338548efbd42f606fba81ae7")).toBe(false);
  expect(isGuid("/roleDefinitions/acdd72a7-3385-48ef-bd42-f606fba81ae7")).toBe(false);
});

test("isRoleName refuses outer white space, line breaks and the empty text", () => {
  expect(["A", "A b (c)", "A  b"].map(isRoleName)).toEqual([true, true, true]);
  expect(["", " A", "A ", "A\nb"].map(isRoleName)).toEqual([false, false, false, false]);
});

test("isAction refuses white space and the empty text", () => {
  expect(["*", "*/read", "a/b"].map(isAction)).toEqual([true, true, true]);
  expect(["", "a b", "a/b ", "a\n"].map(isAction)).toEqual([false, false, false, false]);
});
