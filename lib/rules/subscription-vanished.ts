import type { Customer } from "../delegation/customer.ts";
import type { EstateLock, LockedCustomer } from "../delegation/estate-lock.ts";
import { LOCK_FILE } from "../delegation/estate-lock.ts";
import { listed } from "../values/listed.ts";
import { own } from "../values/own.ts";
import type { CustomerRule } from "./rule.ts";

/** LH065: a subscription's delegations end before it is removed from the customer. */
export const subscriptionVanished: CustomerRule = {
  code: "LH065",
  kind: "subscription-vanished",
  severity: "error",
  judges: "customer",
  title: "Every subscription that has delegations is listed until they have been removed",
  what: `In \`${LOCK_FILE}\` the customer, under its id or its former id, has offers on a subscription that it no longer lists.`,
  harm: "Terraform needs the subscription's provider to remove its delegations, and only listed subscriptions have one. The removal fails, or the delegations stay in Azure and the managing tenant keeps its access.",
  fix: "List the subscription again with nothing delegated on it, deploy, then remove it. If the subscription is gone from Azure, remove its resources with `terraform state rm` and its entry from the lock. If it was never deployed or is destroyed already, remove it from the customer's line in the lock. If it moves to another customer, add it there only afterwards.",
  accept: "Never: access would remain that no definition shows.",
  source:
    "Terraform: Provider configuration (a provider must remain until everything that it made has been destroyed)",
  *check({ value: customer, file }, { lock }) {
    const locked = lockedBefore(customer, lock);
    if (locked === undefined) return;
    const known = new Set(Object.values(customer.subscriptions));
    for (const [subscriptionId, offers] of Object.entries(locked.subscriptions)) {
      if (offers.length === 0 || known.has(subscriptionId.toLowerCase())) continue;
      yield {
        at: { file, path: ["subscriptions"] },
        problem: `Customer ${customer.id} no longer lists the subscription ${subscriptionId}, on which ${listed(offers, 5)} ${offers.length === 1 ? "was" : "were"} delegated at the last synthesis`,
        received: `subscriptions without ${subscriptionId}`,
        allowed: "the subscription with nothing delegated on it, until that has been deployed",
        fix: `list ${subscriptionId} again with nothing delegated on it, deploy, then remove it; if it was never deployed or is destroyed already, remove it from the customer's line in ${LOCK_FILE}`,
        facts: { customer: customer.id, subscriptionId, offers },
      };
    }
  },
};

function lockedBefore({ id, formerId }: Customer, lock: EstateLock): LockedCustomer | undefined {
  return own(lock, id) ?? (formerId === undefined ? undefined : own(lock, formerId));
}
