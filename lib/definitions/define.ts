import type { DelegationTexts } from "../delegation/customer.ts";
import type { EstateDefinition } from "../delegation/estate-defaults.ts";
import type { CustomerDefinition, DelegationDefinition, ScopeDefinition } from "./customer-definition.ts";
import type {
  AuthorizationSetDefinition,
  JustInTimeAccessPolicyDefinition,
  ManagingTenantDefinition,
  OfferDefinition,
  PlanIdOf,
  VersionOf,
  WithVersionKeys,
} from "./offer-definition.ts";

/** Types a managing tenant. The editor completes the keys of its principals, each with its type. */
export function defineManagingTenant<const T extends ManagingTenantDefinition>(managingTenant: T): T {
  return managingTenant;
}

/** Types a set of authorizations that several plans include. */
export function defineAuthorizationSet<const T extends AuthorizationSetDefinition>(authorizationSet: T): T {
  return authorizationSet;
}

/** Types a just-in-time access policy that several eligible authorizations share. */
export function defineJustInTimeAccessPolicy<const T extends JustInTimeAccessPolicyDefinition>(policy: T): T {
  return policy;
}

/** Types an offer: what Lighthouse refuses does not compile. Values are checked when the estate is read. */
export function defineOffer<const O extends OfferDefinition>(offer: O & WithVersionKeys<O>): O {
  return offer;
}

/** Types an offer taken by a customer. A plan or version that the offer lacks does not compile. */
export function defineDelegation<
  const O extends OfferDefinition,
  const P extends PlanIdOf<O>,
  const V extends VersionOf<O, P>,
  const S extends string = never,
>(
  offer: O,
  delegation: {
    readonly plan: P;
    readonly version: V;
    readonly scopes: readonly ScopeDefinition<S>[];
  } & DelegationTexts,
): DelegationDefinition<S> {
  return { offer: offer.id, ...delegation };
}

/** Types a customer: a scope on a subscription that is not listed does not compile. */
export function defineCustomer<const S extends string>(
  customer: CustomerDefinition<S>,
): CustomerDefinition<S> {
  return customer;
}

/** Types the estate's defaults. */
export function defineEstate(estate: EstateDefinition): EstateDefinition {
  return estate;
}
