import fc from "fast-check";
import { expect, test } from "vitest";
import { parseJson } from "../../lib/documents/json.ts";
import { parseSpaced } from "../../lib/documents/spaced-json.ts";

const written = (value: unknown) => `${JSON.stringify(value, undefined, 2)}\n`;

test("parseSpaced: a text that JSON.stringify wrote is read and refused as parseJson does", () => {
  const value = fc.jsonValue({ maxDepth: 5 });
  const odd = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom("\ud800", "C:\\udine", "__proto__", "\u2028"),
  );
  fc.assert(
    fc.property(value, odd, odd, (inner, key, text) => {
      const document = written({ inner, list: [text], [key]: text });
      expect(parseSpaced(document)).toEqual(parseJson(document));
    }),
    { numRuns: 300 },
  );
});

test.each([198, 199, 200, 201, 300])(
  "parseSpaced: %i levels are read or refused as parseJson does",
  (levels) => {
    let nested: unknown = {};
    for (let level = 1; level < levels; level++) nested = { nested };
    const read = parseSpaced(written(nested));
    expect(read).toEqual(parseJson(written(nested)));
    expect(read.ok).toBe(levels <= 201);
  },
);

test.each([
  ["other spacing", '{"a":1}\n', "part-unknown"],
  ["no newline at the end", '{\n  "a": 1\n}', "part-unknown"],
  ["a key twice", '{\n  "a": 1,\n  "a": 1\n}\n', "duplicate"],
  ["another spelling of a number", '{\n  "a": 1.0\n}\n', "part-unknown"],
  ["no JSON", "{", "part-unknown"],
  ["half a surrogate pair", '{\n  "a": "\\ud800"\n}\n', "value-not-allowed"],
  ["__proto__", '{\n  "__proto__": 1\n}\n', "part-unknown"],
  ["nesting that overflows", `${"[".repeat(100_000)}${"]".repeat(100_000)}`, "document-too-large"],
])("parseSpaced refuses %s", (_, text, kind) => {
  const read = parseSpaced(text);
  expect(read.ok).toBe(false);
  if (!read.ok) expect(read.error[0].kind).toBe(kind);
});
