import { accessOf } from "./access-grant.ts";
import type { CustomerAccess } from "./access-side.ts";
import { compareText } from "./identifiers.ts";
import type { RegisteredSubscription } from "./registration.ts";
import { scopeId } from "./scope.ts";

/** The access of one customer as its definitions have it. */
export function definedAccess(
  customer: string,
  subscriptions: readonly RegisteredSubscription[],
): CustomerAccess {
  const registrations = subscriptions.flatMap((each) => each.registrations);
  return {
    customer,
    subscriptionIds: subscriptions.map(({ id }) => id).sort(compareText),
    definitions: registrations
      .map(({ definition: { id, managingTenant, offerId, planId, version, marketplacePlan, ...rest } }) => ({
        registrationDefinitionId: id,
        subscriptionId: rest.subscriptionId,
        managingTenantId: managingTenant.id,
        name: rest.name,
        description: rest.description,
        claimedSource: `${offerId}/${planId}@${version}`,
        marketplacePlan:
          marketplacePlan === undefined
            ? undefined
            : `${marketplacePlan.publisher}/${marketplacePlan.product}/${marketplacePlan.name}@${marketplacePlan.version}`,
      }))
      .sort(
        (a, b) =>
          compareText(a.subscriptionId, b.subscriptionId) ||
          compareText(a.registrationDefinitionId, b.registrationDefinitionId),
      ),
    assignments: registrations
      .flatMap(({ definition, assignments }) =>
        assignments.map(({ id, scope }) => ({
          registrationAssignmentId: id,
          registrationDefinitionId: definition.id,
          scope: scopeId(scope),
        })),
      )
      .sort(
        (a, b) =>
          compareText(a.scope, b.scope) ||
          compareText(a.registrationAssignmentId, b.registrationAssignmentId),
      ),
    grants: accessOf(subscriptions),
  };
}
