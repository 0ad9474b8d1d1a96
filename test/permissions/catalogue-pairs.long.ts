import fc from "fast-check";
import { expect, test } from "vitest";
import { sampleCatalogue } from "../support/catalogue.ts";
import { CatalogueOracle } from "./catalogue-oracle.ts";
import { nearPair, rolePair } from "./catalogue-pairs.ts";
import { wrongDifference, wrongInclusion } from "./judge-pair.ts";

const { roles } = sampleCatalogue();
const oracle = new CatalogueOracle(sampleCatalogue());
const BOTH = ["control", "data"] as const;

test("includes() is right about every pair of built-in roles", () => {
  const wrong: string[] = [];
  for (const role of roles) {
    for (const other of roles) {
      const found = wrongInclusion(oracle, { roles: [role], others: [other] }, ["control"]);
      if (found !== undefined) wrong.push(found);
    }
  }
  expect(roles.length ** 2).toBeGreaterThan(100_000);
  expect(wrong).toEqual([]);
});

test("includes() is right about 100,000 pairs of sets of roles, data actions included", () => {
  fc.assert(
    fc.property(rolePair(), (pair) => {
      expect(wrongInclusion(oracle, pair, BOTH)).toBeUndefined();
    }),
    { numRuns: 100_000 },
  );
});

test("difference() is right about many sets of roles and near misses of roles", () => {
  fc.assert(
    fc.property(fc.oneof(rolePair(), nearPair()), (pair) => {
      expect(wrongDifference(oracle, pair, BOTH)).toBeUndefined();
    }),
    { numRuns: 10_000 },
  );
});
