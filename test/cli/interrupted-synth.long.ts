import { expect, test } from "vitest";
import { killedSyntheses, synthesesOnFullDisks } from "../support/interrupted-synth.ts";

test("a synthesis that is killed at any change of files leaves the old output, the new one or none", async () => {
  const { old, none, next } = await killedSyntheses(1);
  expect(old).toBeGreaterThan(5);
  expect(none).toBeGreaterThan(5);
  expect(next).toBeGreaterThan(5);
}, 600_000);

test("a synthesis whose disk is full at any change of files leaves the old output", async () => {
  expect(await synthesesOnFullDisks(1)).toBeGreaterThan(10);
}, 600_000);
