import { expect, test } from "vitest";
import { customerIdChanged } from "../../lib/rules/customer-id-changed.ts";
import { findingsOf, lockOf, theFindingOf, unreadable } from "../support/asked-rule.ts";
import { aContext, aCustomer, guidOf } from "../support/builders.ts";

const before = aCustomer({ subscriptions: { production: guidOf("a"), testing: guidOf("2") } });
const after = (changes: object = {}) =>
  aCustomer({ id: "logistics", subscriptions: { live: guidOf("a") }, delegations: [], ...changes });

test("customer-id-changed finds a new customer with a subscription of one that is gone", () => {
  const finding = theFindingOf(customerIdChanged, aContext({ customers: [after()], lock: lockOf(before) }));
  expect(finding).toMatchObject({
    code: "LH064",
    severity: "error",
    at: { file: "customers/logistics.ts", path: ["id"] },
    received: "logistics without formerId",
    fix: 'add `formerId: "fabrikam"`',
  });
  expect(finding.problem).toBe(
    `Customer logistics is new and lists ${guidOf("a")}, where customer fabrikam, which no file defines now, has delegations or a listed subscription`,
  );
});

test("customer-id-changed counts a subscription on which nothing was delegated, and a lock in upper case", () => {
  const lock = {
    fabrikam: {
      tenantId: guidOf("7"),
      subscriptions: { [guidOf("a").toUpperCase()]: [], [guidOf("2")]: ["operations"] },
    },
  };
  const finding = theFindingOf(customerIdChanged, aContext({ customers: [after()], lock }));
  expect(finding.facts["subscriptionIds"]).toEqual([guidOf("a")]);
});

test("customer-id-changed does not ask for a second former id", () => {
  const context = aContext({ customers: [after({ formerId: "older" })], lock: lockOf(before) });
  const finding = theFindingOf(customerIdChanged, context);
  expect(finding.received).toBe("logistics with formerId older");
  expect(finding.fix).toContain("restore the file of fabrikam");
});

test("customer-id-changed is kept by a matching former id", () => {
  const context = aContext({ customers: [after({ formerId: "fabrikam" })], lock: lockOf(before) });
  expect(findingsOf(customerIdChanged, context)).toEqual([]);
});

test.each([
  [
    "a new customer with other subscriptions",
    [after({ subscriptions: { live: guidOf("3") } })],
    lockOf(before),
  ],
  ["a customer that is still defined", [before, after()], lockOf(before)],
  ["a customer that had delegated nothing", [after()], lockOf(aCustomer({ delegations: [] }))],
  ["a customer that is in the lock itself", [after()], lockOf(before, after())],
])("customer-id-changed leaves %s alone", (_, customers, lock) => {
  expect(findingsOf(customerIdChanged, aContext({ customers, lock }))).toEqual([]);
});

test("customer-id-changed leaves a customer alone whose file cannot be read", () => {
  const context = aContext({
    customers: [after()],
    lock: lockOf(before),
    unreadable: [unreadable("customers/fabrikam.json")],
  });
  expect(findingsOf(customerIdChanged, context)).toEqual([]);
});
