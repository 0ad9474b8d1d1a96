import fc from "fast-check";
import { expect, test } from "vitest";
import { difference, includes, type Permissions, permissionsOf } from "../../lib/permissions/permissions.ts";
import { sampleCatalogue } from "../support/catalogue.ts";
import { rolePair } from "./catalogue-pairs.ts";
import { everyString, oracleHolds } from "./oracle.ts";

/** A pattern and what is left out of it. */
type Words = readonly [pattern: string, except: readonly string[]];

/** What is allowed where each of these is a permission block, or what it takes: as many actions, and notActions. */
function allowing(...blocks: readonly (readonly [readonly string[], readonly string[]])[]): Permissions {
  const permissions = blocks.map(([actions, notActions]) => ({
    ...{ actions, notActions, dataActions: [], notDataActions: [], condition: null },
  }));
  return permissionsOf([{ id: "r", name: "R", permissions }], ["control"]);
}

const meaning = (words: readonly Words[]) =>
  allowing(...words.map(([pattern, except]) => [[pattern], except] as const));
const isSame = (a: Permissions, b: Permissions) => includes(a, b) && includes(b, a);

function told(all: Permissions, others: Permissions): Words[] {
  const found = difference(all, others).filter(({ condition }) => condition === null);
  return found.map(({ pattern, except }) => [pattern, except]);
}

/** The same words but for one. */
function* withOneLess(words: readonly Words[]): Generator<Words[]> {
  for (const [index, [pattern, except]] of words.entries()) {
    yield words.filter((_, at) => at !== index);
    for (const left of except)
      yield words.with(index, [pattern, except.filter((each) => each !== left)]) as Words[];
  }
}

function idleWords(words: readonly Words[]): Words[][] {
  return [...withOneLess(words)].filter((less) => isSame(meaning(less), meaning(words)));
}

const PATTERN = fc.string({ unit: fc.constantFrom("a", "b", "*", "/"), maxLength: 5 });
const SIDE = fc.array(
  fc.tuple(fc.array(PATTERN, { minLength: 1, maxLength: 3 }), fc.array(PATTERN, { maxLength: 3 })),
  { minLength: 1, maxLength: 3 },
);

test("no term and no exception of a difference can be left out", () => {
  fc.assert(
    fc.property(SIDE, SIDE, (all, others) => {
      expect(idleWords(told(allowing(...all), allowing(...others)))).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test("no term and no exception of a difference of built-in roles can be left out", () => {
  const { roles } = sampleCatalogue();
  expect(roles.length).toBeGreaterThan(900);
  fc.assert(
    fc.property(rolePair(), (pair) => {
      const words = told(permissionsOf(pair.roles, ["control"]), permissionsOf(pair.others, ["control"]));
      // every word less is a comparison of its own
      fc.pre(words.length + words.reduce((sum, [, except]) => sum + except.length, 0) < 60);
      expect(idleWords(words)).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

const STRINGS = everyString("ab", 6);
const SHORT = everyString("ab*", 3).filter((each) => !each.includes("**"));
const SHORT_SIDE = fc.array(
  fc.tuple(
    fc.array(fc.constantFrom(...SHORT), { minLength: 1, maxLength: 2 }),
    fc.array(fc.constantFrom(...SHORT), { maxLength: 2 }),
  ),
  { minLength: 1, maxLength: 2 },
);

/** All that can be said with these patterns in one, two or three words, the fewest first. */
function* sayings(patterns: readonly string[]): Generator<Words[]> {
  for (const a of patterns) yield [[a, []]];
  for (const a of patterns)
    for (const b of patterns) {
      yield [[a, [b]]];
      yield [
        [a, []],
        [b, []],
      ];
    }
  for (const a of patterns)
    for (const b of patterns)
      for (const c of patterns) {
        yield [[a, [b, c]]];
        yield [
          [a, [b]],
          [c, []],
        ];
        yield [
          [a, []],
          [b, []],
          [c, []],
        ];
      }
}

const wordCount = (words: readonly Words[]) => words.reduce((sum, [, except]) => sum + 1 + except.length, 0);
const held = (words: readonly Words[]) =>
  STRINGS.filter((each) => words.some(([pattern, except]) => oracleHolds({ pattern, except }, each))).join();

test("with the patterns that roles are written in, nothing shorter says the same", () => {
  const pairs = fc.sample(fc.tuple(SHORT_SIDE, SHORT_SIDE), { numRuns: 60, seed: 1 });
  const lengths = pairs.map(([all, others]) => {
    const words = told(allowing(...all), allowing(...others));
    const length = wordCount(words);
    const [whole, patterns] = [held(words), [...new Set([...all, ...others].flat(2))]];
    for (const saying of length === 0 ? [] : sayings(patterns)) {
      if (wordCount(saying) >= length) break;
      const same = held(saying) === whole && isSame(meaning(saying), meaning(words));
      expect(same, `${JSON.stringify(words)} is ${JSON.stringify(saying)}`).toBe(false);
    }
    return length;
  });
  expect(lengths.filter((length) => length > 2).length).toBeGreaterThan(10);
});
