import fc from "fast-check";
import { expect, test } from "vitest";
import { TextSearch } from "../../../pages/shared/text-search.ts";

/** Few letters, so that words are found; no line breaks, which pages escape. */
const someText = fc.string({ unit: fc.constantFrom("a", "b", "B", "ä", "İ", " ", "→") });

test("a word is found in the texts that have it, whatever the case of their letters", () => {
  fc.assert(
    fc.property(
      fc.array(someText),
      fc.string({ unit: fc.constantFrom("a", "b", "ä"), minLength: 1 }),
      (texts, word) => {
        const expected = texts.map((text) => (text.toLowerCase().includes(word) ? 1 : 0));
        expect([...new TextSearch(texts).find(word)]).toEqual(expected);
      },
    ),
  );
});
