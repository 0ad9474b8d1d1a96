import { expect, test } from "vitest";
import { killedSyntheses, synthesesOnFullDisks } from "../support/interrupted-synth.ts";

/* Some of the changes of files; interrupted-synth.long.ts takes every one. */

test("a synthesis that is killed leaves the old output, the new one or none, and the next run makes one", async () => {
  const { old, none, next } = await killedSyntheses(6);
  expect([old, none, next].every((times) => times > 0)).toBe(true);
}, 180_000);

test("a synthesis on a full disk leaves the old output, and nothing beside it", async () => {
  expect(await synthesesOnFullDisks(6)).toBeGreaterThan(2);
}, 180_000);
