import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type EstateLock, lockedCustomer } from "../../lib/delegation/estate-lock.ts";
import { formatLock } from "../../lib/estate/lock-file.ts";
import { updatedLock } from "../../lib/estate/updated-lock.ts";
import { aCustomer, anOffer } from "../support/builders.ts";
import { change, temporaryFolder } from "../support/estates.ts";

const LOCK_FILE = "estate.lock.json";
const fabrikam = aCustomer();
const contoso = aCustomer({ id: "contoso" });
const OFFERS = new Map([["operations", anOffer()]]);
const lockOf = (...customers: readonly (typeof fabrikam)[]): EstateLock =>
  Object.fromEntries(customers.map((each) => [each.id, lockedCustomer(each, OFFERS)]));

/** What is to be written into an estate's lock. */
function update(
  root: string,
  customers: readonly (typeof fabrikam)[],
  complete: boolean,
  before: EstateLock,
) {
  const file = updatedLock(root, { customers, offers: OFFERS }, complete, before);
  if (file !== undefined) expect(file.path).toBe(join(root, LOCK_FILE));
  return file?.text;
}

function estateWith(lock: EstateLock): string {
  const root = temporaryFolder();
  change(root, { [LOCK_FILE]: formatLock(lock) });
  return root;
}
const written = (root: string) => readFileSync(join(root, LOCK_FILE), "utf8");

test("updatedLock after a complete run states everything, and drops who is gone", () => {
  const root = estateWith(lockOf(contoso));
  expect(update(root, [fabrikam], true, lockOf(contoso))).toBe(formatLock(lockOf(fabrikam)));
  expect(update(root, [contoso], true, lockOf(contoso))).toBe(undefined);
  expect(written(root)).toBe(formatLock(lockOf(contoso)));
});

test("updatedLock after a selected run states the selected ones and leaves the others", () => {
  const emptied = aCustomer({ delegations: [] });
  const root = estateWith(lockOf(contoso, fabrikam));
  const expected = formatLock(lockOf(contoso, emptied));
  expect(update(root, [emptied], false, lockOf(contoso, fabrikam))).toBe(expected);
});

test("updatedLock after a selected run adds to what another run wrote meanwhile", () => {
  const root = estateWith(lockOf(contoso));
  expect(update(root, [fabrikam], false, {})).toBe(formatLock(lockOf(contoso, fabrikam)));
});

test("updatedLock takes the former id away, also where the new one is locked already", () => {
  const renamed = aCustomer({ id: "fabrikam-group", formerId: "fabrikam" });
  const before = { ...lockOf(contoso, fabrikam), ...lockOf(renamed) };
  const root = estateWith(before);
  expect(update(root, [renamed], false, before)).toBe(formatLock(lockOf(contoso, renamed)));
});

test("updatedLock after a selected run does not touch a lock that says it all", () => {
  const root = temporaryFolder();
  change(root, { [LOCK_FILE]: "not even read" });
  expect(update(root, [fabrikam], false, lockOf(contoso, fabrikam))).toBe(undefined);
});

test("updatedLock after a selected run does not replace a lock that somebody broke", () => {
  const root = temporaryFolder();
  change(root, { [LOCK_FILE]: "<<<<<<<" });
  expect(() => update(root, [fabrikam], false, {})).toThrow("estate.lock.json cannot be read");
});

test("updatedLock keeps the record of a subscription that leaves, until it is delegated again or unlisted", () => {
  const [subscription = ""] = Object.values(fabrikam.subscriptions);
  const leaving = { [subscription]: { since: "2026-11-30", resources: ["/subscriptions/x"] } };
  const left = aCustomer({ delegations: [] });
  const before: EstateLock = { fabrikam: { ...lockedCustomer(fabrikam, OFFERS), leaving } };
  const kept = formatLock({ fabrikam: { ...lockedCustomer(left, OFFERS), leaving } });
  const root = estateWith(before);
  expect(update(root, [left], true, before)).toBe(kept);
  expect(update(root, [left], false, before)).toBe(kept);
  expect(update(root, [fabrikam], true, before)).toBe(formatLock(lockOf(fabrikam)));
  const unlisted = aCustomer({ delegations: [], subscriptions: {} });
  expect(update(root, [unlisted], true, before)).toBe(formatLock(lockOf(unlisted)));
});
