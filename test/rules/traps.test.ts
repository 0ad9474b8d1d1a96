import { expect, test } from "vitest";
import { RULES } from "../../lib/rules/rules.ts";
import { INVARIANTS } from "../../scripts/docs/invariants.ts";
import { TRAPS } from "../../scripts/docs/traps.ts";

const guards = TRAPS.flatMap((trap) => trap.guards);

test("TRAPS numbers the twenty traps, each once and in order", () => {
  expect(TRAPS.map(({ number }) => number)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
});

test.each(TRAPS)("TRAPS guards against trap $number: $title", (trap) => {
  expect(trap.title.trim()).not.toBe("");
  expect(trap.guards.length).toBeGreaterThan(0);
  for (const guard of trap.guards) {
    const named = guard.by === "rule" ? guard.codes : guard.by === "invariant" ? guard.kinds : [guard.what];
    expect(named.filter((each) => each.trim() !== "").length).toBeGreaterThan(0);
    expect(new Set(named).size).toBe(named.length);
  }
});

test("TRAPS names rules that exist", () => {
  const known = new Set(RULES.map(({ code }) => code));
  const named = guards.flatMap((guard) => (guard.by === "rule" ? guard.codes : []));
  expect(named.filter((code) => !known.has(code))).toEqual([]);
});

test("TRAPS names invariants that exist", () => {
  const named = guards.flatMap((guard) => (guard.by === "invariant" ? guard.kinds : []));
  expect(named.filter((kind) => !Object.hasOwn(INVARIANTS, kind))).toEqual([]);
});
