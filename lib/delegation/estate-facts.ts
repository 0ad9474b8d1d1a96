import type { Customer } from "./customer.ts";
import { compareText, type Guid } from "./identifiers.ts";
import type { Offer } from "./offer.ts";
import type { PrincipalType } from "./principal.ts";

/** A principal of a managing tenant, as its registry has it. */
export interface RegisteredPrincipal {
  readonly displayName: string;
  readonly type: PrincipalType;
}

/**
 * What a synthesis knows beside access: how principals and customers are called, where customers are defined, and which
 * plans there are. Written beside the stacks (`facts.json`), so that a gate, which never runs definitions, has the base
 * side's names.
 */
export interface EstateFacts {
  /** By tenant id, then by object id. */
  readonly managingTenants: Readonly<
    Record<Guid, { readonly name: string; readonly principals: Readonly<Record<Guid, RegisteredPrincipal>> }>
  >;
  /** By customer id. */
  readonly customers: Readonly<
    Record<
      string,
      {
        readonly name: string;
        readonly tags: Readonly<Record<string, string>>;
        readonly file: string;
        /** The line of its delegations in that file, from 1; undefined where it cannot be known. */
        readonly line?: number | undefined;
        /** Names of the subscriptions by their ids. */
        readonly subscriptions: Readonly<Record<Guid, string>>;
      }
    >
  >;
  /** `offer/plan` of every plan that is defined, whether somebody takes it or not; sorted. */
  readonly plans: readonly string[];
}

/** The facts of what was read. Two registries of one tenant are one. */
export function estateFacts(
  offers: readonly Offer[],
  customers: readonly {
    readonly value: Customer;
    readonly file: string;
    readonly line?: number | undefined;
  }[],
): EstateFacts {
  const tenants = new Map<Guid, { name: string; principals: Map<Guid, RegisteredPrincipal> }>();
  for (const { tenantId, name, principals } of new Set(offers.map((each) => each.managingTenant))) {
    const tenant = tenants.get(tenantId) ?? { name, principals: new Map() };
    tenants.set(tenantId, tenant);
    for (const { objectId, displayName, type } of Object.values(principals))
      tenant.principals.set(objectId, { displayName, type });
  }
  return {
    managingTenants: record(
      [...tenants].map(([id, { name, principals }]) => [id, { name, principals: record([...principals]) }]),
    ),
    customers: record(
      customers.map(({ value: { id, name, tags, subscriptions }, file, line }) => [
        id,
        {
          name,
          tags: record(Object.entries(tags)),
          file,
          ...(line === undefined ? {} : { line }),
          subscriptions: byId(subscriptions),
        },
      ]),
    ),
    plans: offers
      .flatMap(({ id, plans }) => Object.keys(plans).map((plan) => `${id}/${plan}`))
      .sort(compareText),
  };
}

function record<T>(entries: readonly (readonly [string, T])[]): Record<string, T> {
  return Object.fromEntries([...entries].sort(([a], [b]) => compareText(a, b)));
}

function byId(subscriptions: Readonly<Record<string, Guid>>): Record<Guid, string> {
  return record(Object.entries(subscriptions).map(([name, id]) => [id, name]));
}
