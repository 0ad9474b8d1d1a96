import { eligibleAccess, standingAccess } from "../access/normalized-access.ts";
import type { Customer } from "../delegation/customer.ts";
import { compareVersions } from "../delegation/identifiers.ts";
import type { Offer, PlanVersion } from "../delegation/offer.ts";
import type { Principal, PrincipalType } from "../delegation/principal.ts";
import { registerCustomer, resolveVersion } from "../delegation/register.ts";
import type { RoleCatalogue } from "../roles/role-catalogue.ts";
import { compareText } from "../values/compare-text.ts";
import type { Guid } from "../values/guid.ts";
import { type Content, contentFrom } from "./content.ts";

/** A customer that an estate defines, and its file. */
export interface DefinedCustomer {
  readonly value: Customer;
  readonly file: string;
}

/** A plan version that an estate defines. */
export interface KnownVersion {
  readonly offer: Offer;
  readonly plan: string;
  readonly version: string;
  readonly content: Content;
}

/** What an estate defines already. It breaks no rule. */
export interface KnownEstate {
  readonly catalogue: RoleCatalogue;
  readonly offerIds: readonly string[];
  /** Also former ids: none can be used again. */
  readonly customerIds: readonly string[];
  /** Sorted: by offer and plan, the newest version first. */
  readonly versions: readonly KnownVersion[];
  readonly customersByTenant: ReadonlyMap<Guid, DefinedCustomer>;
  /** Customer by subscription. */
  readonly customersBySubscription: ReadonlyMap<Guid, DefinedCustomer>;
  /** `<subscription id>/<definition id>` of every definition. */
  readonly definitions: ReadonlySet<string>;
  /** Offer ids by subscription. */
  readonly offersOn: ReadonlyMap<Guid, ReadonlySet<string>>;
  /** Principals by managing tenant, then by their names. */
  readonly principals: ReadonlyMap<Guid, ReadonlyMap<string, Principal>>;
  /** Types of principals that no offer has, as far as they were looked up. */
  readonly types: ReadonlyMap<Guid, PrincipalType>;
  /** Names of managing tenants. */
  readonly tenantNames: ReadonlyMap<Guid, string>;
}

/** The customer that an estate defines for a delegation. Found by its subscription first, then by its tenant. */
export function ownerOf(
  {
    customerTenantId,
    definition,
  }: { readonly customerTenantId: Guid; readonly definition: { readonly subscriptionId: Guid } },
  known: Pick<KnownEstate, "customersByTenant" | "customersBySubscription">,
): DefinedCustomer | undefined {
  return (
    known.customersBySubscription.get(definition.subscriptionId) ??
    known.customersByTenant.get(customerTenantId)
  );
}

/** Collects what an estate defines. */
export function knownEstate(
  offers: readonly Offer[],
  customers: readonly DefinedCustomer[],
  catalogue: RoleCatalogue,
  types: ReadonlyMap<Guid, PrincipalType> = new Map(),
): KnownEstate {
  const byId = new Map(offers.map((each) => [each.id, each]));
  const registrations = customers
    .flatMap(({ value }) => registerCustomer(value, byId, catalogue))
    .flatMap((each) => each.registrations.map(({ definition }) => definition));
  const offersOn = new Map<Guid, Set<string>>();
  for (const { subscriptionId, offerId } of registrations)
    offersOn.set(subscriptionId, (offersOn.get(subscriptionId) ?? new Set()).add(offerId));
  return {
    catalogue,
    offerIds: offers.map(({ id }) => id),
    customerIds: customers.flatMap(({ value: { id, formerId } }) =>
      formerId === undefined ? [id] : [id, formerId],
    ),
    versions: offers.flatMap((offer) => versionsOf(offer, catalogue)),
    customersByTenant: new Map(customers.map((each) => [each.value.tenantId, each])),
    customersBySubscription: new Map(
      customers.flatMap((each) =>
        Object.values(each.value.subscriptions).map((id): [Guid, DefinedCustomer] => [id, each]),
      ),
    ),
    definitions: new Set(registrations.map(({ subscriptionId, id }) => `${subscriptionId}/${id}`)),
    offersOn,
    principals: principalsOf(offers),
    types,
    tenantNames: new Map(offers.map(({ managingTenant: { tenantId, name } }) => [tenantId, name])),
  };
}

function versionsOf(offer: Offer, catalogue: RoleCatalogue): KnownVersion[] {
  return Object.entries(offer.plans).flatMap(([plan, { versions }]) =>
    Object.entries(versions)
      .sort(([a], [b]) => compareVersions(b, a))
      .map(([version, each]) => ({ offer, plan, version, content: definedContent(each, catalogue) })),
  );
}

function definedContent(version: PlanVersion, catalogue: RoleCatalogue): Content {
  const { authorizations, eligibleAuthorizations } = resolveVersion(version, catalogue);
  const standing = authorizations.map(({ principal, role, delegatedRoles }) => ({
    principalId: principal.id,
    displayName: principal.displayName,
    roleId: role.id,
    access: standingAccess(delegatedRoles.map(({ id }) => id)),
  }));
  const eligible = eligibleAuthorizations.map(({ principal, role, justInTimeAccessPolicy: policy }) => ({
    principalId: principal.id,
    displayName: principal.displayName,
    roleId: role.id,
    access: eligibleAccess({
      ...policy,
      approvers: policy.approvers.map(({ id, displayName }) => ({ principalId: id, displayName })),
    }),
  }));
  return contentFrom([...standing, ...eligible]);
}

function principalsOf(offers: readonly Offer[]): Map<Guid, Map<string, Principal>> {
  const tenants = new Map<Guid, Map<string, Principal>>();
  const sorted = [...offers].sort((a, b) => compareText(a.id, b.id));
  for (const { managingTenant } of sorted) {
    const known = tenants.get(managingTenant.tenantId) ?? new Map<string, Principal>();
    tenants.set(managingTenant.tenantId, known);
    for (const [name, principal] of Object.entries(managingTenant.principals))
      if (!known.has(name)) known.set(name, principal);
  }
  return tenants;
}
