import { compareText } from "../values/compare-text.ts";
import type { Guid } from "../values/guid.ts";
import type { Customer } from "./customer.ts";
import type { Offer } from "./offer.ts";

/** The file that holds the lock, in the estate's root. */
export const LOCK_FILE = "estate.lock.json";

/** What the last synthesis delegated for one customer: its tenant, and the offers on each listed subscription. */
export interface LockedCustomer {
  readonly tenantId: Guid;
  /** Offer ids by subscription id; an empty list is a subscription with nothing delegated. */
  readonly subscriptions: Readonly<Record<Guid, readonly string[]>>;
  /** Names of the delegated offers, by offer id: another name replaces the delegation. Absent in older locks. */
  readonly names?: Readonly<Record<string, string>>;
}

/**
 * What the estate delegated when it was last synthesized, by customer id. Kept in `estate.lock.json`, which is
 * committed: only so can a customer or subscription that vanished be told from one that never was.
 */
export type EstateLock = Readonly<Record<string, LockedCustomer>>;

/**
 * The lock's entry of a customer as it is defined now.
 *
 * @param offers by id; without them no names are noted
 */
export function lockedCustomer(customer: Customer, offers?: ReadonlyMap<string, Offer>): LockedCustomer {
  const subscriptions = Object.entries(customer.subscriptions).map(([name, id]): [Guid, string[]] => [
    id,
    customer.delegations
      .filter(({ scopes }) => scopes.some(({ subscription }) => subscription === name))
      .map(({ offer }) => offer)
      .sort(compareText),
  ]);
  return {
    tenantId: customer.tenantId,
    subscriptions: Object.fromEntries(subscriptions.sort(([a], [b]) => compareText(a, b))),
    ...(offers === undefined
      ? {}
      : {
          names: namesOf(
            subscriptions.flatMap(([, ids]) => ids),
            offers,
          ),
        }),
  };
}

function namesOf(ids: readonly string[], offers: ReadonlyMap<string, Offer>): Record<string, string> {
  const known = [...new Set(ids)].sort(compareText).flatMap((id): [string, string][] => {
    const offer = offers.get(id);
    return offer === undefined ? [] : [[id, offer.name]];
  });
  return Object.fromEntries(known);
}

/** Whether anything was delegated on any subscription of the customer. */
export function delegatedAnything(locked: LockedCustomer): boolean {
  return Object.values(locked.subscriptions).some((offers) => offers.length > 0);
}
