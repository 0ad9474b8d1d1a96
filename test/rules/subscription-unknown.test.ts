import { expect, test } from "vitest";
import { subscriptionUnknown } from "../../lib/rules/subscription-unknown.ts";
import { findingsOf, theFindingOf } from "../support/asked-rule.ts";
import { aContext, aCustomer, guidOf } from "../support/builders.ts";

const contextOf = (
  subscription: string,
  subscriptions: object = { production: guidOf("1"), testing: guidOf("2") },
) =>
  aContext({
    customers: [
      aCustomer({
        subscriptions,
        delegations: [
          {
            offer: "operations",
            plan: "standard",
            version: "1.0.0",
            scopes: [{ subscription: Object.keys(subscriptions)[0] ?? subscription }, { subscription }],
          },
        ],
      }),
    ],
  });

test("subscription-unknown finds a scope on a subscription that is not listed", () => {
  expect(theFindingOf(subscriptionUnknown, contextOf("prod"))).toMatchObject({
    code: "LH042",
    severity: "error",
    at: { file: "customers/fabrikam.ts", path: ["delegations", 0, "scopes", 1, "subscription"] },
    problem: "Customer fabrikam lists no subscription prod",
    received: "prod",
    allowed: "a name in subscriptions: production, testing",
    fix: "did you mean production?",
  });
});

test("subscription-unknown does not take what every object has for a subscription", () => {
  const finding = theFindingOf(subscriptionUnknown, contextOf("constructor"));
  expect([finding.received, finding.fix]).toEqual([
    "constructor",
    "write a listed name, or add the subscription",
  ]);
});

test("subscription-unknown says where no subscription is listed", () => {
  const findings = findingsOf(subscriptionUnknown, contextOf("production", {}));
  expect(findings.map(({ allowed }) => allowed)).toEqual(
    Array(2).fill("nothing: the customer lists no subscription"),
  );
});

test("subscription-unknown leaves listed subscriptions alone, whatever offer they are for", () => {
  expect(findingsOf(subscriptionUnknown, contextOf("testing"))).toEqual([]);
  expect(findingsOf(subscriptionUnknown, { ...contextOf("testing"), offers: [] })).toEqual([]);
});
