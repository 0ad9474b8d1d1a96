import fc from "fast-check";
import { expect, test } from "vitest";
import { jsonPieces, jsonText } from "../../lib/report/json-text.ts";

test("jsonPieces() gives the text of jsonText(), whatever is in a list and however long it is", () => {
  const entry = fc.oneof(fc.jsonValue({ maxDepth: 3 }), fc.string({ unit: "binary" }));
  // shorter and longer than what is written at a time
  const lists = fc.oneof(
    fc.array(entry, { maxLength: 3 }),
    fc.array(entry, { minLength: 60, maxLength: 200 }),
  );
  fc.assert(
    fc.property(entry, lists, lists, (before, list, after) => {
      const pieces = jsonPieces({ before, list: list.values(), "##[x]": after.values(), end: [] });
      expect([...pieces].join("")).toBe(jsonText({ before, list, "##[x]": after, end: [] }));
    }),
  );
});
