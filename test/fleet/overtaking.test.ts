import { expect, test } from "vitest";
import { type Records, recordRules as rules } from "../support/record-rules.ts";

/*
 * A revocation is not held up by an apply that failed before: what only takes access away overtakes it.
 */

const [FIRST, FAILED, GAIN, REVOKED, LATER] = ["a", "b", "c", "d", "e"].map((each) => each.repeat(40)) as [
  string,
  string,
  string,
  string,
  string,
];
const isAncestor = (earlier: string, later: string) => earlier <= later;
const CUSTOMER = "fabrikam";

function accept(records: Records, head: string, isNarrowing = false) {
  const base = records.bases[head] ?? records.accepted ?? "";
  const narrowing = isNarrowing ? [CUSTOMER] : [];
  const {
    records: next,
    started,
    held,
  } = rules.accept(records, { head, base, customers: [CUSTOMER], narrowing }, isAncestor);
  return { records: next, isStarted: started.length > 0, why: held[CUSTOMER] };
}

/** An apply failed, a gain waits for it, and a later commit that only takes access away was accepted. */
function overtaken(): Records {
  const failed = rules.fail(accept(rules.begin(rules.EMPTY, FIRST), FAILED).records, FAILED, CUSTOMER);
  const gain = accept(failed, GAIN);
  expect(gain.why).toBe(`the apply of ${FAILED} is not done: run it again first`);
  const revoked = accept(gain.records, REVOKED, true);
  expect(revoked).toMatchObject({ isStarted: true, why: undefined });
  return revoked.records;
}

const mayApply = (records: Records) =>
  [FAILED, GAIN, REVOKED].filter((head) => rules.mayApply(records, head, CUSTOMER));

test("row 2: what only takes access away overtakes an apply that failed, and ends it and what waited", () => {
  const records = overtaken();
  expect(mayApply(records)).toEqual([REVOKED]);
  // run again, the overtaken ones would give back what is taken away
  for (const head of [FAILED, GAIN])
    expect(accept(records, head).why).toBe(`${REVOKED}, which was accepted later, was started there`);
  const done = rules.finish(records, REVOKED, CUSTOMER);
  expect(done.applied[CUSTOMER]).toEqual({ commit: REVOKED, state: "done", waiting: [] });
  for (const head of [FAILED, GAIN]) {
    expect(accept(done, head).why).toBe(`${REVOKED}, which was accepted later, was applied there`);
    expect(() => rules.finish(done, head, CUSTOMER)).toThrow("is not the one that was started");
  }
  expect(accept(done, LATER).isStarted).toBe(true);
});

test("where it fails too, all go on in their order", () => {
  let records = rules.fail(overtaken(), REVOKED, CUSTOMER);
  expect(mayApply(records)).toEqual([FAILED]);
  for (const head of [FAILED, GAIN, REVOKED]) {
    const again = accept(records, head);
    expect(again.isStarted).toBe(true);
    records = rules.finish(again.records, head, CUSTOMER);
  }
  expect(records.applied[CUSTOMER]).toEqual({ commit: REVOKED, state: "done", waiting: [] });
});

test("an apply that ends while it is overtaken is done, and the later one goes on", () => {
  const records = rules.finish(overtaken(), FAILED, CUSTOMER);
  expect(mayApply(records)).toEqual([REVOKED]);
  expect(rules.finish(records, REVOKED, CUSTOMER).applied[CUSTOMER]).toMatchObject({ commit: REVOKED });
});

test("a second one overtakes the first; a gain waits for both; what is given up can be run in its order", () => {
  const later = accept(overtaken(), LATER);
  expect(later.why).toBe(`the apply of ${REVOKED} is not done: run it again first`);
  const second = accept(overtaken(), LATER, true);
  expect(second.isStarted).toBe(true);
  expect(mayApply(second.records)).toEqual([]);
  expect(rules.finish(second.records, LATER, CUSTOMER).applied[CUSTOMER]).toMatchObject({ waiting: [] });
  const given = rules.abandon(later.records, CUSTOMER);
  expect(mayApply(given)).toEqual([]);
  expect(accept(given, REVOKED).why).toBe(`${GAIN} comes first: run its apply again`);
  expect(accept(given, GAIN).isStarted).toBe(true);
});

test("a withdrawn one overtakes nothing any more", () => {
  const { records } = rules.withdraw(overtaken(), REVOKED);
  expect(mayApply(records)).toEqual([FAILED]);
  expect(records.applied[CUSTOMER]?.waiting).toEqual([GAIN]);
});
