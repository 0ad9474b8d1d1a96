import type { Customer } from "../delegation/customer.ts";
import {
  type EstateLock,
  type LockedCustomer,
  lockedCustomer,
  presentImportMark,
  presentLeaving,
} from "../delegation/estate-lock.ts";
import type { Offer } from "../delegation/offer.ts";
import { own } from "../values/own.ts";
import { changedLock, formatLock, readLock } from "./lock-file.ts";
import type { FileToWrite } from "./output-folder.ts";

/** Synthesized customers, with their offers by id. */
export interface SynthesizedDefinitions {
  readonly customers: readonly Customer[];
  readonly offers: ReadonlyMap<string, Offer>;
}

/**
 * The lock's file after a synthesis; undefined where it is unchanged. A complete run writes all entries. A selected run
 * updates its customers in the file's present text, because another run may have written it meanwhile. Throws where the
 * file cannot be read, or is write-protected.
 *
 * @param before the lock as read earlier; where it holds a selected run's entries already, it is not read again
 */
export function updatedLock(
  root: string,
  { customers, offers }: SynthesizedDefinitions,
  complete: boolean,
  before: EstateLock,
): FileToWrite | undefined {
  if (complete) return changedLock(root, withCustomers({}, customers, offers, before));
  if (formatLock(withCustomers({}, customers, offers, before)) === formatLock(partOf(before, customers)))
    return undefined;
  const present = readLock(
    root,
    customers.map(({ id }) => id),
  );
  // a part of the estate cannot replace a lock that cannot be read
  if (!present.ok) throw new Error(present.error.problem);
  return changedLock(root, withCustomers(present.value, customers, offers, present.value));
}

/** @param marked the lock whose import marks and records of leaving stand */
function withCustomers(
  lock: EstateLock,
  customers: readonly Customer[],
  offers: ReadonlyMap<string, Offer>,
  marked: EstateLock,
): EstateLock {
  const former = new Set(customers.map(({ formerId }) => formerId));
  const others = Object.entries(lock).filter(([id]) => !former.has(id));
  const entries = customers.map((each): [string, LockedCustomer] => {
    const entry = own(marked, each.id) ?? own(marked, each.formerId ?? "");
    const imports = presentImportMark(each, entry?.imports);
    const locked = lockedCustomer(each, offers);
    const leaving = presentLeaving(locked, entry?.leaving);
    return [
      each.id,
      {
        ...locked,
        ...(imports === undefined ? {} : { imports }),
        ...(leaving === undefined ? {} : { leaving }),
      },
    ];
  });
  return Object.fromEntries([...others, ...entries]);
}

/** The lock's entries of these customers, under their ids and former ids. */
function partOf(lock: EstateLock, customers: readonly Customer[]): EstateLock {
  const ids = new Set(customers.flatMap(({ id, formerId }) => [id, formerId]));
  return Object.fromEntries(Object.entries(lock).filter(([id]) => ids.has(id)));
}
