import type { Customer, DelegatedScope, Delegation } from "../delegation/customer.ts";
import type { Offer, Plan, PlanVersion } from "../delegation/offer.ts";
import type { Guid } from "../values/guid.ts";
import { own } from "../values/own.ts";
import type { Path } from "../values/path.ts";
import { type Estate, findOffer } from "./estate.ts";

/** A scope of a delegation and what it refers to. A missing reference is undefined. */
export interface DelegatedPart {
  readonly delegation: Delegation;
  readonly scope: DelegatedScope;
  readonly subscriptionId: Guid | undefined;
  readonly offer: Offer | undefined;
  readonly plan: Plan | undefined;
  readonly version: PlanVersion | undefined;
  /** Path of the scope from the customer's root. */
  readonly path: Path;
}

/** Resolves all scopes of a customer's delegations. */
export function delegatedParts(customer: Customer, estate: Estate): DelegatedPart[] {
  return customer.delegations.flatMap((delegation, index) => {
    const offer = findOffer(estate, delegation.offer)?.value;
    const plan = offer && own(offer.plans, delegation.plan);
    const version = plan && own(plan.versions, delegation.version);
    return delegation.scopes.map((scope, position) => ({
      delegation,
      scope,
      subscriptionId: own(customer.subscriptions, scope.subscription),
      offer,
      plan,
      version,
      path: ["delegations", index, "scopes", position],
    }));
  });
}

/** A scope of a delegation whose offer and subscription are known. */
export interface OfferedPart extends DelegatedPart {
  readonly subscriptionId: Guid;
  readonly offer: Offer;
}

/** Resolves those scopes of a customer whose offer and subscription are known. */
export function offeredParts(customer: Customer, estate: Estate): OfferedPart[] {
  return delegatedParts(customer, estate).flatMap((part) => {
    const { subscriptionId, offer } = part;
    return subscriptionId === undefined || offer === undefined ? [] : [{ ...part, subscriptionId, offer }];
  });
}

/** A delegation with at least one scope, with its offer. The path starts at the customer's root. */
export interface TakenOffer {
  readonly delegation: Delegation;
  readonly offer: Offer;
  readonly path: Path;
}

/** Delegations of a customer with a scope and a known offer. A delegation without scope grants no access. */
export function takenOffers(customer: Customer, estate: Estate): TakenOffer[] {
  return customer.delegations.flatMap((delegation, index) => {
    const offer = delegation.scopes.length === 0 ? undefined : findOffer(estate, delegation.offer)?.value;
    return offer === undefined ? [] : [{ delegation, offer, path: ["delegations", index] }];
  });
}
