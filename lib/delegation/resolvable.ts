import type { RoleCatalogue } from "../roles/role-catalogue.ts";
import { own } from "../values/own.ts";
import type { Customer, Delegation } from "./customer.ts";
import type { Offer, PlanVersion } from "./offer.ts";
import { isResolvableVersion } from "./resolvable-version.ts";

/** Whether every reference of a customer can be resolved: offers, plans, versions, roles and durations. */
export function isResolvable(
  { delegations, subscriptions }: Customer,
  offers: ReadonlyMap<string, Offer>,
  catalogue: RoleCatalogue,
): boolean {
  return delegations.every((delegation) => {
    const version = versionOf(delegation, offers);
    if (version === undefined || !isResolvableVersion(version, catalogue)) return false;
    return delegation.scopes.every(({ subscription }) => own(subscriptions, subscription) !== undefined);
  });
}

function versionOf(
  { offer, plan, version }: Delegation,
  offers: ReadonlyMap<string, Offer>,
): PlanVersion | undefined {
  const known = own(offers.get(offer)?.plans ?? {}, plan);
  return known && own(known.versions, version);
}
