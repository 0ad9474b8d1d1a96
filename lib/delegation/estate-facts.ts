import { compareText } from "../values/compare-text.ts";
import type { Guid } from "../values/guid.ts";
import { type Customer, requiresAcceptance } from "./customer.ts";
import type { Deviation } from "./deviation.ts";
import type { EstateDefaults } from "./estate-defaults.ts";
import type { Offer } from "./offer.ts";
import { type PrincipalType, UNKNOWN_TYPE } from "./principal.ts";

/** A principal of a managing tenant, as in its registry. */
export interface RegisteredPrincipal {
  readonly displayName: string;
  /** @default - not known */
  readonly type?: PrincipalType | undefined;
}

/** Format number of the facts that this version writes. It rises when facts can say something more. */
export const FACTS_FORMAT = 1;

/**
 * Facts of an estate besides access: names of principals and customers, definition files, plans. Synthesis writes them
 * beside the stacks (`facts.json`). The gate never runs definitions and reads the base side's names there.
 */
export interface EstateFacts {
  /** Format number of the document that they were read from. @default - {@link FACTS_FORMAT} */
  readonly format?: number | undefined;
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
        /** Line of its delegations in that file, from 1; undefined where it is unknown. */
        readonly line?: number | undefined;
        /** Present where the customer applies its stack itself: pipelines do not. */
        readonly deployedBy?: "customer" | undefined;
        /** Differences from Azure that are allowed, by `<subscription id>/<offer>`; missing where there are none. */
        readonly deviations?: Readonly<Record<string, DeviationFacts>> | undefined;
        /** Present where its access may only grow as far as its acceptance is recorded. */
        readonly acceptance?: "required" | undefined;
        /** Names of the subscriptions, by id. */
        readonly subscriptions: Readonly<Record<Guid, string>>;
      }
    >
  >;
  /** Present where the estate requires the acceptance of every customer that does not say otherwise. */
  readonly acceptance?: "required" | undefined;
  /** All defined plans, by `offer/plan`. A plan does not need a customer. */
  readonly plans: Readonly<Record<string, PlanFacts>>;
}

/** A deviation as facts have it: until when, and which difference. */
export type DeviationFacts = Pick<Deviation, "until" | "digest">;

/** Definition file of a plan. */
export interface PlanFacts {
  readonly file: string;
  /** Line of each version in that file, from 1; without versions whose line is unknown. */
  readonly versions: Readonly<Record<string, number>>;
}

/** An offer with its definition file. */
export interface LocatedOffer {
  readonly value: Offer;
  readonly file: string;
  /** Line of a plan's version in that file, from 1; undefined where it is unknown. */
  readonly lineOf: (plan: string, version: string) => number | undefined;
}

/** Collects the facts of offers and customers. Registries of the same tenant are merged. */
export function estateFacts(
  offers: readonly LocatedOffer[],
  customers: readonly {
    readonly value: Customer;
    readonly file: string;
    readonly line?: number | undefined;
  }[],
  defaults: Pick<EstateDefaults, "acceptance">,
): EstateFacts {
  const tenants = new Map<Guid, { name: string; principals: Map<Guid, RegisteredPrincipal> }>();
  for (const { tenantId, name, principals } of new Set(offers.map(({ value }) => value.managingTenant))) {
    const tenant = tenants.get(tenantId) ?? { name, principals: new Map() };
    tenants.set(tenantId, tenant);
    for (const { objectId, displayName, type } of Object.values(principals))
      tenant.principals.set(objectId, { displayName, ...(type === UNKNOWN_TYPE ? {} : { type }) });
  }
  return {
    managingTenants: record(
      [...tenants].map(([id, { name, principals }]) => [id, { name, principals: record([...principals]) }]),
    ),
    customers: record(
      customers.map(({ value: { id, name, tags, subscriptions, deployedBy, ...rest }, file, line }) => [
        id,
        {
          name,
          tags: record(Object.entries(tags)),
          file,
          ...(line === undefined ? {} : { line }),
          subscriptions: byId(subscriptions),
          ...(deployedBy === "customer" ? { deployedBy } : {}),
          ...(requiresAcceptance(rest, defaults) ? { acceptance: "required" as const } : {}),
          ...deviationsFacts(rest),
        },
      ]),
    ),
    plans: record(offers.flatMap(planFacts)),
    ...(defaults.acceptance === "required" ? { acceptance: "required" as const } : {}),
  };
}

function planFacts({ value: { id, plans }, file, lineOf }: LocatedOffer): (readonly [string, PlanFacts])[] {
  return Object.entries(plans).map(([plan, { versions }]) => {
    const lines = Object.keys(versions).flatMap((version) => {
      const line = lineOf(plan, version);
      return line === undefined ? [] : [[version, line] as const];
    });
    return [`${id}/${plan}`, { file, versions: record(lines) }];
  });
}

function deviationsFacts({ deviations = [] }: Pick<Customer, "deviations">) {
  if (deviations.length === 0) return {};
  return {
    deviations: record(
      deviations.map(({ subscriptionId, offer, until, digest }) => [
        `${subscriptionId}/${offer}`,
        { until, digest },
      ]),
    ),
  };
}

function record<T>(entries: readonly (readonly [string, T])[]): Record<string, T> {
  return Object.fromEntries([...entries].sort(([a], [b]) => compareText(a, b)));
}

function byId(subscriptions: Readonly<Record<string, Guid>>): Record<Guid, string> {
  return record(Object.entries(subscriptions).map(([name, id]) => [id, name]));
}
