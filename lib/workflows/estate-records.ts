import type { AccessSide } from "../access/access-side.ts";
import type { EstateFacts } from "../delegation/estate-facts.ts";
import { offerOfSource } from "../delegation/version-marker.ts";
import type { Owners } from "../drift/ownership.ts";
import { readLock } from "../estate/lock-file.ts";
import type { Guid } from "../values/guid.ts";

/** What an estate's lock records of its last synthesis, without running definitions. */
export interface EstateRecords {
  /** Customers by subscription. */
  readonly owners: ReadonlyMap<Guid, string>;
  /** Managing tenants of the offers that were delegated. Empty for older locks. */
  readonly managingTenants: ReadonlySet<Guid>;
  /** Offers that were delegated. */
  readonly offers: ReadonlySet<string>;
  /** Tenants of customers, by customer. */
  readonly tenants: ReadonlyMap<string, Guid>;
}

/** Reads the records of an estate; empty where it has no readable lock. */
export function recordsOf(root: string | undefined): EstateRecords {
  const lock = root === undefined ? undefined : readLock(root, undefined);
  if (lock?.ok !== true)
    return { owners: new Map(), managingTenants: new Set(), offers: new Set(), tenants: new Map() };
  return {
    offers: new Set(
      Object.values(lock.value).flatMap(({ subscriptions }) => Object.values(subscriptions).flat()),
    ),
    tenants: new Map(Object.entries(lock.value).map(([customer, { tenantId }]) => [customer, tenantId])),
    managingTenants: new Set(
      Object.values(lock.value).flatMap(({ managingTenants }) => Object.values(managingTenants ?? {})),
    ),
    owners: new Map(
      Object.entries(lock.value).flatMap(([customer, { subscriptions }]) =>
        Object.keys(subscriptions).map((subscription): [string, string] => [subscription, customer]),
      ),
    ),
  };
}

/** Owners of delegations, by a defined side, its facts and the last synthesis's records. */
export function ownersOf(side: AccessSide, facts: EstateFacts | undefined, records: EstateRecords): Owners {
  const definitions = side.customers.flatMap((each) => each.definitions);
  return {
    managingTenants: new Set([
      ...records.managingTenants,
      ...Object.keys(facts?.managingTenants ?? {}),
      ...definitions.map(({ managingTenantId }) => managingTenantId),
    ]),
    offers: new Set([
      ...records.offers,
      ...Object.keys(facts?.plans ?? {}).map(offerOfSource),
      ...definitions.flatMap(({ addressedOffer }) => addressedOffer ?? []),
    ]),
  };
}
