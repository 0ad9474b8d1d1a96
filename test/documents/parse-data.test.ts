import { expect, test } from "vitest";
import { parseData } from "../../lib/documents/parse-data.ts";

/** A value that a reading must have. */
const ok = (value: unknown) => ({ ok: true, value });
const refused = (problem: RegExp) => ({ ok: false, error: { problem: expect.stringMatching(problem) } });

test.each<[string, "json" | "yaml", string, unknown]>([
  ["a map", "yaml", "id: abc\nscopes: []\n", { id: "abc", scopes: [] }],
  [
    "no, yes, on and off, which YAML 1.2 leaves text",
    "yaml",
    "[no, yes, on, off]",
    ["no", "yes", "on", "off"],
  ],
  ["a version, which is no number", "yaml", "version: 1.0.0", { version: "1.0.0" }],
  ["a date, which stays text", "yaml", "at: 2026-11-23", { at: "2026-11-23" }],
  ["a merge key, which is a key like any other", "yaml", "<<: { a: b }", { "<<": { a: "b" } }],
  ["a few aliases", "yaml", "a: &x [b]\nc: *x", { a: ["b"], c: ["b"] }],
  ["a comment with tabs", "yaml", "a: b\t# c\n", { a: "b" }],
  ["nothing", "yaml", "", null],
  ["a JSON object", "json", '{ "id": "abc" }', { id: "abc" }],
  ["JSON that is indented with tabs", "json", '{\n\t"id":\t"abc",\n\t"tags": {}\n}', { id: "abc", tags: {} }],
  ["one key on two levels", "json", '{ "a": { "a": 1 } }', { a: { a: 1 } }],
  ["a byte order mark, as Windows writes it, before JSON", "json", '\uFEFF{ "id": "abc" }', { id: "abc" }],
  ["a byte order mark before YAML", "yaml", "\uFEFFid: abc", { id: "abc" }],
])("parseData reads %s", (_, language, text, value) => {
  expect(parseData(text, language)).toEqual(ok(value));
});

test.each<[string, "json" | "yaml", string, RegExp]>([
  ["a key written twice", "yaml", "id: abc\nname: x\nid: def\n", /keys must be unique/],
  ["a key written twice in JSON", "json", '{ "id": "abc", "id": "def" }', /written twice/],
  ["a key written twice deep inside JSON", "json", '{ "a": [{ "b": 1, "b": 2 }] }', /written twice/],
  ["a key written twice, once with an escape", "json", '{ "id": 1, "\\u0069d": 2 }', /written twice/],
  ["a key written twice in JSON with tabs", "json", '{\n\t"id": 1,\n\t"id": 2\n}', /written twice/],
  ["tabs as indentation", "yaml", "a:\n\tb: c\n", /is not YAML: .*[Tt]ab/],
  ["two documents in one file", "yaml", "a: b\n---\na: c\n", /is not YAML: .*multiple documents/],
  ["an alias of nothing", "yaml", "a: *nobody", /is not YAML/],
  ["a list that is not closed", "yaml", "a: [b", /is not YAML/],
  ["YAML in a JSON file", "json", "id: abc", /is not JSON/],
  ["a trailing comma", "json", '{ "id": "abc", }', /is not JSON/],
  ["an empty JSON file", "json", "", /is not JSON/],
])("parseData refuses %s", (_, language, text, problem) => {
  expect(parseData(text, language)).toMatchObject(refused(problem));
});

test("parseData says where a key is written again", () => {
  const text = "id: abc\nname: x\nid: def\n";
  expect(parseData(text, "yaml")).toMatchObject({ ok: false, error: { offset: text.lastIndexOf("id") } });
  const json = '{ "id": "abc", "id": "def" }';
  expect(parseData(json, "json")).toMatchObject({ ok: false, error: { offset: json.lastIndexOf('"id"') } });
});

test("parseData refuses a small text that aliases make enormous", () => {
  const levels = Array.from({ length: 12 }, (_, level) => {
    const aliases = Array.from({ length: 10 }, () => (level === 0 ? "x" : `*l${level - 1}`));
    return `l${level}: &l${level} [${aliases.join(", ")}]`;
  });
  expect(parseData(levels.join("\n"), "yaml")).toMatchObject(refused(/is not YAML: .*alias/i));
});

test.each([
  ["yaml", "x", 1],
  ["json", "1", 1],
  // three bytes each in a file: the limit is the file's
  ["yaml", "€", 3],
] as const)("parseData refuses %s of more than 1 MiB, made of %j", (language, character, bytes) => {
  const longest = Math.floor(1_048_576 / bytes);
  expect(parseData(character.repeat(longest + 1), language)).toEqual({
    ok: false,
    error: { problem: "is larger than 1 MiB" },
  });
  expect(parseData(character.repeat(longest), "yaml").ok).toBe(true);
});

test.each([
  ["lists", "[".repeat(5_000) + "]".repeat(5_000)],
  ["lists that are never closed", "[".repeat(100_000)],
  ["maps", '{"a":'.repeat(5_000)],
  ["lists of lists in one line", "- ".repeat(5_000)],
  ["maps of maps in one line", "? ".repeat(5_000)],
  ["maps by indentation", Array.from({ length: 1_000 }, (_, depth) => `${" ".repeat(depth)}a:\n`).join("")],
])("parseData refuses %s nested too deep, which no parser survives", (_, text) => {
  const problem = "is nested more than 100 levels deep";
  expect(parseData(text, "yaml")).toEqual({ ok: false, error: { problem } });
  expect(parseData(text, "json")).toEqual({ ok: false, error: { problem } });
});

test("parseData takes brackets, as long as they are not inside each other", () => {
  const groups = Array.from({ length: 500 }, () => "[rg-a, { name: rg-b }]");
  expect(parseData(`[${groups.join(", ")}]`, "yaml").ok).toBe(true);
});

test("parseData does not mistake a key that every object has for one written twice", () => {
  expect(parseData('{ "constructor": 1, "toString": 2 }', "json")).toEqual(
    ok({ constructor: 1, toString: 2 }),
  );
});
