import type { AccessSide } from "../access/access-side.ts";
import type { EstateFacts } from "../delegation/estate-facts.ts";
import type { CustomerChange } from "../review/access-change.ts";
import { groupBy } from "../values/group-by.ts";
import type { Guid } from "../values/guid.ts";
import { own } from "../values/own.ts";

/** Ids by which rules may target a changed customer: its own first, each once. */
export type PolicyTargets = (change: CustomerChange) => readonly string[];

/**
 * A customer's own id, its former id, and the base owners of its subscriptions. A change can give a customer another
 * id, or its subscriptions to another customer. Base's rules for them must still apply.
 */
export function policyTargetsIn(base: AccessSide, facts: EstateFacts | undefined): PolicyTargets {
  const owners = ownersIn(base, facts);
  return (change) => {
    const { customer, formerCustomer } = change;
    const subscriptionIds = subscriptionsOf(change);
    // where base lists all subscriptions for this customer, another customer that lists one too is not a target
    if (formerCustomer === undefined && owns(customer, subscriptionIds, facts)) return [customer];
    const others = subscriptionIds.flatMap((id) => owners.get(id) ?? []);
    return [...new Set([customer, ...(formerCustomer === undefined ? [] : [formerCustomer]), ...others])];
  };
}

function owns(customer: string, subscriptionIds: readonly Guid[], facts: EstateFacts | undefined): boolean {
  const known = facts === undefined ? undefined : own(facts.customers, customer);
  return known !== undefined && subscriptionIds.every((id) => Object.hasOwn(known.subscriptions, id));
}

function subscriptionsOf({ before, after }: CustomerChange): Guid[] {
  return [...new Set([...(before?.subscriptionIds ?? []), ...(after?.subscriptionIds ?? [])])];
}

/** The customers that have each subscription, by access and by facts. */
function ownersIn(
  { customers }: AccessSide,
  facts: EstateFacts | undefined,
): ReadonlyMap<Guid, readonly string[]> {
  const owned = [
    ...customers.flatMap(({ customer, subscriptionIds }) => subscriptionIds.map((id) => ({ id, customer }))),
    ...Object.entries(facts?.customers ?? {}).flatMap(([customer, { subscriptions }]) =>
      Object.keys(subscriptions).map((id) => ({ id, customer })),
    ),
  ];
  const byId = groupBy(owned, ({ id }) => id);
  return new Map([...byId].map(([id, own]) => [id, own.map(({ customer }) => customer)]));
}
