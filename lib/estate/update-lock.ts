import type { Customer } from "../delegation/customer.ts";
import { type EstateLock, lockedCustomer } from "../delegation/estate-lock.ts";
import { readLock, writeLock } from "./lock-file.ts";

/**
 * Notes in the lock what was just synthesized. A complete run states everything; a selected one its customers
 * only, on top of what the file says by now, because another run may have written it meanwhile. Gives whether the
 * file changed.
 */
export function updateLock(root: string, customers: readonly Customer[], complete: boolean): boolean {
  const present = readLock(root);
  // somebody broke the file since it was read: a part of the estate cannot replace it
  if (!complete && !present.ok) return false;
  const entries: { [id: string]: EstateLock[string] } = complete || !present.ok ? {} : { ...present.value };
  for (const customer of customers) {
    entries[customer.id] = lockedCustomer(customer);
    if (customer.formerId !== undefined) delete entries[customer.formerId];
  }
  return writeLock(root, entries);
}
