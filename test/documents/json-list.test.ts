import fc from "fast-check";
import { expect, test } from "vitest";
import { parseJson } from "../../lib/documents/json.ts";
import { JsonListReader } from "../../lib/documents/json-list.ts";

/*
 * A list that comes in pieces gives what parsing it as a whole gives.
 */

/** Elements, the document that is not a list, or the problem. */
function readInPieces(text: string, cuts: readonly number[]) {
  const elements: unknown[] = [];
  const reader = new JsonListReader((element) => elements.push(element));
  const places = [0, ...cuts.map((cut) => cut % (text.length + 1)), text.length].sort((a, b) => a - b);
  for (let index = 1; index < places.length; index++)
    if (!reader.add(text.slice(places[index - 1], places[index]))) break;
  const end = reader.end();
  if (!end.ok) return { problem: end.error };
  return end.value === undefined ? { elements } : { document: end.value };
}

const anyCuts = fc.array(fc.nat(), { maxLength: 8 });

test("however a list is cut, its elements are those of the whole", () => {
  const anyList = fc.array(fc.jsonValue({ stringUnit: fc.constantFrom(...'a\\"[]{},: \n€') }));
  fc.assert(
    fc.property(anyList, fc.constantFrom(0, 2, "\t"), anyCuts, (list, indent, cuts) => {
      const text = `\n ${JSON.stringify(list, null, indent)}\r\n`;
      const whole = parseJson(text);
      const read = readInPieces(text, cuts);
      // a key such as __proto__ is refused in both
      if (whole.ok) expect(read).toEqual({ elements: whole.value });
      else expect(read).toHaveProperty("problem");
    }),
    { numRuns: 300 },
  );
});

test("a text is refused where it is not JSON as a whole, and only there", () => {
  const anyText = fc.string({
    unit: fc.constantFrom('"', "\\", "[", "]", "{", "}", ",", ":", " ", "1", "a"),
    maxLength: 12,
  });
  fc.assert(
    fc.property(anyText, anyCuts, (inside, cuts) => {
      const text = `[${inside}]`;
      const whole = parseJson(text);
      const read = readInPieces(text, cuts);
      if (whole.ok) expect(read).toEqual({ elements: whole.value });
      else expect(read).toHaveProperty("problem");
    }),
    { numRuns: 2000 },
  );
});

test.each([
  ["[1, 2", "is not JSON: its list does not end"],
  ["[1] 2", "is not JSON: more follows its list"],
  ["[1,]", "[1]: it is not JSON"],
  ['[{"a": 1}, {"b": 1, "b": 2}]', "[1]: b is written twice in one object"],
  ["", "it is not JSON"],
  [`["${"x".repeat(2 ** 24)}`, "has a part of more than 16 MiB"],
])("%.40s is refused", (text, problem) => {
  expect(readInPieces(text, [3])).toEqual({ problem: expect.stringContaining(problem) });
});

test("a document that is not a list is given as a whole", () => {
  expect(readInPieces(' {"value": [1], "nextLink": ""} ', [2, 9])).toEqual({
    document: { value: [1], nextLink: "" },
  });
});
