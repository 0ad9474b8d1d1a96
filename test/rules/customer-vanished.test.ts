import { expect, test } from "vitest";
import { customerVanished } from "../../lib/rules/customer-vanished.ts";
import { findingsOf, lockOf, theFindingOf, unreadable } from "../support/asked-rule.ts";
import { aContext, aCustomer, guidOf } from "../support/builders.ts";

const gone = aCustomer();
const other = (changes: object = {}) =>
  aCustomer({ id: "tailwind", subscriptions: { production: guidOf("2") }, ...changes });

test("customer-vanished finds a customer with delegations that no file defines any more", () => {
  const finding = theFindingOf(
    customerVanished,
    aContext({ customers: [other()], lock: lockOf(gone, other()) }),
  );
  expect(finding).toMatchObject({
    code: "LH063",
    severity: "error",
    at: { file: "estate.lock.json", path: ["customers", "fabrikam"] },
    problem: `Customer fabrikam delegated operations on ${guidOf("1")} at the last synthesis, and no file defines it now`,
    received: "no definition of the customer",
  });
  expect(finding.fix).toMatch(/restore the file of fabrikam.*`scopes: \[\]`.*deploy.*remove its line/);
});

test("customer-vanished names only the subscriptions with delegations", () => {
  const listing = aCustomer({ subscriptions: { production: guidOf("1"), testing: guidOf("3") } });
  const finding = theFindingOf(customerVanished, aContext({ lock: lockOf(listing) }));
  expect(finding.problem).toContain(`delegated operations on ${guidOf("1")} at`);
});

test("customer-vanished is kept by the way out: the file put back with nothing delegated", () => {
  const delegation = { offer: "operations", plan: "standard", version: "1.0.0", scopes: [] };
  for (const delegations of [[], [delegation]]) {
    const emptied = aCustomer({ delegations });
    expect(findingsOf(customerVanished, aContext({ customers: [emptied], lock: lockOf(gone) }))).toEqual([]);
    // after that synthesis the file may go
    expect(findingsOf(customerVanished, aContext({ lock: lockOf(emptied) }))).toEqual([]);
  }
});

test("customer-vanished leaves a customer alone whose file cannot be read", () => {
  const context = (file: string) => aContext({ lock: lockOf(gone), unreadable: [unreadable(file)] });
  expect(findingsOf(customerVanished, context("customers/fabrikam.yaml"))).toEqual([]);
  expect(findingsOf(customerVanished, context("customers/fabrikam-2.yaml"))).toHaveLength(1);
  expect(findingsOf(customerVanished, context("offers/fabrikam.ts"))).toHaveLength(1);
});

test("customer-vanished leaves a customer alone that a new one names as its former id", () => {
  const renamed = aCustomer({ id: "fabrikam-logistics", formerId: "fabrikam" });
  expect(findingsOf(customerVanished, aContext({ customers: [renamed], lock: lockOf(gone) }))).toEqual([]);
});

test("customer-vanished leaves a customer to customer-id-changed whose subscription a new one lists", () => {
  const renamed = aCustomer({ id: "fabrikam-logistics" });
  expect(findingsOf(customerVanished, aContext({ customers: [renamed], lock: lockOf(gone) }))).toEqual([]);
});

test("customer-vanished does not take a customer with a state of its own for the one that vanished", () => {
  const before = other();
  for (const changes of [{ formerId: "fabrikam" }, { subscriptions: { production: guidOf("1") } }]) {
    const context = aContext({ customers: [other(changes)], lock: lockOf(gone, before) });
    expect(theFindingOf(customerVanished, context).at.path).toEqual(["customers", "fabrikam"]);
  }
});

test("customer-vanished is not asked where only some customers were read", () => {
  const context = aContext({ lock: lockOf(gone), isComplete: false });
  expect(findingsOf(customerVanished, context)).toEqual([]);
});
