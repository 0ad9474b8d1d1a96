import type { Renaming } from "../access/renaming.ts";
import type { CustomerChange } from "./access-change.ts";

/**
 * Works something out for customers that change: once for all that are alike, whose results are made of that of the
 * first by other ids. `work` must do nothing with a customer's ids but repeat them and compare those of a kind.
 *
 * @param renamed the result of the first, carried over to `change`
 */
export function oncePerTemplate<T extends {}>(
  work: (change: CustomerChange) => T,
  renamed: (result: T, change: CustomerChange, by: Renaming) => T,
): (change: CustomerChange) => T {
  const results = new Map<CustomerChange, T>();
  return (change) => {
    if (change.sameAs === undefined) return work(change);
    const { first, by } = change.sameAs;
    // worked out anew, and kept from then on: results of customers that nobody is like would only take room
    const known = results.get(first) ?? work(first);
    results.set(first, known);
    return renamed(known, change, by);
  };
}
