import { type DelegatedPart, delegatedParts } from "./delegations.ts";
import type { CustomerRule } from "./rule.ts";

/** LH046: an offer is delegated at most once on a subscription. */
export const offerTwiceOnSubscription: CustomerRule = {
  code: "LH046",
  kind: "offer-twice-on-subscription",
  severity: "error",
  judges: "customer",
  title: "Every offer is delegated at most once on a subscription, in one scope of one plan version",
  what: "Two scopes of one offer are on one subscription id, in one delegation or in two, of the same or different plans.",
  harm: "An offer has one registration definition on a subscription, so the two scopes would be one resource with two contents. Only one plan version's access could exist, and it is unclear which.",
  fix: "Keep one scope for the subscription, and list several resource groups in its `resourceGroups`. To move to another version, change `version` of the delegation instead of adding one.",
  accept: "Never: the second scope has no registration definition of its own.",
  source:
    "Microsoft: Onboard a customer to Azure Lighthouse (one mspOfferName per scope); one registration definition per offer and subscription is this project's own",
  *check({ value: customer, file }, estate) {
    const firsts = new Map<string, DelegatedPart>();
    for (const part of delegatedParts(customer, estate)) {
      const { delegation, scope, subscriptionId, path } = part;
      if (subscriptionId === undefined) continue;
      const key = `${delegation.offer} ${subscriptionId}`;
      const first = firsts.get(key);
      if (first === undefined) {
        firsts.set(key, part);
        continue;
      }
      const [earlier, later] = [first, part].map(planAndSubscription);
      yield {
        at: { file, path },
        problem: `Offer ${delegation.offer} is delegated twice on subscription ${scope.subscription} (${subscriptionId}): first as ${earlier}, here as ${later}`,
        received: `a second scope of offer ${delegation.offer} on the subscription`,
        allowed: "one scope per offer and subscription",
        fix: "remove one of the two scopes, or list all resource groups in one of them",
        facts: {
          offer: delegation.offer,
          plan: delegation.plan,
          version: delegation.version,
          subscription: scope.subscription,
          subscriptionId,
          first: {
            path: first.path,
            plan: first.delegation.plan,
            version: first.delegation.version,
            subscription: first.scope.subscription,
          },
        },
      };
    }
  },
};

function planAndSubscription({ delegation, scope }: DelegatedPart): string {
  return `plan ${delegation.plan} ${delegation.version} on ${scope.subscription}`;
}
