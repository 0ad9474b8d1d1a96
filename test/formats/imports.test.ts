import { expect, test } from "vitest";
import { importing, unknownImports } from "../../lib/formats/stack/imports.ts";
import { aCustomer, anOffer, guidOf } from "../support/builders.ts";
import { registered } from "../support/stacks.ts";

const SUBSCRIPTION = guidOf("5");
const customer = aCustomer({
  subscriptions: { production: SUBSCRIPTION },
  delegations: [
    {
      offer: "operations",
      plan: "standard",
      version: "1.0.0",
      scopes: [{ subscription: "production", resourceGroups: ["web", "data"] }],
    },
  ],
});
const subscriptions = registered(customer, [anOffer()]);
const web = `azurerm_lighthouse_assignment.operations_${SUBSCRIPTION}_web`;
const definition = `azurerm_lighthouse_definition.operations_${SUBSCRIPTION}`;

/** What of the customer is marked as existing: the definition, then the assignments of data and web. */
function marked(...wanted: readonly string[]): boolean[] {
  return importing(subscriptions, customer.id, new Set(wanted)).flatMap(({ registrations }) =>
    registrations.flatMap((each) => [
      each.definition.existing,
      ...each.assignments.map(({ existing }) => existing),
    ]),
  );
}

test("importing marks everything of a customer that is named, and nothing of another", () => {
  expect(marked()).toEqual([false, false, false]);
  expect(marked("fabrikam")).toEqual([true, true, true]);
  expect(marked("contoso")).toEqual([false, false, false]);
});

test("importing marks the one resource whose address is named", () => {
  expect(marked(web)).toEqual([false, false, true]);
  expect(marked(definition)).toEqual([true, false, false]);
});

test("importing keeps the mark of a pinned resource", () => {
  const pinned = subscriptions.map((each) => ({
    ...each,
    registrations: each.registrations.map((registration) => ({
      ...registration,
      definition: { ...registration.definition, existing: true },
    })),
  }));
  const [subscription] = importing(pinned, customer.id, new Set([web]));
  expect(subscription?.registrations[0]?.definition.existing).toBe(true);
});

test("unknownImports names what is neither a customer nor an address", () => {
  const customers = [{ id: customer.id, subscriptions }];
  expect(unknownImports(customers, new Set())).toEqual([]);
  expect(unknownImports(customers, new Set(["fabrikam", web, definition]))).toEqual([]);
  expect(unknownImports(customers, new Set(["fabrikan", web, `${web}b`]))).toEqual(["fabrikan", `${web}b`]);
});
