import type { Customer } from "../delegation/customer.ts";
import { type EstateLock, lockedCustomer } from "../delegation/estate-lock.ts";
import type { Offer } from "../delegation/offer.ts";
import { formatLock, readLock, writeLock } from "./lock-file.ts";

/** What was synthesized: these customers, with these offers by id. */
export interface SynthesizedDefinitions {
  readonly customers: readonly Customer[];
  readonly offers: ReadonlyMap<string, Offer>;
}

/**
 * Notes in the lock what was just synthesized. A complete run states everything; a selected one its customers
 * only, on top of what the file says by now, because another run may have written it meanwhile. Gives whether the
 * file changed; throws where the file cannot be read or written.
 *
 * @param before the lock as it was read; where it says all of a selected run already, nothing is read again
 */
export function updateLock(
  root: string,
  { customers, offers }: SynthesizedDefinitions,
  complete: boolean,
  before: EstateLock,
): boolean {
  if (complete) return writeLock(root, withCustomers({}, customers, offers));
  if (formatLock(withCustomers({}, customers, offers)) === formatLock(partOf(before, customers)))
    return false;
  const present = readLock(
    root,
    customers.map(({ id }) => id),
  );
  // a part of the estate cannot replace a lock that cannot be read
  if (!present.ok) throw new Error(present.error.problem);
  return writeLock(root, withCustomers(present.value, customers, offers));
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
