import fc from "fast-check";
import { expect, test } from "vitest";
import { covers, intersect, intersection } from "../../lib/permissions/intersect.ts";
import { Pattern } from "../../lib/permissions/pattern.ts";
import { Effort, searchOperation } from "../../lib/permissions/search.ts";

const PATTERN = fc
  .array(fc.constantFrom("a", "b", "*"), { maxLength: 6 })
  .map((characters) => new Pattern(characters.join("")));

const exists = (all: readonly Pattern[], none: readonly Pattern[]) =>
  searchOperation(all, none, new Effort()).kind === "found";

test("intersect() says that two patterns have an operation in common exactly where a search finds one", () => {
  fc.assert(
    fc.property(PATTERN, PATTERN, (a, b) => {
      expect(intersect(a, b)).toBe(exists([a, b], []));
    }),
    { numRuns: 2_000 },
  );
});

test("covers() is never wrong where it says yes", () => {
  fc.assert(
    fc.property(PATTERN, PATTERN, (outer, inner) => {
      if (covers(outer, inner)) expect(exists([inner], [outer])).toBe(false);
    }),
    { numRuns: 2_000 },
  );
});

test("intersection() is what matches both, all of it and nothing else", () => {
  fc.assert(
    fc.property(PATTERN, PATTERN, (a, b) => {
      const both = intersection(a, b, new Effort());
      if (both === undefined) throw new Error("short patterns are never given up");
      expect(exists([a, b], both)).toBe(false);
      for (const each of both) {
        expect(exists([each], [a])).toBe(false);
        expect(exists([each], [b])).toBe(false);
      }
    }),
    { numRuns: 1_000 },
  );
});
