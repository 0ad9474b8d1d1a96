import fc from "fast-check";
import { expect, test } from "vitest";
import { shareOf, stepOf } from "../../lib/fleet/waves.ts";
import { parseWaves } from "../../lib/fleet/waves-schema.ts";

const ALL = { name: "all", percentage: 100 };
const problemsOf = (document: unknown) => {
  const read = parseWaves(document);
  return read.ok ? [] : read.error.map(({ path, problem }) => `${path.join(".")} ${problem}`);
};
const wavesOf = (...steps: readonly object[]) => {
  const read = parseWaves({ version: 1, steps });
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return read.value;
};

test("what is left out has the careful value: nobody may fail, and applied is the sign of health", () => {
  expect(wavesOf(ALL)).toEqual({
    healthy: ["applied"],
    steps: [
      {
        name: "all",
        percentage: 100,
        maximumConcurrency: 10,
        failureTolerance: 0,
        pauseMinutes: 0,
        approval: false,
      },
    ],
  });
});

test.each([
  ["a tag and a percentage", [{ ...ALL, tag: { ring: "a" } }], "steps.0 "],
  ["neither", [{ name: "none" }, ALL], "steps.0 "],
  ["no tag", [{ name: "none", tag: {} }, ALL], "steps.0.tag names no tag"],
  ["a percentage that is too high", [{ ...ALL, percentage: 101 }], "steps.0.percentage "],
  ["two steps of one name", [{ name: "all", percentage: 5 }, ALL], "steps.1.name "],
  ["the name of a word", [{ name: "next", percentage: 5 }, ALL], "steps.0.name "],
  [
    "a step that takes nobody",
    [{ name: "a", percentage: 20 }, { name: "b", percentage: 20 }, ALL],
    "steps.1.percentage ",
  ],
  ["a pause before everything", [{ ...ALL, pause: "PT1H" }], "steps.0.pause "],
  [
    "a pause that is no duration",
    [
      { name: "a", percentage: 1 },
      { ...ALL, pause: "4 hours" },
    ],
    "steps.1.pause ",
  ],
  ["customers that no step takes", [{ name: "a", percentage: 50 }], "steps.0 is the last one"],
  ["a last step by tag", [ALL, { name: "b", tag: { ring: "b" } }], "steps.1 is the last one"],
  ["a negative tolerance", [{ ...ALL, failureTolerance: -1 }], "steps.0.failureTolerance "],
  ["more at once than jobs", [{ ...ALL, maximumConcurrency: 257 }], "steps.0.maximumConcurrency "],
  ["an unknown property", [{ ...ALL, percent: 100 }], "steps.0.percent "],
])("%s is a problem with its place", (_, steps, problem) => {
  expect(problemsOf({ version: 1, steps })).toContainEqual(expect.stringContaining(problem));
});

test("law: a customer's share is its own; each share takes about as many of all customers", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 99 }),
      fc.string({ minLength: 2, maxLength: 8 }),
      (percentage, prefix) => {
        const ids = Array.from({ length: 2000 }, (_, index) => `${prefix}-${index}`);
        const taken = ids.filter((id) => shareOf(id) < percentage).length / 20;
        expect(Math.abs(taken - percentage)).toBeLessThan(8);
        expect(ids.every((id) => shareOf(id) >= 0 && shareOf(id) < 100)).toBe(true);
      },
    ),
    { numRuns: 50 },
  );
});

test("the first step that fits takes a customer, so that a tag goes before any share", () => {
  const waves = wavesOf({ name: "canary", tag: { ring: "canary" } }, { name: "tenth", percentage: 10 }, ALL);
  const ids = Array.from({ length: 500 }, (_, index) => `customer-${index}`);
  expect(new Set(ids.map((id) => stepOf(waves, id, { ring: "canary" })))).toEqual(new Set([0]));
  for (const id of ids) expect(stepOf(waves, id, {})).toBe(shareOf(id) < 10 ? 1 : 2);
});
