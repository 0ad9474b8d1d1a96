import type { Cloud } from "../delegation/cloud.ts";
import { compareScopes } from "../delegation/scope.ts";
import { compareText } from "../values/compare-text.ts";
import { groupBy } from "../values/group-by.ts";
import type { Guid } from "../values/guid.ts";
import {
  type AdoptedCustomer,
  type AdoptedDelegation,
  type AdoptedScope,
  delegationKey,
  type SourcedDelegation,
} from "./adoption.ts";
import { idFromTitle, UsedNames } from "./ids.ts";

/** The plan version that a delegation takes, and the texts that its customer reads. */
export interface TakenVersion {
  readonly delegation: SourcedDelegation;
  readonly offer: string;
  readonly plan: string;
  readonly version: string;
  /** Undefined where it is the offer's. */
  readonly name: string | undefined;
  /** Undefined where it is the offer's. */
  readonly description: string | undefined;
}

/** A customer's tenant and subscriptions, as far as sources show them. */
export interface CustomerFacts {
  readonly tenantId: Guid;
  readonly tenantName: string | undefined;
  readonly cloud: Cloud;
  readonly deployedBy: "provider" | "customer";
  /** Names of subscriptions by id. */
  readonly subscriptionNames: ReadonlyMap<Guid, string>;
}

/** A new customer, with the delegation behind each scope. Indexes are the delegation, then the scope. */
export interface NewCustomer {
  readonly customer: AdoptedCustomer;
  readonly taken: readonly (readonly TakenVersion[])[];
}

/** Makes a customer of its delegations. @param usedIds ids of customers; its own is added */
export function newCustomer(
  all: readonly TakenVersion[],
  facts: CustomerFacts,
  usedIds: UsedNames,
): NewCustomer {
  const { tenantId, tenantName, cloud, deployedBy } = facts;
  const names = subscriptionNames(all, facts.subscriptionNames, []);
  const { delegations, taken } = delegationsOf(all, names);
  return {
    customer: {
      id: usedIds.take(idFromTitle(tenantName ?? "", `customer-${tenantId.slice(0, 8)}`)),
      name: tenantName ?? tenantId,
      tenantId,
      ...(cloud === "public" ? {} : { cloud }),
      ...(deployedBy === "customer" ? { deployedBy } : {}),
      subscriptions: Object.fromEntries([...names].map(([id, name]) => [name, id])),
      delegations,
    },
    taken,
  };
}

/** Delegations of versions: one for each plan version and pair of texts. @param names of subscriptions by id */
export function delegationsOf(
  all: readonly TakenVersion[],
  names: ReadonlyMap<Guid, string>,
): { readonly delegations: AdoptedDelegation[]; readonly taken: TakenVersion[][] } {
  const taken = [...groupBy(all, ({ delegation: _, ...version }) => JSON.stringify(version))]
    .sort(([a], [b]) => compareText(a, b))
    .map(([, group]) => [...group].sort((a, b) => compareText(keyOf(a), keyOf(b))));
  return { delegations: taken.flatMap((group) => adoptedDelegation(group, names)), taken };
}

/** A customer as its file has it: the lock has the import mark. */
export function withoutImports<T extends Pick<AdoptedCustomer, "delegations">>(customer: T): T {
  const delegations = customer.delegations.map((delegation) => ({
    ...delegation,
    scopes: delegation.scopes.map(({ import: _, ...scope }) => scope),
  }));
  return { ...customer, delegations };
}

function keyOf({ delegation }: TakenVersion): string {
  return delegationKey(delegation);
}

/**
 * A name for each subscription, from its name in Azure where a source shows it. Sorted by id.
 *
 * @param taken names that cannot be taken
 */
export function subscriptionNames(
  all: readonly TakenVersion[],
  known: ReadonlyMap<Guid, string>,
  taken: readonly string[],
): Map<Guid, string> {
  const ids = [...new Set(all.map(({ delegation }) => delegation.definition.subscriptionId))].sort(
    compareText,
  );
  const used = new UsedNames(taken, "-");
  return new Map(
    ids.map((id) => {
      const otherwise = ids.length === 1 && taken.length === 0 ? "main" : `subscription-${id.slice(0, 8)}`;
      return [id, used.take(idFromTitle(known.get(id) ?? "", otherwise))];
    }),
  );
}

function adoptedDelegation(
  group: readonly TakenVersion[],
  names: ReadonlyMap<Guid, string>,
): AdoptedDelegation[] {
  const [first] = group;
  if (first === undefined) return [];
  const { offer, plan, version, name, description } = first;
  return [
    {
      offer,
      plan,
      version,
      ...(name === undefined ? {} : { name }),
      ...(description === undefined ? {} : { description }),
      scopes: group.map(({ delegation }) => adoptedScope(delegation, names)),
    },
  ];
}

function adoptedScope(
  { definition, assignments }: SourcedDelegation,
  names: ReadonlyMap<Guid, string>,
): AdoptedScope {
  const sorted = [...assignments].sort((a, b) => compareScopes(a.scope, b.scope));
  const groups = sorted.flatMap(({ scope, registrationAssignmentId }) =>
    scope.resourceGroup === undefined ? [] : [{ name: scope.resourceGroup, registrationAssignmentId }],
  );
  const whole = sorted.find(({ scope }) => scope.resourceGroup === undefined);
  return {
    subscription: names.get(definition.subscriptionId) ?? "",
    ...(whole === undefined ? { resourceGroups: groups } : {}),
    registrationDefinitionId: definition.registrationDefinitionId.toLowerCase(),
    ...(whole === undefined ? {} : { registrationAssignmentId: whole.registrationAssignmentId }),
    import: true,
  };
}
