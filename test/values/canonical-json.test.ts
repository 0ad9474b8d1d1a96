import fc from "fast-check";
import { expect, test } from "vitest";
import { canonical, canonicalSet, stableJson } from "../../lib/values/canonical-json.ts";

/** The same value with the properties of every object set in the opposite order. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, each]) => [key, turned(each)]),
  );
}

test("canonical and stableJson write the same value as the same text, and as JSON of that value", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      for (const write of [canonical, stableJson]) {
        expect(write(turned(value))).toBe(write(value));
        expect(JSON.parse(write(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }
    }),
  );
});

test("an undefined property is a missing one; in a list, undefined is null", () => {
  expect(canonical({ b: [undefined, 1], a: undefined })).toBe('{"b":[null,1]}');
  expect(canonical(undefined)).toBe("null");
  expect(stableJson({ b: { d: 1, c: 2 }, a: undefined })).toBe(
    '{\n  "b": {\n    "c": 2,\n    "d": 1\n  }\n}\n',
  );
});

test("canonicalSet has one order for one list, and keeps what is repeated", () => {
  expect(canonicalSet([{ b: 1 }, { a: 1 }, { b: 1 }])).toEqual(['{"a":1}', '{"b":1}', '{"b":1}']);
});
