import fc from "fast-check";
import { expect, test } from "vitest";
import { difference, permissionsOf } from "../../lib/permissions/permissions.ts";
import { Effort } from "../../lib/permissions/search.ts";
import { sampleCatalogue } from "../support/catalogue.ts";
import { CatalogueOracle } from "./catalogue-oracle.ts";
import { nearPair, rolePair } from "./catalogue-pairs.ts";
import { type Pair, wrongDifference, wrongInclusion } from "./judge-pair.ts";

const oracle = new CatalogueOracle(sampleCatalogue());
const BOTH = ["control", "data"] as const;

test("includes() is right about random pairs of built-in roles", () => {
  fc.assert(
    fc.property(rolePair(), (pair) => {
      expect(wrongInclusion(oracle, pair, ["control"])).toBeUndefined();
    }),
    { numRuns: 3_000 },
  );
});

test("includes() and difference() are right about roles that differ in one list from a built-in role", () => {
  fc.assert(
    fc.property(nearPair(), fc.boolean(), (pair, both) => {
      expect(wrongDifference(oracle, pair, both ? BOTH : ["control"])).toBeUndefined();
    }),
    { numRuns: 300 },
  );
});

test("difference() names what random sets of built-in roles allow beyond each other, and nothing else", () => {
  fc.assert(
    fc.property(rolePair(), (pair) => {
      expect(wrongDifference(oracle, pair, BOTH)).toBeUndefined();
    }),
    { numRuns: 150 },
  );
});

test("shortening an answer costs no other answer, where it takes a hundred times what deciding takes", () => {
  const rolesCalled = (...names: readonly string[]) =>
    sampleCatalogue().roles.filter(({ name }) => names.includes(name));
  const pair: Pair = {
    roles: rolesCalled("Monitoring Policy Contributor", "Microsoft Discovery Platform Contributor (Preview)"),
    others: rolesCalled("SQL DB Contributor", "Azure Migrate Execute Expert"),
  };
  expect([pair.roles.length, pair.others.length]).toEqual([2, 2]);
  const effort = new Effort();
  difference(permissionsOf(pair.roles, BOTH), permissionsOf(pair.others, BOTH), effort);
  expect(effort.wording.exhaustedBy).toBeDefined();
  expect(effort.spent).toBeLessThan(100_000);
  expect(wrongDifference(oracle, pair, BOTH)).toBeUndefined();
});

test("an answer that could not be shortened is as exact as the shortest", () => {
  fc.assert(
    fc.property(rolePair(), fc.integer({ min: 0, max: 20_000 }), (pair, steps) => {
      const effort = new Effort();
      effort.wording.spend(2_500_000 - steps);
      expect(wrongDifference(oracle, pair, BOTH, effort)).toBeUndefined();
    }),
    { numRuns: 150 },
  );
});

test("the pairs that are drawn are often included, so that both answers are put to the test", () => {
  const isIncluded = ({ roles, others }: Pair) =>
    oracle.someOf(oracle.missing(roles, others, "control")) === undefined;
  for (const pairs of [rolePair(), nearPair()]) {
    const drawn = fc.sample(pairs, { numRuns: 300, seed: 1 });
    expect(drawn.filter(isIncluded).length).toBeGreaterThan(30);
    expect(drawn.filter(isIncluded).length).toBeLessThan(270);
  }
});
