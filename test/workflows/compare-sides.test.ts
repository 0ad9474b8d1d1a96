import { expect, test } from "vitest";
import { incomparableText } from "../../lib/workflows/compare-sides.ts";

test("why two sides cannot be compared names what each side holds", () => {
  expect(
    incomparableText({ kind: "different-customers", before: "complete", after: ["adatum", "fabrikam"] }),
  ).toBe("the two sides hold different customers: the whole estate before, adatum, fabrikam after");
  expect(incomparableText({ kind: "different-customers", before: [], after: ["adatum"] })).toContain(
    "no customers before",
  );
  expect(incomparableText({ kind: "unknown-customers", customers: ["a", "b"] })).toBe(
    'neither side has a customer "a" or "b"',
  );
});
