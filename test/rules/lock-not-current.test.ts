import { expect, test } from "vitest";
import { lockNotCurrent } from "../../lib/rules/lock-not-current.ts";
import { findingsOf, lockOf, theFindingOf, unreadable } from "../support/asked-rule.ts";
import { aContext, aCustomer, guidOf } from "../support/builders.ts";

const other = aCustomer({ id: "tailwind", subscriptions: { production: guidOf("2") } });
const customers = [aCustomer(), other];

test("lock-not-current finds a customer without an entry", () => {
  expect(theFindingOf(lockNotCurrent, aContext({ customers, lock: lockOf(other) }))).toMatchObject({
    code: "LH066",
    severity: "warning",
    at: { file: "estate.lock.json", path: ["customers"] },
    problem: "The lock differs from the definitions of 1 customer: fabrikam",
    received: "a lock that differs from the definitions",
  });
});

test.each([
  ["tenant", aCustomer({ tenantId: guidOf("6") })],
  ["subscriptions", aCustomer({ subscriptions: { production: guidOf("1"), testing: guidOf("3") } })],
  ["subscription ids", aCustomer({ subscriptions: { production: guidOf("3") } })],
  ["offers", aCustomer({ delegations: [] })],
])("lock-not-current finds other %s", (_, before) => {
  const finding = theFindingOf(lockNotCurrent, aContext({ customers, lock: lockOf(before, other) }));
  expect(finding.facts["customers"]).toEqual(["fabrikam"]);
});

test("lock-not-current finds a customer that delegated nothing and is gone", () => {
  const emptied = aCustomer({ delegations: [] });
  const context = aContext({ customers: [other], lock: lockOf(emptied, other) });
  expect(theFindingOf(lockNotCurrent, context).facts["customers"]).toEqual(["fabrikam"]);
  const unread = { ...context, unreadable: [unreadable("customers/fabrikam.yaml")] };
  expect(findingsOf(lockNotCurrent, unread)).toEqual([]);
});

test("lock-not-current leaves a customer that delegated something and is gone to customer-vanished", () => {
  expect(findingsOf(lockNotCurrent, aContext({ customers: [other], lock: lockOf(...customers) }))).toEqual(
    [],
  );
});

test("lock-not-current is one finding that names five customers and has them all among its facts", () => {
  const many = Array.from({ length: 7 }, (_, index) => aCustomer({ id: `customer-${index}` }));
  const finding = theFindingOf(lockNotCurrent, aContext({ customers: many }));
  expect(finding.problem).toBe(
    "The lock differs from the definitions of 7 customers: customer-0, customer-1, customer-2, customer-3, customer-4 and 2 more",
  );
  expect(finding.facts["customers"]).toHaveLength(7);
});

test("lock-not-current leaves a current lock alone, whatever its order", () => {
  const two = aCustomer({ subscriptions: { production: guidOf("1"), archive: guidOf("3") } });
  const { fabrikam } = lockOf(two);
  const subscriptions = Object.fromEntries(Object.entries(fabrikam?.subscriptions ?? {}).reverse());
  const lock = { ...lockOf(other), fabrikam: { subscriptions, tenantId: two.tenantId } };
  expect(Object.keys(subscriptions)).toHaveLength(2);
  expect(findingsOf(lockNotCurrent, aContext({ customers: [two, other], lock }))).toEqual([]);
});

test("lock-not-current cannot be accepted", () => {
  const accepts = [{ rule: "LH066", reason: "never mind" }];
  const finding = theFindingOf(lockNotCurrent, aContext({ customers: [aCustomer({ accepts })] }));
  expect(finding.accepted).toBeUndefined();
});
