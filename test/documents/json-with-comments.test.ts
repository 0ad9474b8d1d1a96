import fc from "fast-check";
import { expect, test } from "vitest";
import { parseJsonWithComments } from "../../lib/documents/json-with-comments.ts";

function read(text: string) {
  const parsed = parseJsonWithComments(text);
  if (!parsed.ok) throw new Error(parsed.error[0].problem);
  return parsed.value;
}

test("JSON is read as JSON.parse reads it", () => {
  fc.assert(
    fc.property(fc.json({ stringUnit: "binary" }), (text) => {
      fc.pre(
        text.isWellFormed() &&
          !text.includes("__proto__") &&
          JSON.parse(JSON.stringify(JSON.parse(text))) !== undefined,
      );
      const parsed = parseJsonWithComments(text);
      if (parsed.ok) expect(parsed.value.value).toEqual(JSON.parse(text));
      // texts with half a surrogate pair, written as an escape, are refused
      else expect(parsed.error[0].problem).toMatch(/surrogate|levels deep/);
    }),
  );
});

test("comments and trailing commas are read anywhere, and lines are those of the text", () => {
  const { value, comments, lineOf } = read(`// first
{ /* a
  b */ "one": [1, 2, /* in */ ],
  "two": { "url": "https://x/*y*/", }, // "last": 3
}
`);
  expect(value).toEqual({ one: [1, 2], two: { url: "https://x/*y*/" } });
  expect(comments).toEqual([
    { line: 1, text: "first" },
    { line: 2, text: "a\n  b" },
    { line: 3, text: "in" },
    { line: 4, text: '"last": 3' },
  ]);
  expect([[], ["one"], ["one", 1], ["two", "url"], ["two", "other", 3]].map(lineOf)).toEqual([2, 3, 3, 4, 4]);
});

test.each([
  ["{'a': 1}", "no value of JSON"],
  ["{a: 1}", "no value of JSON"],
  ["({})", "no value of JSON"],
  ["[0x10]", "no value of JSON"],
  ["[.5]", "no value of JSON"],
  ["[1n]", "no value of JSON"],
  ["[1_0]", "no value of JSON"],
  ["[+1]", "no value of JSON"],
  ["[- 1]", "no value of JSON"],
  ["[--1]", "is not JSON"],
  ["[,]", "no value of JSON"],
  ["[...[1]]", "no value of JSON"],
  ["[`a`]", "no value of JSON"],
  [String.raw`["\x41"]`, "no value of JSON"],
  ['["a\\\nb"]', "no value of JSON"],
  ["[NaN]", "no value of JSON"],
  ["[undefined]", "no value of JSON"],
  ["{} {}", "is not JSON"],
  ["", "is not JSON"],
  ["{", "is not JSON"],
  ['{"a" 1}', "is not JSON"],
  ["/* open {}", "is not JSON"],
  ['{"a": 1, "b": {"c": 1, "c": 2}}', "written twice"],
  ['{"a": 1, "\\u0061": 2}', "written twice"],
  [`${"[".repeat(201)}${"]".repeat(201)}`, "levels deep"],
  [`${'{"a":'.repeat(50_000)}1${"}".repeat(50_000)}`, "levels deep"],
  ['{"__proto__": 1}', "is not allowed as a name"],
])("what is not JSON is refused: %s", (text, problem) => {
  const parsed = parseJsonWithComments(text);
  expect(parsed).toMatchObject({ ok: false, error: [{ problem: expect.stringContaining(problem) }] });
});

test("brackets in texts and comments are no nesting", () => {
  expect(read(JSON.stringify("[[".repeat(500))).value).toBe("[[".repeat(500));
  expect(read(`/* ${"[".repeat(500)} */ {} // ${"{".repeat(500)}`).value).toEqual({});
});
