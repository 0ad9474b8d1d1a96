import fc from "fast-check";
import { expect, test } from "vitest";
import { TextTemplate } from "../../lib/access/text-template.ts";

test("a text with its own values in its holes is the same text", () => {
  const values = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 4 }), { maxLength: 4 });
  fc.assert(
    fc.property(fc.string({ maxLength: 40 }), values, (text, stood) => {
      expect(TextTemplate.of(text, stood).filled((each) => each)).toBe(text);
    }),
  );
});

test("other values stand wherever the own ones stood, the longer one where one holds another", () => {
  const template = TextTemplate.of("id=ab; name=abc; id=ab", ["ab", "abc"]);
  expect(template.holes).toEqual(["ab", "abc", "ab"]);
  expect(template.filled((each) => ({ ab: "x", abc: "yz" })[each] ?? "")).toBe("id=x; name=yz; id=x");
});

test("signs of regular expressions are text", () => {
  expect(TextTemplate.of("a.*b a.xb", ["a.*b"]).holes).toEqual(["a.*b"]);
});
