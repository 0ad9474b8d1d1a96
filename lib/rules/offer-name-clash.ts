import { type DelegatedScope, delegationName } from "../delegation/customer.ts";
import type { Path } from "../values/path.ts";
import { offeredParts } from "./delegations.ts";
import type { CustomerRule } from "./rule.ts";

/** LH049: offers on one scope have different names. */
export const offerNameClash: CustomerRule = {
  code: "LH049",
  kind: "offer-name-clash",
  severity: "error",
  judges: "customer",
  title: "Every offer on a scope has a name of its own",
  what: "Two different offers are delegated on one scope (a whole subscription, or one resource group), and their names, which the customer sees, are equal when compared case-insensitively.",
  harm: "Microsoft requires a unique name (mspOfferName) for every offer at a scope. The customer cannot distinguish the two delegations and may remove the wrong one.",
  fix: "Give one of the offers another name. A new name replaces every delegation of that offer, so change the one with fewer customers.",
  accept: "Never: the names belong to the provider and can be changed.",
  source:
    "Microsoft: Onboard a customer to Azure Lighthouse and Update a delegation (mspOfferName); its sample multi-rg.json gives several resource groups of one subscription one name; that case is ignored is inference",
  *check({ value: customer, file }, estate) {
    const firsts = new Map<string, { readonly id: string; readonly name: string }>();
    for (const { delegation, scope, subscriptionId, offer: taken, path } of offeredParts(customer, estate)) {
      const offer = { id: taken.id, name: delegationName(delegation, taken) };
      for (const { resourceGroup, called, at } of placesOf(scope, path)) {
        const key = JSON.stringify([subscriptionId, resourceGroup?.toLowerCase(), offer.name.toLowerCase()]);
        const first = firsts.get(key);
        if (first === undefined) firsts.set(key, offer);
        if (first === undefined || first.id === offer.id) continue;
        yield {
          at: { file, path: at },
          problem: `On ${called} ${scope.subscription} (${subscriptionId}) the offers ${first.id} and ${offer.id} have one name: "${offer.name}"`,
          received: `offer ${offer.id} named "${offer.name}" beside offer ${first.id} named "${first.name}"`,
          allowed: "offers with different names on one scope (case is ignored)",
          fix: `give ${first.id} or ${offer.id} another name`,
          facts: {
            subscription: scope.subscription,
            subscriptionId,
            ...(resourceGroup !== undefined && { resourceGroup }),
            offer: offer.id,
            name: offer.name,
            first: first.id,
            firstName: first.name,
          },
        };
      }
    }
  },
};

/** A whole subscription, or one resource group of it. */
interface Place {
  readonly resourceGroup: string | undefined;
  /** Text before the subscription's name. */
  readonly called: string;
  readonly at: Path;
}

function placesOf({ resourceGroups }: DelegatedScope, path: Path): Place[] {
  if (resourceGroups === undefined) return [{ resourceGroup: undefined, called: "subscription", at: path }];
  return resourceGroups.map(({ name }, index) => ({
    resourceGroup: name,
    called: `resource group ${name} of subscription`,
    at: [...path, "resourceGroups", index],
  }));
}
