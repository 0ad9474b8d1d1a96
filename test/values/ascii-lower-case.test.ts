import fc from "fast-check";
import { expect, test } from "vitest";
import { asciiLowerCase } from "../../lib/values/ascii-lower-case.ts";

test("only A to Z are folded, and nothing else changes", () => {
  expect(asciiLowerCase("/resourceGroups/RG-ẞ-Straße-İ-\u212A")).toBe("/resourcegroups/rg-ẞ-straße-İ-\u212A");
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const folded = [...text].map((each) => (/^[A-Z]$/.test(each) ? each.toLowerCase() : each)).join("");
      expect(asciiLowerCase(text)).toBe(folded);
    }),
  );
});
