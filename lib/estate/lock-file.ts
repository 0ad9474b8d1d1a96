import { accessSync, constants } from "node:fs";
import { join } from "node:path";
import type { EstateLock, LockedCustomer } from "../delegation/estate-lock.ts";
import { LOCK_FILE } from "../delegation/estate-lock.ts";
import { ID_PATTERN } from "../delegation/identifiers.ts";
import { reasonOfText } from "../documents/decode-text.ts";
import { parseJson } from "../documents/json.ts";
import { OWN, ownBelow, readTextFile } from "../documents/read-file.ts";
import { compareText } from "../values/compare-text.ts";
import { failure, type Outcome } from "../values/failure.ts";
import { GUID_PATTERN } from "../values/guid.ts";
import { isObject } from "../values/json-object.ts";
import { success } from "../values/result.ts";
import type { FileToWrite } from "./output-folder.ts";

const NOTE = "Written by keeper synth. Commit it: it shows which customers and subscriptions were delegated.";

/**
 * Reads the lock; an estate without one was never synthesized. An unreadable one is a failure: it guards access.
 *
 * @param ids the customers whose entries are checked; other entries only must not be duplicates. @default - all
 */
export function readLock(root: string, ids?: readonly string[]): Outcome<EstateLock> {
  const read = readTextFile(join(root, LOCK_FILE), "lock", ownBelow(root));
  if (!read.ok) return read.error.isAbsent ? success({}) : unreadable(read.error.reason);
  // a merge that keeps both sides repeats an entry, and of two JSON keeps only the last
  const parsed = parseJson(read.value);
  if (!parsed.ok) return unreadable(reasonOfText(parsed.error));
  const lock = parsed.value;
  if (!isObject(lock) || lock["version"] !== 1 || !isObject(lock["customers"])) {
    return unreadable('it is not { "version": 1, "customers": { … } }');
  }
  const { customers } = lock;
  const mattering = Object.keys(customers).filter((id) => ids === undefined || ids.includes(id));
  const strange = mattering.find((id) => !ID_PATTERN.test(id) || !isLockedCustomer(customers[id]));
  if (strange !== undefined)
    return unreadable(`its entry ${JSON.stringify(strange)} is not one that keeper writes`);
  return success(customers as EstateLock);
}

// by hand, not by a schema: with thousands of customers a schema would be a tenth of a selected synthesis
function isLockedCustomer(entry: unknown): entry is LockedCustomer {
  if (!isObject(entry) || !isGuid(entry["tenantId"])) return false;
  const { subscriptions, names = {}, managingTenants = {}, imports = {}, leaving = {} } = entry;
  if (!isObject(names) || !isObject(managingTenants) || !isObject(leaving)) return false;
  if (!Object.entries(names).every(([id, name]) => isId(id) && typeof name === "string")) return false;
  if (!Object.entries(managingTenants).every(([id, tenant]) => isId(id) && isGuid(tenant))) return false;
  if (!Object.entries(leaving).every(([id, record]) => isGuid(id) && isLeavingRecord(record))) return false;
  return areOffersBySubscription(subscriptions) && areOffersBySubscription(imports);
}

function isLeavingRecord(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { since, resources } = value;
  const isSince = typeof since === "string" && /^\d{4}-\d{2}-\d{2}$/.test(since);
  return isSince && Array.isArray(resources) && resources.every((each) => typeof each === "string");
}

function areOffersBySubscription(value: unknown): boolean {
  if (!isObject(value)) return false;
  return Object.entries(value).every(
    ([id, offers]) => GUID_PATTERN.test(id) && Array.isArray(offers) && offers.every(isId),
  );
}

function isGuid(value: unknown): boolean {
  return typeof value === "string" && GUID_PATTERN.test(value);
}

function isId(value: unknown): boolean {
  return typeof value === "string" && ID_PATTERN.test(value);
}

/**
 * The lock's text: one customer a line, so that changes merge and can be reviewed. Entries that keeper did not write
 * are kept.
 */
export function formatLock(lock: EstateLock): string {
  const lines = Object.entries(lock)
    .sort(([a], [b]) => compareText(a, b))
    .map(
      ([id, customer]) =>
        `    ${JSON.stringify(id)}: ${JSON.stringify(isLockedCustomer(customer) ? ordered(customer) : customer)}`,
    );
  const customers = lines.length === 0 ? "{}" : `{\n${lines.join(",\n")}\n  }`;
  return `{\n  "//": ${JSON.stringify(NOTE)},\n  "version": 1,\n  "customers": ${customers}\n}\n`;
}

/**
 * The lock's file with its new text; undefined where the text is unchanged.
 *
 * @throws {Error} Where the file cannot be read, or is write-protected.
 */
export function changedLock(root: string, lock: EstateLock): FileToWrite | undefined {
  const path = join(root, LOCK_FILE);
  const text = formatLock(lock);
  const former = readTextFile(path, "lock", OWN);
  if (former.ok && former.value === text) return undefined;
  const isAbsent = !former.ok && former.error.isAbsent;
  if (!former.ok && !isAbsent) throw new Error(`${LOCK_FILE} cannot be read: ${former.error.reason}`);
  // moving a file into place ignores write protection, so it is checked here
  for (const place of isAbsent ? [root] : [root, path]) accessSync(place, constants.W_OK);
  return { path, text };
}

function ordered({
  tenantId,
  subscriptions,
  names,
  managingTenants,
  imports,
  leaving,
}: LockedCustomer): LockedCustomer {
  return {
    tenantId,
    subscriptions: byKey(subscriptions),
    ...(names === undefined ? {} : { names: byKey(names) }),
    ...(managingTenants === undefined ? {} : { managingTenants: byKey(managingTenants) }),
    ...(imports === undefined ? {} : { imports: byKey(imports) }),
    ...(leaving === undefined ? {} : { leaving: byKey(leaving) }),
  };
}

function byKey<T>(record: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => compareText(a, b)));
}

function unreadable<T>(reason: string): Outcome<T> {
  return failure(
    "unreadable-lock",
    `${LOCK_FILE} cannot be read: ${reason}`,
    `restore ${LOCK_FILE} from version control; after a merge conflict, keep one line for each customer`,
  );
}
