import { expect } from "vitest";
import { type AccessGrant, accessOf } from "../../lib/access/access-grant.ts";
import { registerCustomer } from "../../lib/delegation/register.ts";
import type { RegisteredSubscription } from "../../lib/delegation/registration.ts";
import { readEstate } from "../../lib/estate/read-estate.ts";
import { sampleCatalogue } from "../support/catalogue.ts";

/*
 * What estates delegate, for comparison: access with every GUID, and the texts of definitions.
 */

/** Grants, and of each definition its subscription, GUID, name, description, managing tenant and marketplace plan. */
export interface Delegated {
  readonly grants: readonly AccessGrant[];
  readonly definitions: readonly (readonly unknown[])[];
}

/** What an adopted estate delegates, without the author's own names of things. */
export async function delegatedIn(root: string): Promise<Delegated> {
  const found = await readEstate({ root, records: root }, "complete", false);
  if (!found.ok) throw new Error(found.error.problem);
  const { offers, customers, unreadable } = found.value;
  expect(unreadable).toEqual([]);
  const byId = new Map(offers.map(({ value }) => [value.id, value]));
  return shown(customers.flatMap(({ value }) => registerCustomer(value, byId, sampleCatalogue())));
}

/** What subscriptions delegate, comparable whatever names an author gave to things. */
export function shown(subscriptions: readonly RegisteredSubscription[]): Delegated {
  const definitions = subscriptions
    .flatMap(({ registrations }) => registrations.map(({ definition }) => definition))
    .map(({ id, subscriptionId, name, description, managingTenant, marketplacePlan }) => [
      subscriptionId,
      id,
      name,
      description,
      managingTenant.id,
      marketplacePlan,
    ]);
  return { grants: accessOf(subscriptions), definitions: definitions.sort() };
}
