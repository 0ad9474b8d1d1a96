import { marketplacePlanText, type RegisteredSubscription } from "../delegation/registration.ts";
import { scopeId } from "../delegation/scope.ts";
import { claimedSource } from "../delegation/version-marker.ts";
import { compareText } from "../values/compare-text.ts";
import { accessOf } from "./access-grant.ts";
import { type CustomerAccess, compareAssignments, compareDefinitions } from "./access-side.ts";

/** The access of one customer by its definitions. */
export function definedAccess(
  customer: string,
  subscriptions: readonly RegisteredSubscription[],
): CustomerAccess {
  const registrations = subscriptions.flatMap((each) => each.registrations);
  return {
    customer,
    subscriptionIds: subscriptions.map(({ id }) => id).sort(compareText),
    definitions: registrations
      .map(({ definition: { id, managingTenant, offerId, marketplacePlan, ...rest } }) => ({
        registrationDefinitionId: id,
        subscriptionId: rest.subscriptionId,
        managingTenantId: managingTenant.id,
        name: rest.name,
        description: rest.description,
        claimedSource: claimedSource(rest.description),
        marketplacePlan: marketplacePlan === undefined ? undefined : marketplacePlanText(marketplacePlan),
        addressedOffer: offerId,
      }))
      .sort(compareDefinitions),
    assignments: registrations
      .flatMap(({ definition, assignments }) =>
        assignments.map(({ id, scope }) => ({
          registrationAssignmentId: id,
          registrationDefinitionId: definition.id,
          scope: scopeId(scope),
        })),
      )
      .sort(compareAssignments),
    grants: accessOf(subscriptions),
  };
}
