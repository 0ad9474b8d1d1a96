import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { AccessGrant } from "../../lib/access/access-grant.ts";
import { type CustomerAccess, NO_ACCESS } from "../../lib/access/access-side.ts";
import { type AccessHistory, grantKey, historyOf } from "../../lib/history/periods.ts";
import type { RecordedState, UnknownAccess } from "../../lib/history/recorded.ts";
import { withSightings } from "../../lib/history/sightings.ts";

const grant = (principalId: string, change: Partial<AccessGrant> = {}): AccessGrant => ({
  principalId,
  principalDisplayName: principalId,
  roleDefinitionId: "role",
  scope: "/subscriptions/s",
  access: { kind: "standing", delegatedRoleDefinitionIds: [] },
  managingTenantId: "tenant",
  registrationDefinitionId: "definition",
  registrationAssignmentId: "assignment",
  ...change,
});

const customer = (id: string, ...principals: readonly string[]): CustomerAccess => ({
  ...NO_ACCESS,
  customer: id,
  grants: principals.map((each) => grant(each)),
});

const BROKEN: UnknownAccess = { kind: "not-run", problem: "broken" };

const state = (
  at: number,
  access: readonly CustomerAccess[] | UnknownAccess,
  about: RecordedState["about"] = "all",
): RecordedState => ({
  at,
  commit: `c${at}`,
  about,
  access: "kind" in access ? { ok: false, error: access } : { ok: true, value: access },
  approvers: [{ name: `approver of ${at}`, customers: "all" }],
});

const shown = ({ periods }: AccessHistory) =>
  periods.map(({ customer: id, grant: { principalId }, from, until }) => {
    const edge = (each: { at: number; isKnown: boolean }) => `${each.isKnown ? "" : "?"}${each.at}`;
    return `${id} ${principalId} ${edge(from)}-${until === undefined ? "" : edge(until)}`;
  });

describe("history of all customers", () => {
  test("a grant lasts from the state that has it to the state that lacks it", () => {
    const history = historyOf([
      state(1, [customer("a", "x")]),
      state(2, [customer("a", "x", "y"), customer("b", "x")]),
      state(3, [customer("a", "y")]),
    ]);
    expect(shown(history)).toEqual(["a x ?1-3", "a y 2-", "b x 2-3"]);
    expect(history.periods[1]).toMatchObject({ commit: "c2", approvers: ["approver of 2"] });
    expect(history.unrecorded).toEqual([
      { customer: undefined, from: undefined, until: 1, why: { kind: "nothing-recorded-before" } },
    ]);
  });

  test("a state that is not known ends every period without saying that access ended", () => {
    const history = historyOf([
      state(1, [customer("a", "x")]),
      state(2, BROKEN),
      state(3, { kind: "not-run", problem: "broken still" }),
      state(4, [customer("a", "x"), customer("b", "y")]),
    ]);
    expect(shown(history)).toEqual(["a x ?1-?2", "a x ?4-", "b y ?4-"]);
    expect(history.unrecorded.slice(1)).toEqual([{ customer: undefined, from: 2, until: 4, why: BROKEN }]);
  });

  test("a stretch at the end is not known until now", () => {
    const { unrecorded } = historyOf([state(1, []), state(2, BROKEN)]);
    expect(unrecorded.at(-1)).toEqual({ customer: undefined, from: 2, until: undefined, why: BROKEN });
  });

  test("other ids of the same grant are no other access; other terms are", () => {
    const eligible: AccessGrant["access"] = {
      kind: "eligible",
      multiFactorAuthProvider: "Azure",
      maximumActivationDuration: "PT4H",
      approvers: [],
    };
    const changed = (change: Partial<AccessGrant>) => [{ ...customer("a"), grants: [grant("x", change)] }];
    const history = historyOf([
      state(1, changed({})),
      state(2, changed({ registrationDefinitionId: "other", scope: "/SUBSCRIPTIONS/S" })),
      state(3, changed({ access: eligible })),
    ]);
    expect(shown(history)).toEqual(["a x ?1-3", "a x 3-"]);
  });
});

describe("history of what was applied, customer by customer", () => {
  test("another customer's state changes nothing; before the first one nothing is known", () => {
    const history = historyOf([
      state(1, [customer("a", "x")], ["a"]),
      state(2, [customer("b", "y")], ["b"]),
      state(3, [], ["a"]),
    ]);
    expect(shown(history)).toEqual(["a x ?1-3", "b y ?2-"]);
    expect(history.unrecorded.map(({ customer: id, until }) => [id, until])).toEqual([
      ["a", 1],
      ["b", 2],
    ]);
  });

  test("while an apply is under way, nothing is known of its customer alone", () => {
    const history = historyOf([
      state(1, [customer("a", "x")], ["a"]),
      state(2, [customer("b", "y")], ["b"]),
      state(3, { kind: "apply-started" }, ["a"]),
      state(5, [customer("a", "x")], ["a"]),
    ]);
    expect(shown(history)).toEqual(["a x ?1-?3", "a x ?5-", "b y ?2-"]);
    expect(history.unrecorded.at(-1)).toEqual({
      customer: "a",
      from: 3,
      until: 5,
      why: { kind: "apply-started" },
    });
  });
});

test("law: at every time that is known, the periods are exactly the last state's grants", () => {
  const access = fc.uniqueArray(fc.constantFrom("x", "y", "z"), { maxLength: 3 });
  const states = fc.array(fc.option(fc.tuple(access, access), { nil: undefined }), {
    minLength: 1,
    maxLength: 8,
  });
  fc.assert(
    fc.property(states, (list) => {
      const recorded = list.map((each, index) =>
        state(index, each === undefined ? BROKEN : [customer("a", ...each[0]), customer("b", ...each[1])]),
      );
      const { periods, unrecorded } = historyOf(recorded);
      for (const [index, each] of list.entries()) {
        const at = index + 0.5;
        const held = periods
          .filter(({ from, until }) => from.at <= at && (until === undefined || at < until.at))
          .map(({ customer: id, grant: { principalId } }) => `${id}${principalId}`);
        const isUnknown = unrecorded.some(
          ({ from = -1, until }) => from <= at && (until === undefined || at < until),
        );
        expect(isUnknown).toBe(each === undefined);
        const expected =
          each === undefined ? [] : [...each[0].map((id) => `a${id}`), ...each[1].map((id) => `b${id}`)];
        expect(held.sort()).toEqual(expected.sort());
      }
    }),
  );
});

test("snapshots confirm a period, contradict it, or show what no record explains", () => {
  const { periods } = historyOf([state(1, [customer("a", "x", "y")]), state(5, [customer("a", "y")])]);
  const sighting = (at: number, name: string, principals: readonly string[], read = true) => ({
    at,
    name,
    grants: principals.map((each) => ({ customer: "a", grant: grant(each) })),
    hasRead: () => read,
  });
  const compared = withSightings(periods, [
    sighting(2, "march", ["x", "z"]),
    sighting(3, "unread", [], false),
    sighting(6, "june", ["x", "y"]),
  ]);
  expect(
    compared.periods.map(({ grant: { principalId }, seenIn, missingIn }) => [principalId, seenIn, missingIn]),
  ).toEqual([
    ["x", ["march"], []],
    ["y", ["june"], ["march"]],
  ]);
  expect(compared.unexplained.map(({ grant: each, seenIn }) => [each.principalId, seenIn])).toEqual([
    ["z", "march"],
    ["x", "june"],
  ]);
  expect(grantKey(grant("x"))).toBe(grantKey(grant("x", { principalDisplayName: "another name" })));
});
