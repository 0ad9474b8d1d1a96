import type { Guid } from "../values/guid.ts";
import type { RecordedState } from "./recorded.ts";

/**
 * Customers of subscriptions by what was in force at a time. A subscription that no state names then is missing.
 *
 * @param states sorted by time
 * @param at milliseconds since 1970
 */
export function ownersAt(states: readonly RecordedState[], at: number): ReadonlyMap<Guid, string> {
  const subscriptions = new Map<string, readonly Guid[]>();
  for (const { about, access, at: since } of states) {
    // what is not known leaves the owners that were known before
    if (since > at || !access.ok) continue;
    // a newer state stands behind older ones, so that it decides on a subscription that both name
    for (const each of about === "all" ? [...subscriptions.keys()] : about) subscriptions.delete(each);
    for (const { customer, subscriptionIds } of access.value)
      if (about === "all" || about.includes(customer)) subscriptions.set(customer, subscriptionIds);
  }
  return new Map(
    [...subscriptions].flatMap(([customer, ids]) => ids.map((id): [Guid, string] => [id, customer])),
  );
}
