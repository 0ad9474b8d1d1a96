import { groupBy } from "../values/group-by.ts";
import { listed } from "../values/listed.ts";
import { type OfferedPart, offeredParts } from "./delegations.ts";
import type { CustomerRule } from "./rule.ts";

/** LH050: warns where a managing tenant gets a subscription and also resource groups of it. */
export const subscriptionAndGroupOverlap: CustomerRule = {
  code: "LH050",
  kind: "subscription-and-group-overlap",
  severity: "warning",
  judges: "customer",
  title:
    "No managing tenant gets a whole subscription by one delegation and resource groups of it by another",
  what: "On one subscription two offers of one managing tenant are delegated, one on the whole subscription, the other on resource groups.",
  harm: "In 2019 Azure refused resource groups of a subscription that was delegated already. Current documentation does not mention this. If it still applies, the deployment of the second delegation fails.",
  fix: "Delegate both offers on the whole subscription, or both on resource groups, or take one plan that has the authorizations of both.",
  accept: "When both are delegated in this way already and Azure accepts it.",
  source:
    "Service error MultipleRegistrationAssignmentsNotAllowed (MicrosoftDocs/azure-docs issue 36763, of 2019; not verified since)",
  *check({ value: customer, file }, estate) {
    const parts = offeredParts(customer, estate);
    const whole = parts.filter(({ scope }) => scope.resourceGroups === undefined);
    const wholeByKey = groupBy(whole, overlapKey);
    for (const part of parts) {
      const { scope, subscriptionId, offer, path } = part;
      // LH046 reports one offer that has both
      const other = wholeByKey.get(overlapKey(part))?.find((each) => each.offer.id !== offer.id);
      if (scope.resourceGroups === undefined || other === undefined) continue;
      const groups = scope.resourceGroups.map(({ name }) => name);
      yield {
        at: { file, path },
        problem: `On subscription ${scope.subscription} (${subscriptionId}) ${offer.managingTenant.name} gets the whole subscription by offer ${other.offer.id} and resource groups by offer ${offer.id}`,
        received: `resource groups ${listed(groups, 5)}`,
        allowed: "either the whole subscription or resource groups of it for one managing tenant",
        fix: "delegate both offers on the whole subscription, or both on resource groups",
        facts: {
          subscription: scope.subscription,
          subscriptionId,
          managingTenant: offer.managingTenant.name,
          managingTenantId: offer.managingTenant.tenantId,
          offer: offer.id,
          resourceGroups: groups,
          offerOnSubscription: other.offer.id,
        },
      };
    }
  },
};

function overlapKey({ subscriptionId, offer }: OfferedPart): string {
  return `${subscriptionId} ${offer.managingTenant.tenantId}`;
}
