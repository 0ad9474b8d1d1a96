import type { Customer } from "../delegation/customer.ts";
import { delegatedAnything, type LockedCustomer } from "../delegation/estate-lock.ts";
import { groupBy } from "../values/group-by.ts";
import { own } from "../values/own.ts";
import { type Estate, type Located, unreadableFileOf } from "./estate.ts";

/** A customer of the lock that no file defines. */
export interface UndefinedCustomer {
  readonly id: string;
  readonly locked: LockedCustomer;
}

/** An undefined customer with delegations, and the new customers that list a subscription of it. */
export interface VanishedCustomer extends UndefinedCustomer {
  readonly successors: readonly Located<Customer>[];
}

/** Finds the lock's customers that no file defines. A file that was not read, or is unreadable, counts as defining. */
export function undefinedCustomers(estate: Estate): UndefinedCustomer[] {
  const defined = new Set(estate.customers.map(({ value }) => value.id));
  return Object.entries(estate.lock)
    .filter(
      ([id]) =>
        !defined.has(id) && !estate.others.has(id) && unreadableFileOf(estate, "customers", id) === undefined,
    )
    .map(([id, locked]) => ({ id, locked }));
}

/**
 * Finds undefined customers that had delegations and whose id no new customer names as `formerId`. Only customers that
 * are not in the lock count as new. Others have a state of their own and cannot take over another.
 */
export function vanishedCustomers(estate: Estate): VanishedCustomer[] {
  const added = estate.customers.filter(({ value }) => own(estate.lock, value.id) === undefined);
  const renamed = new Set(added.map(({ value }) => value.formerId));
  const listed = added.flatMap((customer) =>
    Object.values(customer.value.subscriptions).map((subscriptionId) => ({ customer, subscriptionId })),
  );
  const bySubscription = groupBy(listed, ({ subscriptionId }) => subscriptionId);
  return undefinedCustomers(estate)
    .filter(({ id, locked }) => delegatedAnything(locked) && !renamed.has(id))
    .map(({ id, locked }) => {
      const ids = Object.keys(locked.subscriptions).map((each) => each.toLowerCase());
      const listings = ids.flatMap((each) => bySubscription.get(each) ?? []);
      return { id, locked, successors: [...new Set(listings.map(({ customer }) => customer))] };
    });
}
