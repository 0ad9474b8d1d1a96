import type { Customer, Delegation } from "../delegation/customer.ts";
import type { Offer } from "../delegation/offer.ts";
import type { Path } from "../values/path.ts";
import { findOffer } from "./delegations.ts";
import type { Estate } from "./estate.ts";

/** A delegation that delegates something, with its offer and its path from the customer's root. */
export interface TakenOffer {
  readonly delegation: Delegation;
  readonly offer: Offer;
  readonly path: Path;
}

/** The delegations of a customer that have a scope and a known offer: one without a scope gives nobody access. */
export function takenOffers(customer: Customer, estate: Estate): TakenOffer[] {
  return customer.delegations.flatMap((delegation, index) => {
    const offer = delegation.scopes.length === 0 ? undefined : findOffer(estate, delegation.offer)?.value;
    return offer === undefined ? [] : [{ delegation, offer, path: ["delegations", index] }];
  });
}
