import fc from "fast-check";
import { expect, test } from "vitest";
import { parseYaml } from "../../lib/documents/yaml.ts";
import { expectRefused } from "../formats/refused.ts";

const refused = (problem: RegExp) => ({ ok: false, error: [{ problem: expect.stringMatching(problem) }] });

test.each<[string, string, unknown]>([
  ["a map", "id: abc\nscopes: []\n", { id: "abc", scopes: [] }],
  ["no, yes, on and off, which YAML 1.2 leaves text", "[no, yes, on, off]", ["no", "yes", "on", "off"]],
  ["a version, which is not a number", "version: 1.0.0", { version: "1.0.0" }],
  ["a date, which stays text", "at: 2026-11-23", { at: "2026-11-23" }],
  ["a merge key, which is a key like any other", "<<: { a: b }", { "<<": { a: "b" } }],
  ["a few aliases", "a: &x [b]\nc: *x", { a: ["b"], c: ["b"] }],
  ["a comment with tabs", "a: b\t# c\n", { a: "b" }],
  ["nothing", "", null],
  ["its own version", "%YAML 1.2\n---\na: b\n", { a: "b" }],
  ["a pair of escapes that is one character", 'a: "\\ud83d\\ude00"', { a: "😀" }],
  ["one key on two levels", "a: { a: 1 }", { a: { a: 1 } }],
  [
    "keys that every object has",
    "constructor: 1\ntoString: 2\nhasOwnProperty: 3",
    { constructor: 1, toString: 2, hasOwnProperty: 3 },
  ],
])("parseYaml reads %s", (_, text, value) => {
  expect(parseYaml(text)).toEqual({ ok: true, value });
});

test.each<[string, string, RegExp]>([
  ["tabs as indentation", "a:\n\tb: c\n", /is not YAML: .*[Tt]ab/],
  ["two documents in one file", "a: b\n---\na: c\n", /is not YAML: .*multiple documents/],
  ["an alias of nothing", "a: *nobody", /is not YAML/],
  ["a list that is not closed", "a: [b", /is not YAML/],
  ["a tag that nobody knows", "a: !strange b", /is not YAML: .*tag/],
  ["a set", "!!set { a, b }", /is not YAML: .*tag/],
  ["bytes", "a: !!binary aGVsbG8=", /is not YAML: .*tag/],
  ["YAML 1.1, in which no is false", "%YAML 1.1\n---\na: no", /another version/],
  ["a version that is not there yet", "%YAML 1.9\n---\na: no", /is not YAML/],
  ["an alias inside what it stands for", "a: &x [*x]", /nested more than/],
])("parseYaml refuses %s", (_, text, problem) => {
  expect(parseYaml(text)).toMatchObject(refused(problem));
});

test.each<[string, string, string, string]>([
  ["a key written twice", "id: abc\nname: x\nid: def\n", "id", "id: def\n"],
  ["the same value twice", "a: 1\na: 1\n", "a", "a: 1\n"],
  ["a key in two spellings", "a: 1\n'a': 2", "a", "'a': 2"],
  ["a key with an escape", 'a: 1\n"\\x61": 2', "a", '"\\x61": 2'],
  ["a number and its text, which one object cannot both have", "1: a\n'1': b", "1", "'1': b"],
  ["a number in two spellings", "16: a\n0x10: b", "16", "0x10: b"],
  ["nothing and an empty text", "~: a\n'': b", "", "'': b"],
  ["a key and its alias", "&k id: 1\n*k : 2", "id", "*k : 2"],
  ["a list as a key", "? [a]\n: 1\n? [a]\n: 2", '["a"]', "[a]\n: 2"],
  ["a key deep inside", "x:\n  - a: 1\n  - b: { c: [{ d: 1, d: 2 }] }", "x 1 b c 0 d", "d: 2 }] }"],
  ["JSON", '{ "id": "abc", "id": "def" }', "id", '"id": "def" }'],
])("parseYaml refuses %s, and says where it is written again", (_, text, place, again) => {
  const read = parseYaml(text);
  expectRefused(read, "duplicate", place);
  expect(read).toMatchObject({ error: [{ received: again, offset: text.length - again.length }] });
});

