import { compareText } from "../values/compare-text.ts";
import { groupBy } from "../values/group-by.ts";
import type { Guid } from "../values/guid.ts";
import type { AdoptedDelegation } from "./adoption.ts";
import type { DefinedCustomer } from "./known-estate.ts";
import { delegationsOf, subscriptionNames, type TakenVersion } from "./new-customers.ts";

/** What a customer that an estate defines gets in addition. Its own definitions stay. */
export interface CustomerExtension {
  readonly owner: DefinedCustomer;
  /** Subscriptions that the customer does not list yet, by a name that is free. */
  readonly subscriptions: Readonly<Record<string, Guid>>;
  readonly delegations: readonly AdoptedDelegation[];
  /** The delegation behind each scope, as in a new customer. */
  readonly taken: readonly (readonly TakenVersion[])[];
}

/** Makes the extension of a customer of its delegations. @param names of subscriptions in Azure, by id */
export function customerExtension(
  owner: DefinedCustomer,
  all: readonly TakenVersion[],
  names: ReadonlyMap<Guid, string>,
): CustomerExtension {
  const listed = new Map(Object.entries(owner.value.subscriptions).map(([name, id]) => [id, name]));
  const added = all.filter(({ delegation }) => !listed.has(delegation.definition.subscriptionId));
  const free = subscriptionNames(added, names, Object.keys(owner.value.subscriptions));
  const { delegations, taken } = delegationsOf(all, new Map([...listed, ...free]));
  return {
    owner,
    subscriptions: Object.fromEntries([...free].map(([id, name]) => [name, id])),
    delegations,
    taken,
  };
}

/**
 * Groups versions by the customer that defines their subscription or tenant. Versions without such a customer are left
 * out. Sorted by the customer's id.
 */
export function byOwner(
  all: readonly TakenVersion[],
  ownerOf: (version: TakenVersion) => DefinedCustomer | undefined,
): [DefinedCustomer, TakenVersion[]][] {
  const groups = [...groupBy(all, ownerOf)].flatMap(([owner, own]): [DefinedCustomer, TakenVersion[]][] =>
    owner === undefined ? [] : [[owner, own]],
  );
  return groups.sort(([a], [b]) => compareText(a.value.id, b.value.id));
}
