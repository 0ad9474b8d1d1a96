import type { Customer } from "../delegation/customer.ts";
import {
  delegatedAnything,
  LOCK_FILE,
  type LockedCustomer,
  lockedCustomer,
} from "../delegation/estate-lock.ts";
import type { Offer } from "../delegation/offer.ts";
import { listed } from "../values/listed.ts";
import { own } from "../values/own.ts";
import { type Estate, offersById } from "./estate.ts";
import { undefinedCustomers } from "./locked-customers.ts";
import type { EstateRule } from "./rule.ts";

/** LH066: the lock matches the definitions. */
export const lockNotCurrent: EstateRule = {
  code: "LH066",
  kind: "lock-not-current",
  severity: "warning",
  judges: "estate",
  title: `\`${LOCK_FILE}\` records what every customer delegates now`,
  what: "The lock has no entry for a customer, or an entry that differs from the definition in tenant, subscriptions or offers. Or it has a customer without delegations that is no longer defined.",
  harm: "Only the lock shows that a customer or subscription was removed from the estate. A customer that is missing in it can be deployed and removed later without a finding, and its access stays.",
  fix: "Run `keeper synth` without naming customers: it writes the lock. Commit it with the definitions.",
  accept: "It cannot be accepted, because the lock has no acceptances. A complete synthesis resolves it.",
  source: "This project's own: the lock is written by synthesis and committed",
  *check(estate) {
    const ids = outdatedIds(estate);
    if (ids.length === 0) return;
    yield {
      at: { file: LOCK_FILE, path: ["customers"] },
      problem: `The lock differs from the definitions of ${ids.length} ${ids.length === 1 ? "customer" : "customers"}: ${listed(ids, 5)}`,
      received: "a lock that differs from the definitions",
      allowed: "the lock that a complete `keeper synth` writes",
      fix: `run \`keeper synth\` for all customers and commit ${LOCK_FILE}`,
      facts: { customers: ids },
    };
  },
};

function outdatedIds(estate: Estate): string[] {
  const offers = offersById(estate);
  const changed = estate.customers.filter(
    ({ value }) => !isCurrent(value, offers, own(estate.lock, value.id)),
  );
  // customers with delegations are errors of other rules, or are outdated under their new id
  const gone = undefinedCustomers(estate).filter(({ locked }) => !delegatedAnything(locked));
  return [...new Set([...changed.map(({ value }) => value.id), ...gone.map(({ id }) => id)])];
}

function isCurrent(
  customer: Customer,
  offers: ReadonlyMap<string, Offer>,
  locked: LockedCustomer | undefined,
): boolean {
  if (locked === undefined) return false;
  const now = lockedCustomer(customer, offers);
  // older locks lack names and managing tenants
  const agrees = <T>(recorded: Readonly<Record<string, T>> = {}, present: Readonly<Record<string, T>> = {}) =>
    Object.entries(present).every(([id, value]) => (own(recorded, id) ?? value) === value);
  const subscriptions = Object.entries(now.subscriptions);
  return (
    now.tenantId === locked.tenantId &&
    subscriptions.length === Object.keys(locked.subscriptions).length &&
    subscriptions.every(([id, taken]) => own(locked.subscriptions, id)?.join(" ") === taken.join(" ")) &&
    agrees(locked.names, now.names) &&
    agrees(locked.managingTenants, now.managingTenants)
  );
}
