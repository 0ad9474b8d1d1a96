import { expect, test } from "vitest";
import type { SeenDeviation } from "../../lib/delegation/deviation.ts";
import { type Decision, decide, type GateInput } from "../../lib/gate/decide.ts";
import { aGrant } from "../support/sides.ts";
import {
  broader,
  CONTRIBUTOR,
  DEVIATING,
  deviating,
  EXIT,
  FACTS,
  grantsBetween,
  seen,
} from "./gate-inputs.ts";

const reasons = (input: Parameters<typeof decide>[0]) =>
  decide(input).reasons.flatMap((each) => (each.kind === "deviation-past-its-day" ? [each] : []));

test("more access is blocked while a deviation of the customer is past its day", () => {
  const input = { ...broader(), facts: deviating("2026-01-01"), today: "2026-01-02" };
  expect(reasons(input)).toMatchObject([{ delegation: DEVIATING, until: "2026-01-01" }]);
  expect(decide(input).kind).toBe("blocked");
});

test("it is not on the last day, nor where the change renews or removes the deviation, nor where access narrows", () => {
  expect(reasons({ ...broader(), facts: deviating("2026-01-02"), today: "2026-01-02" })).toEqual([]);
  const past = { facts: deviating("2026-01-01"), today: "2026-01-02" };
  expect(reasons({ ...broader(), ...past, changeFacts: deviating("2026-02-01") })).toEqual([]);
  expect(reasons({ ...broader(), ...past, changeFacts: FACTS })).toEqual([]);
  expect(reasons({ ...grantsBetween([CONTRIBUTOR, EXIT], [aGrant(), EXIT]), ...past })).toEqual([]);
  // a plan's facts are handed over beside it
  expect(reasons({ ...broader(), ...past, deviationFacts: FACTS })).toEqual([]);
  expect(
    reasons({ ...broader(), today: "2026-01-02", deviationFacts: deviating("2026-01-01") }),
  ).toHaveLength(1);
});

test("what a snapshot shows decides where a customer gains access: another difference blocks, what was not read is not known", () => {
  const change = { ...broader(), facts: deviating("2026-01-02"), today: "2026-01-02" };
  const decided = (state: SeenDeviation["seen"], input: GateInput = change) =>
    decide({ ...input, seenDeviations: seen(state) });
  const kinds = (decision: Decision) => decision.reasons.map(({ kind }) => kind);
  expect(decided("otherwise")).toMatchObject({ kind: "blocked" });
  expect(kinds(decided("otherwise"))).toContain("deviation-seen-otherwise");
  expect(decided("not-read")).toMatchObject({ kind: "undecided" });
  expect(kinds(decided("not-read"))).toContain("deviation-not-read");
  expect(decided("as-allowed").reasons).toEqual(decide(change).reasons);
  const narrower = {
    ...grantsBetween([CONTRIBUTOR, EXIT], [aGrant(), EXIT]),
    facts: deviating("2026-01-02"),
  };
  expect(kinds(decided("otherwise", narrower))).not.toContain("deviation-seen-otherwise");
});

test("on an unknown day it is not known whether a deviation holds", () => {
  const decision = decide({ ...broader(), facts: deviating("2026-01-01"), today: "someday" });
  expect(decision.kind).toBe("undecided");
  expect(decision.reasons).toContainEqual({ kind: "day-unknown" });
});
