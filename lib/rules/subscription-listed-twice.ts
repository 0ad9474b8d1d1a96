import type { Guid } from "../values/guid.ts";
import type { CustomerRule } from "./rule.ts";

/** LH048: a customer lists each subscription under one name. */
export const subscriptionListedTwice: CustomerRule = {
  code: "LH048",
  kind: "subscription-listed-twice",
  severity: "error",
  judges: "customer",
  title: "Every subscription of a customer is listed under one name",
  what: "Two names of the customer's `subscriptions` have one subscription id.",
  harm: "The stack would have two providers for one subscription, and reviewers see two subscriptions where there is one. One of the names may be intended for another subscription, which then is not delegated.",
  fix: "Remove one of the names, or correct its subscription id.",
  accept: "Never: one of the two names is superfluous or wrong.",
  source: "This project's own: a subscription has one provider and one name in a customer's stack",
  *check({ value: customer, file }) {
    const names = new Map<Guid, string>();
    for (const [name, id] of Object.entries(customer.subscriptions)) {
      const first = names.get(id);
      if (first === undefined) {
        names.set(id, name);
        continue;
      }
      yield {
        at: { file, path: ["subscriptions", name] },
        problem: `Customer ${customer.id} lists the subscription ${id} twice, as ${first} and as ${name}`,
        received: id,
        allowed: "a subscription id that no other name has",
        fix: `remove ${name} or ${first}, or correct its subscription id`,
        facts: { customer: customer.id, subscriptionId: id, name, first },
      };
    }
  },
};
