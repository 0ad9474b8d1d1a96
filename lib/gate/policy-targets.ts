import type { AccessSide } from "../access/access-side.ts";
import type { EstateFacts } from "../delegation/estate-facts.ts";
import type { CustomerChange } from "../review/access-change.ts";
import type { Guid } from "../values/guid.ts";
import { own } from "../values/own.ts";

/**
 * By which ids rules may mean a customer that changes: its own, its former one, and those of whoever base knows to have
 * its subscriptions. A change can give a customer another id, or its subscriptions to somebody else; what base's policy
 * says of them must hold all the same.
 */
export class PolicyTargets {
  readonly #base: AccessSide;
  readonly #facts: EstateFacts | undefined;
  #owners: ReadonlyMap<Guid, ReadonlySet<string>> | undefined;

  constructor(base: AccessSide, facts: EstateFacts | undefined) {
    this.#base = base;
    this.#facts = facts;
  }

  /** Ids, its own first, each once. */
  by(change: CustomerChange): readonly string[] {
    const { customer, formerCustomer } = change;
    const subscriptions = subscriptionsOf(change);
    if (formerCustomer === undefined && this.#has(customer, subscriptions)) return [customer];
    // made when first asked: few changes bring somebody else's subscriptions, or a customer of whom base knows nothing
    this.#owners ??= ownersOf(this.#base, this.#facts);
    const owners = this.#owners;
    return [
      ...new Set([
        customer,
        ...(formerCustomer === undefined ? [] : [formerCustomer]),
        ...subscriptions.flatMap((id) => [...(owners.get(id) ?? [])]),
      ]),
    ];
  }

  /** Whether subscriptions are a customer's own in base: who shares one with it there is somebody else all the same. */
  #has(customer: string, subscriptions: readonly Guid[]): boolean {
    const known = this.#facts === undefined ? undefined : own(this.#facts.customers, customer);
    return known !== undefined && subscriptions.every((id) => Object.hasOwn(known.subscriptions, id));
  }
}

function subscriptionsOf({ before, after }: CustomerChange): Guid[] {
  return [...new Set([...(before?.subscriptionIds ?? []), ...(after?.subscriptionIds ?? [])])];
}

function ownersOf(
  { customers }: AccessSide,
  facts: EstateFacts | undefined,
): ReadonlyMap<Guid, ReadonlySet<string>> {
  const owners = new Map<Guid, Set<string>>();
  const add = (subscription: Guid, customer: string) => {
    const known = owners.get(subscription);
    if (known === undefined) owners.set(subscription, new Set([customer]));
    else known.add(customer);
  };
  for (const { customer, subscriptionIds } of customers) for (const id of subscriptionIds) add(id, customer);
  for (const [customer, { subscriptions }] of Object.entries(facts?.customers ?? {}))
    for (const id of Object.keys(subscriptions)) add(id, customer);
  return owners;
}
