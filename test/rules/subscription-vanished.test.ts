import { expect, test } from "vitest";
import { subscriptionVanished } from "../../lib/rules/subscription-vanished.ts";
import { findingsOf, lockOf, theFindingOf } from "../support/asked-rule.ts";
import { aContext, aCustomer, guidOf } from "../support/builders.ts";

const SUBSCRIPTIONS = { production: guidOf("1"), testing: guidOf("b") };

const on = (...subscriptions: readonly string[]) => [
  {
    offer: "operations",
    plan: "standard",
    version: "1.0.0",
    scopes: subscriptions.map((subscription) => ({ subscription })),
  },
];

const before = aCustomer({ subscriptions: SUBSCRIPTIONS, delegations: on("production", "testing") });

test("subscription-vanished finds a subscription with delegations that is no longer listed", () => {
  const finding = theFindingOf(
    subscriptionVanished,
    aContext({ customers: [aCustomer()], lock: lockOf(before) }),
  );
  expect(finding).toMatchObject({
    code: "LH065",
    severity: "error",
    at: { file: "customers/fabrikam.ts", path: ["subscriptions"] },
    problem: `Customer fabrikam no longer lists the subscription ${guidOf("b")}, on which operations was delegated at the last synthesis`,
    received: `subscriptions without ${guidOf("b")}`,
  });
  expect(finding.fix).toMatch(
    /with nothing delegated on it, deploy, then remove it; if it was never deployed/,
  );
});

test("subscription-vanished follows a former id", () => {
  const renamed = aCustomer({ id: "logistics", formerId: "fabrikam" });
  const context = aContext({ customers: [renamed], lock: lockOf(before) });
  expect(theFindingOf(subscriptionVanished, context).at.file).toBe("customers/logistics.ts");
});

test("subscription-vanished looks under the former id only where the id is not in the lock", () => {
  const renamed = aCustomer({ id: "logistics", formerId: "fabrikam" });
  const context = aContext({ customers: [renamed], lock: lockOf(before, renamed) });
  expect(findingsOf(subscriptionVanished, context)).toEqual([]);
});

test("subscription-vanished is kept by the way out: listed with nothing delegated on it", () => {
  const emptied = aCustomer({ subscriptions: SUBSCRIPTIONS });
  expect(findingsOf(subscriptionVanished, aContext({ customers: [emptied], lock: lockOf(before) }))).toEqual(
    [],
  );
  // after that synthesis it may go
  expect(
    findingsOf(subscriptionVanished, aContext({ customers: [aCustomer()], lock: lockOf(emptied) })),
  ).toEqual([]);
});

test("subscription-vanished knows a subscription by its id, in either case, and not by its name", () => {
  const renamed = aCustomer({ subscriptions: { live: guidOf("b") }, delegations: on("live") });
  const lock = {
    fabrikam: { tenantId: guidOf("7"), subscriptions: { [guidOf("b").toUpperCase()]: ["operations"] } },
  };
  expect(findingsOf(subscriptionVanished, aContext({ customers: [renamed], lock }))).toEqual([]);
});

test("subscription-vanished leaves a customer alone that the lock does not know", () => {
  const customers = [aCustomer({ id: "constructor", formerId: "valueof" })];
  expect(findingsOf(subscriptionVanished, aContext({ customers, lock: lockOf(before) }))).toEqual([]);
});

test("subscription-vanished is asked where only some customers were read", () => {
  const context = aContext({ customers: [aCustomer()], lock: lockOf(before), isComplete: false });
  expect(findingsOf(subscriptionVanished, context)).toHaveLength(1);
});
