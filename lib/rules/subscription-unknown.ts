import { listed } from "../values/listed.ts";
import { nearest } from "../values/nearest.ts";
import { delegatedParts } from "./delegations.ts";
import type { CustomerRule } from "./rule.ts";

/** LH042: every scope is on a listed subscription. */
export const subscriptionUnknown: CustomerRule = {
  code: "LH042",
  kind: "subscription-unknown",
  severity: "error",
  judges: "customer",
  title: "Every scope names a subscription that the customer lists",
  what: "`subscription` of a scope is not a name in the customer's `subscriptions`.",
  harm: "It is not known where to delegate. Without this rule the scope would be ignored, and its access would be missing or removed.",
  fix: "Correct the name, or add the subscription with its id to `subscriptions`.",
  accept: "Never: a scope without a subscription delegates nothing.",
  source: "This project's own: a scope names its subscription by the author's name for it",
  *check({ value: customer, file }, estate) {
    const names = Object.keys(customer.subscriptions);
    for (const { scope, subscriptionId, path } of delegatedParts(customer, estate)) {
      if (subscriptionId !== undefined) continue;
      const near = nearest(scope.subscription, names);
      yield {
        at: { file, path: [...path, "subscription"] },
        problem: `Customer ${customer.id} lists no subscription ${scope.subscription}`,
        received: scope.subscription,
        allowed:
          names.length === 0
            ? "nothing: the customer lists no subscription"
            : `a name in subscriptions: ${listed(names, 10)}`,
        fix: near === undefined ? "write a listed name, or add the subscription" : `did you mean ${near}?`,
        facts: {
          customer: customer.id,
          subscription: scope.subscription,
          subscriptions: names,
          near: near ?? null,
        },
      };
    }
  },
};
