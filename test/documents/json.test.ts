import fc from "fast-check";
import { expect, test } from "vitest";
import { parseJson } from "../../lib/documents/json.ts";
import { readPlan } from "../../lib/formats/terraform/plan.ts";
import { fixture } from "../formats/plan-samples.ts";
import { expectRefused, readOf } from "../formats/refused.ts";

test.each([
  ["two values of one key", '{"errored":true,"errored":false}', "errored", '"errored":false}'],
  ["the same value twice", '{"a":1,"b":2,"a":1}', "a", '"a":1}'],
  ["a key in two spellings", '{"a":true,"\\u0061":false}', "a", '"\\u0061":false}'],
  ["a key with a quote", '{"a\\"":1,"a\\"":2}', 'a"', '"a\\"":2}'],
  ["a key that ends with a backslash", '{"a\\\\":1,"a\\\\":2}', "a\\", '"a\\\\":2}'],
  ["spaces before the colon", '{"a" \t\r\n:1,"a":2}', "a", '"a":2}'],
  ["a key deep inside", '[7,{"a":{"b":[{},{"c":1},{"c":1,"c":2}]}}]', "1 a b 2 c", '"c":2}]}}]'],
  ["a key with an object each", '{"a":{"b":1},"a":{"b":2}}', "a", '"a":{"b":2}}'],
  ["a key whose object is lost", '{"a":{"b":1},"a":2}', "a", '"a":2}'],
  ["a __proto__", '{"__proto__":1,"__proto__":2}', "__proto__", '"__proto__":2}'],
  ["an empty key", '{"":1,"":2}', "", '"":2}'],
])("parseJson refuses %s", (_, text, place, received) => {
  const read = parseJson(text);
  expectRefused(read, "duplicate", place);
  expect(read.ok ? [] : read.error.map((each) => each.received)).toEqual([received]);
});

test("parseJson refuses a key that is twice deeper than it looks for it", () => {
  expectRefused(parseJson(`${"[".repeat(300)}{"a":1,"a":2}${"]".repeat(300)}`), "duplicate", "");
});

test.each([
  '{"a":{"a":{"a":1}},"b":[{"a":1},{"a":2}]}',
  '{"a":"b\\":1,\\"b:","c":": \\\\"}',
  '["a",":","\\\\",":\\"",{}]',
  '"a:"',
  "7",
])("parseJson reads %s", (text) => {
  expect(parseJson(text)).toEqual({ ok: true, value: JSON.parse(text) });
});

test("parseJson reads any JSON, however it is spaced", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom(undefined, 2, "\t"), (document, space) => {
      const text = JSON.stringify(document, undefined, space);
      expect(parseJson(text)).toEqual({ ok: true, value: JSON.parse(text) });
    }),
    { numRuns: 500 },
  );
});

test("parseJson refuses any object that one of its keys is added to", () => {
  const keyed = fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1 });
  fc.assert(
    fc.property(keyed, fc.jsonValue(), fc.nat(), (object, value, place) => {
      const keys = Object.keys(object);
      const key = keys[place % keys.length] ?? "";
      const again = `${JSON.stringify(key)}: ${JSON.stringify(value)}`;
      const text = `[${JSON.stringify(object).slice(0, -1)},${again}}]`;
      expectRefused(parseJson(text), "duplicate", `0 ${key}`);
    }),
    { numRuns: 500 },
  );
});

test("parseJson: depth and size are read, not suffered", () => {
  const deep = 300_000;
  const started = performance.now();
  for (const text of [
    `${'{"a":'.repeat(deep)}1${"}".repeat(deep)}`,
    JSON.stringify("\\".repeat(2_000_000)),
    JSON.stringify('"'.repeat(2_000_000)),
    `["a"${" ".repeat(4_000_000)}]`,
  ])
    expect(parseJson(text).ok).toBe(true);
  expect(performance.now() - started).toBeLessThan(5_000);
});

test("a plan that says both that it failed and that it did not is not read", () => {
  const text = JSON.stringify(fixture("change"));
  const both = text.replace('"errored":false', '"errored":true,"errored":false');
  expect(readPlan("fabrikam", JSON.parse(both)).ok).toBe(true);
  expect(readOf(parseJson(text))).toEqual(fixture("change"));
  expectRefused(parseJson(both), "duplicate", "errored");
});
