import { LOCK_FILE } from "../delegation/estate-lock.ts";
import { listed } from "../values/listed.ts";
import { vanishedCustomers } from "./locked-customers.ts";
import type { EstateRule } from "./rule.ts";

/** LH063: a customer's delegations end before its file is removed. */
export const customerVanished: EstateRule = {
  code: "LH063",
  kind: "customer-vanished",
  severity: "error",
  judges: "estate",
  title: "Every customer that has delegations is defined until they have been removed",
  what: `\`${LOCK_FILE}\` has a customer with delegations at the last synthesis, and no file defines it now. No new customer names its id as \`formerId\` or lists one of its subscriptions.`,
  harm: "Terraform removes a delegation only through the customer's stack, which is gone with the definition. The delegations stay in Azure: the managing tenant keeps its access, and no definition shows it.",
  fix: "Restore the customer's file with its subscriptions listed and nothing delegated: `scopes: []` in each delegation, or `delegations: []`. Deploy, so that Terraform removes the delegations; then remove the file. If the customer was never deployed or is destroyed already (`cdktf destroy`), remove its line from the lock.",
  accept: "Never: access would remain that no definition shows.",
  source:
    "This project's own: one stack for each customer. Terraform: Provider configuration (a provider must remain until everything that it made has been destroyed)",
  *check(estate) {
    for (const { id, locked, successors } of vanishedCustomers(estate)) {
      if (successors.length > 0) continue;
      const delegated = Object.entries(locked.subscriptions).filter(([, offers]) => offers.length > 0);
      const offers = [...new Set(delegated.flatMap(([, each]) => each))];
      const subscriptions = delegated.map(([subscriptionId]) => subscriptionId);
      yield {
        at: { file: LOCK_FILE, path: ["customers", id] },
        problem: `Customer ${id} delegated ${listed(offers, 5)} on ${listed(subscriptions, 5)} at the last synthesis, and no file defines it now`,
        received: "no definition of the customer",
        allowed: "a definition with nothing delegated, until that has been deployed",
        fix: `restore the file of ${id} with its subscriptions listed and \`scopes: []\` in its delegations (or \`delegations: []\`), deploy, then remove the file; if it was never deployed or is destroyed already, remove its line from ${LOCK_FILE}`,
        facts: { customer: id, tenantId: locked.tenantId, subscriptions: locked.subscriptions },
      };
    }
  },
};
