import type { Customer } from "../delegation/customer.ts";
import type { Guid } from "../values/guid.ts";
import type { Located } from "./estate.ts";
import type { EstateRule } from "./rule.ts";

/** LH060: only one customer lists a subscription. */
export const subscriptionOfTwoCustomers: EstateRule = {
  code: "LH060",
  kind: "subscription-of-two-customers",
  severity: "error",
  judges: "estate",
  title: "Every subscription is listed by one customer",
  what: "Two customers list one subscription id among their `subscriptions`.",
  harm: "Two stacks with two states would manage one subscription. If both take one offer, they share one registration definition. The second deployment fails because it exists already, or a removal by one stack removes the other customer's access.",
  fix: "Remove the subscription from the customer that it does not belong to, or correct its id.",
  accept: "Never: a subscription is in one tenant, and its delegations are in one state.",
  source: "This project's own: one stack and one state for each customer",
  *check({ customers }) {
    const firsts = new Map<Guid, Located<Customer>>();
    for (const customer of customers) {
      const { value, file } = customer;
      for (const [name, id] of Object.entries(value.subscriptions)) {
        const first = firsts.get(id);
        if (first === undefined) firsts.set(id, customer);
        // LH061 reports a customer that is defined twice
        if (first === undefined || first.value.id === value.id) continue;
        yield {
          at: { file, path: ["subscriptions", name] },
          problem: `Customer ${value.id} lists the subscription ${name} (${id}), which customer ${first.value.id} lists too`,
          received: id,
          allowed: "a subscription id that no other customer lists",
          fix: `remove the subscription from ${value.id} or from ${first.value.id} (${first.file})`,
          facts: {
            customer: value.id,
            subscription: name,
            subscriptionId: id,
            first: first.value.id,
            firstFile: first.file,
          },
        };
      }
    }
  },
};
