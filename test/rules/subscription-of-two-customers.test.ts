import { expect, test } from "vitest";
import { subscriptionOfTwoCustomers } from "../../lib/rules/subscription-of-two-customers.ts";
import { findingsOf, theFindingOf } from "../support/asked-rule.ts";
import { aContext, aCustomer, guidOf } from "../support/builders.ts";

test("subscription-of-two-customers finds the second customer that lists a subscription", () => {
  const other = aCustomer({
    id: "tailwind",
    subscriptions: { testing: guidOf("2"), live: guidOf("1").toUpperCase() },
  });
  const finding = theFindingOf(subscriptionOfTwoCustomers, aContext({ customers: [aCustomer(), other] }));
  expect(finding).toMatchObject({
    code: "LH060",
    severity: "error",
    at: { file: "customers/tailwind.ts", path: ["subscriptions", "live"] },
    problem: `Customer tailwind lists the subscription live (${guidOf("1")}), which customer fabrikam lists too`,
    received: guidOf("1"),
  });
  expect(finding.fix).toContain("customers/fabrikam.ts");
});

test("subscription-of-two-customers finds every customer after the first", () => {
  const customers = ["alpha", "beta", "gamma"].map((id) => aCustomer({ id, delegations: [] }));
  expect(findingsOf(subscriptionOfTwoCustomers, aContext({ customers })).map(({ at }) => at.file)).toEqual([
    "customers/beta.ts",
    "customers/gamma.ts",
  ]);
});

test("subscription-of-two-customers leaves subscriptions of one's own alone, even of one name", () => {
  const customers = [aCustomer(), aCustomer({ id: "tailwind", subscriptions: { production: guidOf("2") } })];
  expect(findingsOf(subscriptionOfTwoCustomers, aContext({ customers }))).toEqual([]);
});

test("subscription-of-two-customers leaves a customer that is defined twice to another rule", () => {
  expect(findingsOf(subscriptionOfTwoCustomers, aContext({ customers: [aCustomer(), aCustomer()] }))).toEqual(
    [],
  );
});
