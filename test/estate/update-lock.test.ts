import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type EstateLock, lockedCustomer } from "../../lib/delegation/estate-lock.ts";
import { formatLock } from "../../lib/estate/lock-file.ts";
import { updateLock } from "../../lib/estate/update-lock.ts";
import { aCustomer, anOffer } from "../support/builders.ts";
import { change, temporaryFolder } from "../support/estates.ts";

const LOCK_FILE = "estate.lock.json";
const fabrikam = aCustomer();
const contoso = aCustomer({ id: "contoso" });
const OFFERS = new Map([["operations", anOffer()]]);
const lockOf = (...customers: readonly (typeof fabrikam)[]): EstateLock =>
  Object.fromEntries(customers.map((each) => [each.id, lockedCustomer(each, OFFERS)]));

function estateWith(lock: EstateLock): string {
  const root = temporaryFolder();
  change(root, { [LOCK_FILE]: formatLock(lock) });
  return root;
}
const written = (root: string) => readFileSync(join(root, LOCK_FILE), "utf8");

test("updateLock after a complete run states everything, and drops who is gone", () => {
  const root = estateWith(lockOf(contoso));
  expect(updateLock(root, { customers: [fabrikam], offers: OFFERS }, true, lockOf(contoso))).toBe(true);
  expect(written(root)).toBe(formatLock(lockOf(fabrikam)));
  expect(updateLock(root, { customers: [fabrikam], offers: OFFERS }, true, lockOf(fabrikam))).toBe(false);
});

test("updateLock after a selected run states the selected ones and leaves the others", () => {
  const emptied = aCustomer({ delegations: [] });
  const root = estateWith(lockOf(contoso, fabrikam));
  expect(updateLock(root, { customers: [emptied], offers: OFFERS }, false, lockOf(contoso, fabrikam))).toBe(
    true,
  );
  expect(written(root)).toBe(formatLock(lockOf(contoso, emptied)));
});

test("updateLock after a selected run adds to what another run wrote meanwhile", () => {
  const root = estateWith(lockOf(contoso));
  expect(updateLock(root, { customers: [fabrikam], offers: OFFERS }, false, {})).toBe(true);
  expect(written(root)).toBe(formatLock(lockOf(contoso, fabrikam)));
});

test("updateLock takes the former id away, also where the new one is locked already", () => {
  const renamed = aCustomer({ id: "fabrikam-group", formerId: "fabrikam" });
  const before = { ...lockOf(contoso, fabrikam), ...lockOf(renamed) };
  const root = estateWith(before);
  expect(updateLock(root, { customers: [renamed], offers: OFFERS }, false, before)).toBe(true);
  expect(written(root)).toBe(formatLock(lockOf(contoso, renamed)));
});

test("updateLock after a selected run does not touch a lock that says it all", () => {
  const root = temporaryFolder();
  change(root, { [LOCK_FILE]: "not even read" });
  expect(updateLock(root, { customers: [fabrikam], offers: OFFERS }, false, lockOf(contoso, fabrikam))).toBe(
    false,
  );
  expect(written(root)).toBe("not even read");
});

test("updateLock after a selected run does not replace a lock that somebody broke", () => {
  const root = temporaryFolder();
  change(root, { [LOCK_FILE]: "<<<<<<<" });
  const update = () => updateLock(root, { customers: [fabrikam], offers: OFFERS }, false, {});
  expect(update).toThrow("estate.lock.json cannot be read");
  expect(written(root)).toBe("<<<<<<<");
});
