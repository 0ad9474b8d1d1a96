import type { Customer } from "../delegation/customer.ts";
import type { Offer } from "../delegation/offer.ts";
import type { Guid } from "../values/guid.ts";
import { type DelegatedPart, delegatedParts } from "./delegations.ts";
import type { Estate } from "./estate.ts";

/** A scope of a delegation whose offer and subscription are known. */
export interface OfferedPart extends DelegatedPart {
  readonly subscriptionId: Guid;
  readonly offer: Offer;
}

/** The scopes of a customer whose offer and subscription are known. */
export function offeredParts(customer: Customer, estate: Estate): OfferedPart[] {
  return delegatedParts(customer, estate).flatMap((part) => {
    const { subscriptionId, offer } = part;
    return subscriptionId === undefined || offer === undefined ? [] : [{ ...part, subscriptionId, offer }];
  });
}
