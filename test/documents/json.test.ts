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

test.each([
  ["lists", "[".repeat(202) + "]".repeat(202)],
  ["objects", `${'{"a":'.repeat(202)}1${"}".repeat(202)}`],
  ["a key written twice far below", `${"[".repeat(300)}{"a":1,"a":2}${"]".repeat(300)}`],
  ["what recursion does not survive", `${'{"a":'.repeat(300_000)}1${"}".repeat(300_000)}`],
])("parseJson refuses %s nested more than 200 levels deep", (_, text) => {
  const read = parseJson(text);
  expect(read).toMatchObject({ ok: false, error: [{ kind: "document-too-large" }] });
});

test.each([
  ["a __proto__", "part-unknown", "0 tag __proto__", '[{"tag":{"__proto__":{"env":"prod"}}}]'],
  ["a __proto__ with an escape", "part-unknown", "__proto__", '{"__prot\\u006f__":1}'],
  ["half a surrogate pair", "value-not-allowed", "a 0", '{"a":["x\\ud83d"]}'],
  ["the other half", "value-not-allowed", "", '"\\ude00"'],
  ["half a surrogate pair as a key", "value-not-allowed", "a", '{"a":{"\\ud83d":1}}'],
] as const)("parseJson refuses %s", (_, kind, place, text) => {
  expectRefused(parseJson(text), kind, place);
});

test.each(["", "{", "id: abc", '{ "id": "abc", }', '\ufeff{ "id": "abc" }', "{} {}"])(
  "parseJson refuses %j, which is not JSON",
  (text) => {
    expect(parseJson(text)).toMatchObject({
      ok: false,
      error: [{ kind: "part-unknown", path: [], problem: expect.stringMatching(/^is not JSON: /) }],
    });
  },
);

test.each([
  '{"a":{"a":{"a":1}},"b":[{"a":1},{"a":2}]}',
  '{"a":"b\\":1,\\"b:","c":": \\\\"}',
  '["a",":","\\\\",":\\"",{}]',
  '"a:"',
  "7",
  '{"constructor":1,"toString":2}',
  '{\n\t"id":\t"abc",\n\t"tags": {}\n}',
  '"\\ud83d\\ude00"',
  `${"[".repeat(201)}${"]".repeat(201)}`,
])("parseJson reads %s", (text) => {
  expect(parseJson(text)).toEqual({ ok: true, value: JSON.parse(text) });
});

/** Keys that no document has are refused whether or not they are written twice. */
const name = fc.string().filter((key) => key !== "__proto__");
const jsonValue = fc.jsonValue().filter((value) => !JSON.stringify(value).includes("__proto__"));

test("parseJson reads any JSON, however it is spaced", () => {
  fc.assert(
    fc.property(jsonValue, fc.constantFrom(undefined, 2, "\t"), (document, space) => {
      const text = JSON.stringify(document, undefined, space);
      expect(parseJson(text)).toEqual({ ok: true, value: JSON.parse(text) });
    }),
    { numRuns: 500 },
  );
});

test("parseJson refuses any object that one of its keys is added to", () => {
  const keyed = fc.dictionary(name, jsonValue, { minKeys: 1 });
  fc.assert(
    fc.property(keyed, jsonValue, fc.nat(), (object, value, place) => {
      const keys = Object.keys(object);
      const key = keys[place % keys.length] ?? "";
      const again = `${JSON.stringify(key)}: ${JSON.stringify(value)}`;
      const text = `[${JSON.stringify(object).slice(0, -1)},${again}}]`;
      expectRefused(parseJson(text), "duplicate", `0 ${key}`);
    }),
    { numRuns: 500 },
  );
});

/** JSON whose objects may have any key any number of times, written with or without escapes. */
const written: fc.Arbitrary<Written> = fc.letrec<{ value: Written }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom<Written>({ text: "1", isTwice: false }, { text: '"a\\"b:"', isTwice: false }),
    fc.array(tie("value"), { maxLength: 3 }).map(listOf),
    fc
      .array(fc.tuple(fc.constantFrom('"a"', '"\\u0061"', '"b"', '"\\""', '"__x"'), tie("value")), {
        maxLength: 4,
      })
      .map(objectOf),
  ),
})).value;

interface Written {
  readonly text: string;
  readonly isTwice: boolean;
}

function listOf(values: readonly Written[]): Written {
  return {
    text: `[${values.map(({ text }) => text).join(", ")}]`,
    isTwice: values.some(({ isTwice }) => isTwice),
  };
}

function objectOf(entries: readonly (readonly [string, Written])[]): Written {
  const keys = entries.map(([key]) => JSON.parse(key));
  return {
    text: `{${entries.map(([key, { text }]) => `${key} :${text}`).join(",\n")}}`,
    isTwice:
      keys.some((key, index) => keys.indexOf(key) !== index) || entries.some(([, { isTwice }]) => isTwice),
  };
}

test("parseJson finds a key that is written twice, as comparing every two keys of an object does", () => {
  fc.assert(
    fc.property(written, ({ text, isTwice }) => {
      expect(parseJson(text).ok).toBe(!isTwice);
    }),
    { numRuns: 2000 },
  );
});

test("parseJson reads a hundred thousand keys of one object", () => {
  const keys = Array.from({ length: 100_000 }, (_, index) => `"k${index}":${index}`).join(",");
  expect(parseJson(`{${keys}}`).ok).toBe(true);
  expectRefused(parseJson(`{${keys},"k7":1}`), "duplicate", "k7");
});

test("parseJson: size is read, not suffered", () => {
  const started = performance.now();
  for (const text of [
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
