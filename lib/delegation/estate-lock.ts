import { compareText } from "../values/compare-text.ts";
import { groupBy } from "../values/group-by.ts";
import type { Guid } from "../values/guid.ts";
import { own } from "../values/own.ts";
import { type Customer, type DelegatedScope, delegationName } from "./customer.ts";
import type { Offer } from "./offer.ts";

/** File name of the lock, in the estate's root. */
export const LOCK_FILE = "estate.lock.json";

/** Delegations of one customer at the last synthesis. Its tenant, and the offers of each listed subscription. */
export interface LockedCustomer {
  readonly tenantId: Guid;
  /** Offer ids by subscription id; an empty list where nothing is delegated. */
  readonly subscriptions: Readonly<Record<Guid, readonly string[]>>;
  /** Names of the delegated offers, by id: a changed name replaces the delegation. Missing in older locks. */
  readonly names?: Readonly<Record<string, string>>;
  /** Managing tenants of the delegated offers, by offer id: another one replaces the delegation. Missing in older locks. */
  readonly managingTenants?: Readonly<Record<string, Guid>>;
  /** The import mark: offers by subscription that exist under pinned GUIDs. Their import is not finished. */
  readonly imports?: ImportMark;
  /** By subscription id: what `keeper leave` took out of the definitions. Until the subscription is delegated again. */
  readonly leaving?: Readonly<Record<Guid, LeavingRecord>>;
}

/** What a subscription had when it began to leave. A read-back or a snapshot is compared with it. */
export interface LeavingRecord {
  /** The day of the first step, YYYY-MM-DD in UTC. */
  readonly since: string;
  /** ARM ids of the registration definitions and assignments. Sorted. */
  readonly resources: readonly string[];
}

/** Offer ids by subscription id, each with at least one. */
export type ImportMark = Readonly<Record<Guid, readonly string[]>>;

/**
 * Delegations of the estate at its last synthesis, by customer id. The committed `estate.lock.json` holds them: only a
 * record distinguishes a removed customer or subscription from one that never existed.
 */
export type EstateLock = Readonly<Record<string, LockedCustomer>>;

/**
 * Makes the lock's entry of a customer from its definition.
 *
 * @param offers offers by id; without them the entry has neither names nor managing tenants
 */
export function lockedCustomer(customer: Customer, offers?: ReadonlyMap<string, Offer>): LockedCustomer {
  const subscriptions = Object.entries(customer.subscriptions).map(([name, id]): [Guid, string[]] => [
    id,
    customer.delegations
      .filter(({ scopes }) => scopes.some(({ subscription }) => subscription === name))
      .map(({ offer }) => offer)
      .sort(compareText),
  ]);
  return {
    tenantId: customer.tenantId,
    subscriptions: Object.fromEntries(subscriptions.sort(([a], [b]) => compareText(a, b))),
    ...(offers === undefined
      ? {}
      : factsOf(customer, new Set(subscriptions.flatMap(([, ids]) => ids)), offers)),
  };
}

function factsOf(
  { delegations }: Customer,
  ids: ReadonlySet<string>,
  offers: ReadonlyMap<string, Offer>,
): Pick<LockedCustomer, "names" | "managingTenants"> {
  const known = [...ids].sort(compareText).flatMap((id) => offers.get(id) ?? []);
  const names = known.flatMap((offer): [string, string][] => {
    const own = delegations.filter(({ offer: id, scopes }) => id === offer.id && scopes.length > 0);
    const [name, ...others] = new Set(own.map((each) => delegationName(each, offer)));
    // an offer under two names has none that a change could be compared with
    return name === undefined || others.length > 0 ? [] : [[offer.id, name]];
  });
  return {
    names: Object.fromEntries(names),
    managingTenants: Object.fromEntries(known.map(({ id, managingTenant }) => [id, managingTenant.tenantId])),
  };
}

/**
 * Marks the scopes of a customer that the lock still imports. The mark is the `import: true` of an author. A scope
 * without a pinned definition imports nothing.
 */
export function withImportMark(customer: Customer, imports: ImportMark | undefined): Customer {
  if (imports === undefined) return customer;
  const delegations = customer.delegations.map((delegation) => ({
    ...delegation,
    scopes: delegation.scopes.map((scope) =>
      isMarked(customer, delegation.offer, scope, imports) ? { ...scope, import: true as const } : scope,
    ),
  }));
  return { ...customer, delegations };
}

/** The part of a mark that still applies to a customer; undefined where none does. Sorted. */
export function presentImportMark(
  customer: Customer,
  imports: ImportMark | undefined,
): ImportMark | undefined {
  if (imports === undefined) return undefined;
  const marked = customer.delegations.flatMap(({ offer, scopes }) =>
    scopes
      .filter((scope) => isMarked(customer, offer, scope, imports))
      .map(({ subscription }) => [own(customer.subscriptions, subscription) ?? "", offer] as const),
  );
  return importMark(marked);
}

/** Records of subscriptions that a customer still lists but does not delegate. Undefined where there are none. */
export function presentLeaving(
  { subscriptions }: Pick<LockedCustomer, "subscriptions">,
  leaving: LockedCustomer["leaving"],
): LockedCustomer["leaving"] {
  const left = Object.entries(leaving ?? {}).filter(([id]) => own(subscriptions, id)?.length === 0);
  return left.length === 0 ? undefined : Object.fromEntries(left);
}

/** A mark of these subscriptions and offers; undefined where there are none. */
export function importMark(marked: readonly (readonly [Guid, string])[]): ImportMark | undefined {
  if (marked.length === 0) return undefined;
  const bySubscription = groupBy(marked, ([subscription]) => subscription);
  return Object.fromEntries(
    [...bySubscription]
      .sort(([a], [b]) => compareText(a, b))
      .map(([id, offers]) => [id, [...new Set(offers.map(([, offer]) => offer))].sort(compareText)]),
  );
}

function isMarked(
  { subscriptions }: Customer,
  offer: string,
  { subscription, registrationDefinitionId }: DelegatedScope,
  imports: ImportMark,
): boolean {
  const id = own(subscriptions, subscription);
  return (
    registrationDefinitionId !== undefined && id !== undefined && own(imports, id)?.includes(offer) === true
  );
}

/** Whether any subscription of the customer had a delegation. */
export function delegatedAnything(locked: LockedCustomer): boolean {
  return Object.values(locked.subscriptions).some((offers) => offers.length > 0);
}
