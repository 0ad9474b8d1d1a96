import { expect, test } from "vitest";
import { subscriptionListedTwice } from "../../lib/rules/subscription-listed-twice.ts";
import { findingsOf, theFindingOf } from "../support/asked-rule.ts";
import { aContext, aCustomer, guidOf } from "../support/builders.ts";

const contextOf = (subscriptions: object) => aContext({ customers: [aCustomer({ subscriptions })] });

test("subscription-listed-twice finds one subscription under two names", () => {
  const subscriptions = { production: guidOf("a"), testing: guidOf("2"), live: guidOf("a").toUpperCase() };
  const finding = theFindingOf(subscriptionListedTwice, contextOf(subscriptions));
  expect(finding).toMatchObject({
    code: "LH048",
    severity: "error",
    at: { file: "customers/fabrikam.ts", path: ["subscriptions", "live"] },
    problem: `Customer fabrikam lists the subscription ${guidOf("a")} twice, as production and as live`,
    received: guidOf("a"),
  });
});

test("subscription-listed-twice leaves different subscriptions alone", () => {
  const subscriptions = { production: guidOf("1"), testing: guidOf("2") };
  expect(findingsOf(subscriptionListedTwice, contextOf(subscriptions))).toEqual([]);
});

test("subscription-listed-twice leaves the subscription of another customer to another rule", () => {
  const customers = [aCustomer(), aCustomer({ id: "contoso" })];
  expect(findingsOf(subscriptionListedTwice, aContext({ customers }))).toEqual([]);
});
