import type { Customer, DelegatedScope, Delegation } from "../delegation/customer.ts";
import type { Offer, Plan, PlanVersion } from "../delegation/offer.ts";
import type { Guid } from "../values/guid.ts";
import { own } from "../values/own.ts";
import type { Path } from "../values/path.ts";
import type { Estate, Located } from "./estate.ts";

/** One scope of one delegation, with what it refers to as far as that exists. */
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

/** The offer of that id, if it was read. */
export function findOffer(estate: Estate, id: string): Located<Offer> | undefined {
  let index = offersById.get(estate.offers);
  if (index === undefined) {
    index = new Map(estate.offers.map((offer) => [offer.value.id, offer]));
    offersById.set(estate.offers, index);
  }
  return index.get(id);
}

// a rule runs once per customer: the index must not be built again for each of thousands
const offersById = new WeakMap<readonly Located<Offer>[], Map<string, Located<Offer>>>();

/** Every scope of every delegation of a customer, with offer, plan, version and subscription looked up. */
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