test.each([
  ["a __proto__", "part-unknown", "tag __proto__", "tag: { __proto__: { env: prod } }"],
  ["a __proto__ in quotes", "part-unknown", "__proto__", '"__proto__": 1'],
  ["half a surrogate pair", "value-not-allowed", "a 0", 'a: ["\\ud83d"]'],
  ["half a surrogate pair as a key", "value-not-allowed", "a", 'a: { "\\ude00": 1 }'],
] as const)("parseYaml refuses %s", (_, kind, place, text) => {
  expectRefused(parseYaml(text), kind, place);
});

test("parseYaml refuses a small text that aliases make enormous", () => {
  for (const times of [9, 10]) {
    const levels = Array.from({ length: 12 }, (_, level) => {
      const aliases = Array.from({ length: times }, () => (level === 0 ? "x" : `*l${level - 1}`));
      return `l${level}: &l${level} [${aliases.join(", ")}]`;
    });
    expect(parseYaml(levels.join("\n"))).toMatchObject(refused(/is not YAML: .*alias/i));
  }
});

test.each([
  ["lists", "[".repeat(5_000) + "]".repeat(5_000)],
  ["lists that are never closed", "[".repeat(100_000)],
  ["maps", '{"a":'.repeat(5_000)],
  ["lists of lists in one line", "- ".repeat(5_000)],
  ["maps of maps in one line", "? ".repeat(5_000)],
  ["maps by indentation", Array.from({ length: 1_000 }, (_, depth) => `${" ".repeat(depth)}a:\n`).join("")],
])("parseYaml refuses %s nested too deep, which its parser does not survive", (_, text) => {
  expectRefused(parseYaml(text), "document-too-large", "");
});

test("parseYaml takes brackets, as long as they are not inside each other", () => {
  const groups = Array.from({ length: 500 }, () => "[rg-a, { name: rg-b }]");
  expect(parseYaml(`[${groups.join(", ")}]`).ok).toBe(true);
});

/** What an object of JavaScript makes of YAML's keys, one by one. */
const key = fc.oneof(
  fc.constantFrom("a", "'a'", '"a"', '"\\x61"', "b", "1", "'1'", "0x1", "1.0", "~", "''", "true", "'true'"),
  fc.stringMatching(/^[a-c]{1,2}$/),
);

test("parseYaml finds a key that is written twice, as comparing every two keys of a map does", () => {
  fc.assert(
    fc.property(fc.array(key, { minLength: 1, maxLength: 6 }), fc.boolean(), (keys, inside) => {
      const map = `{ ${keys.map((each, index) => `${each}: ${index}`).join(", ")} }`;
      const single = keys.map((each) => Object.keys(Object(valueIn(`{ ${each}: 0 }`)))[0]);
      const isTwice = single.some((one, index) => single.indexOf(one) !== index);
      const read = parseYaml(inside ? `- 7\n- x: ${map}` : map);
      expect(read.ok).toBe(!isTwice);
    }),
    { numRuns: 300 },
  );
});

test("parseYaml reads whatever JSON is, as JSON reads it", () => {
  fc.assert(
    fc.property(jsonValue, (value) => {
      expect(parseYaml(JSON.stringify(value))).toEqual({
        ok: true,
        value: JSON.parse(JSON.stringify(value)),
      });
    }),
    { numRuns: 200 },
  );
});

const jsonValue = fc
  .jsonValue({ depthSize: "small" })
  .filter((value) => !/__proto__/.test(JSON.stringify(value)));

function valueIn(text: string): unknown {
  const read = parseYaml(text);
  if (!read.ok) throw new Error(read.error[0].problem);
  return read.value;
}

test("parseYaml reads forty thousand keys of one map", () => {
  const text = Array.from({ length: 40_000 }, (_, index) => `k${index}: ${index}\n`).join("");
  expect(Object.keys(Object(valueIn(text)))).toHaveLength(40_000);
  expectRefused(parseYaml(`${text}k7: 1\n`), "duplicate", "k7");
}, 60_000);

test("row 8: aliases give a document no more entries than its text has characters", () => {
  const list = `[${Array.from({ length: 1_000 }, () => "1").join(",")}]`;
  const repeated = (times: number) =>
    `a: &a ${list}\n${Array.from({ length: times }, (_, at) => `k${at}: *a\n`).join("")}`;
  expect(parseYaml(repeated(1)).ok).toBe(true);
  const refused = parseYaml(repeated(50));
  if (refused.ok) throw new Error("50,000 entries of a small text were read");
  expect(refused.error[0].problem).toContain("entries once its aliases are followed");
});
