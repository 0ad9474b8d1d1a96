import type { Customer } from "../delegation/customer.ts";
import { type EstateLock, lockedCustomer } from "../delegation/estate-lock.ts";
import type { Offer } from "../delegation/offer.ts";
import { changedLock, formatLock, readLock } from "./lock-file.ts";
import type { FileToWrite } from "./output-folder.ts";

/** What was synthesized: these customers, with these offers by id. */
export interface SynthesizedDefinitions {
  readonly customers: readonly Customer[];
  readonly offers: ReadonlyMap<string, Offer>;
}

/**
 * The lock's file with what was just synthesized; undefined where it says so already. A complete run states everything;
 * a selected one its customers only, on top of what the file says by now, because another run may have written it
 * meanwhile. Throws where the file cannot be read, or is not to be written.
 *
 * @param before the lock as it was read; where it says all of a selected run already, nothing is read again
 */
export function updatedLock(
  root: string,
  { customers, offers }: SynthesizedDefinitions,
  complete: boolean,
  before: EstateLock,
): FileToWrite | undefined {
  if (complete) return changedLock(root, withCustomers({}, customers, offers));
  if (formatLock(withCustomers({}, customers, offers)) === formatLock(partOf(before, customers)))
    return undefined;
  const present = readLock(
    root,
    customers.map(({ id }) => id),
  );
  // a part of the estate cannot replace a lock that cannot be read
  if (!present.ok) throw new Error(present.error.problem);
  return changedLock(root, withCustomers(present.value, customers, offers));
}

function withCustomers(
  lock: EstateLock,
  customers: readonly Customer[],
  offers: ReadonlyMap<string, Offer>,
): EstateLock {
  const former = new Set(customers.map(({ formerId }) => formerId));
  const others = Object.entries(lock).filter(([id]) => !former.has(id));
  return Object.fromEntries([...others, ...customers.map((each) => [each.id, lockedCustomer(each, offers)])]);
}

/** What the lock says of these customers, under their ids and former ids. */
function partOf(lock: EstateLock, customers: readonly Customer[]): EstateLock {
  const ids = new Set(customers.flatMap(({ id, formerId }) => [id, formerId]));
  return Object.fromEntries(Object.entries(lock).filter(([id]) => ids.has(id)));
}
