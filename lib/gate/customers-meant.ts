import type { AccessSide } from "../delegation/access-side.ts";
import type { EstateFacts } from "../delegation/estate-facts.ts";
import type { Guid } from "../delegation/identifiers.ts";
import type { CustomerChange } from "../review/access-change.ts";

/**
 * By which ids rules may mean a customer that changes: its own, its former one, and those of whoever base knows to have
 * its subscriptions. A change can give a customer another id, or its subscriptions to somebody else; what base's policy
 * says of them must hold all the same.
 */
export class CustomersMeant {
  readonly #base: AccessSide;
  readonly #facts: EstateFacts | undefined;
  #owners: ReadonlyMap<Guid, ReadonlySet<string>> | undefined;

  constructor(base: AccessSide, facts: EstateFacts | undefined) {
    this.#base = base;
    this.#facts = facts;
  }

  /** Ids, its own first, each once. */
  by({
    customer,
    formerCustomer,
    before,
    after,
  }: Pick<CustomerChange, "customer" | "formerCustomer" | "before" | "after">): string[] {
    // made when first asked: a change of files alone is of no customer
    this.#owners ??= ownersOf(this.#base, this.#facts);
    const owners = this.#owners;
    const subscriptions = [...(before?.subscriptionIds ?? []), ...(after?.subscriptionIds ?? [])];
    return [
      ...new Set([
        customer,
        ...(formerCustomer === undefined ? [] : [formerCustomer]),
        ...subscriptions.flatMap((id) => [...(owners.get(id) ?? [])]),
      ]),
    ];
  }
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
