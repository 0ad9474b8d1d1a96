import { expect, test } from "vitest";
import { type CustomerAccess, NO_ACCESS } from "../../lib/access/access-side.ts";
import { ownersAt } from "../../lib/history/owners-at.ts";
import type { RecordedState } from "../../lib/history/recorded.ts";

const A = "aaaaaaaa-0000-4000-8000-000000000001";
const B = "bbbbbbbb-0000-4000-8000-000000000002";

const customer = (id: string, ...subscriptionIds: readonly string[]): CustomerAccess => ({
  ...NO_ACCESS,
  customer: id,
  subscriptionIds,
});

const state = (
  at: number,
  access: readonly CustomerAccess[] | undefined,
  about: RecordedState["about"] = "all",
): RecordedState => ({
  at,
  commit: `c${at}`,
  about,
  access:
    access === undefined ? { ok: false, error: { kind: "apply-started" } } : { ok: true, value: access },
  approvers: [],
});

test("a subscription is its owner's of that time: it moves, leaves, and is known where a state is not", () => {
  const states = [
    state(1, [customer("one", A), customer("two", B)]),
    state(2, [customer("two", A, B)]),
    state(3, undefined),
    state(4, []),
  ];
  const at = (time: number) => Object.fromEntries(ownersAt(states, time));
  expect(at(0)).toEqual({});
  expect(at(1)).toEqual({ [A]: "one", [B]: "two" });
  expect(at(2)).toEqual({ [A]: "two", [B]: "two" });
  expect(at(3)).toEqual(at(2));
  expect(at(4)).toEqual({});
});

test("the later of two applies decides on a subscription, and a customer that an apply removed has none", () => {
  const states = [
    state(1, [customer("two", B)], ["two"]),
    state(2, [customer("one", A)], ["one"]),
    state(3, [customer("two", A, B)], ["two"]),
    state(4, [], ["two"]),
  ];
  expect(ownersAt(states, 3).get(A)).toBe("two");
  expect([...ownersAt(states, 4)]).toEqual([[A, "one"]]);
});

test("an apply says whose subscriptions are of its own customers alone", () => {
  const all = [customer("one", A), customer("two", B)];
  expect([...ownersAt([state(1, all, ["one"])], 1)]).toEqual([[A, "one"]]);
});
