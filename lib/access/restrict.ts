import { subscriptionOfScope } from "../delegation/scope.ts";
import type { Guid } from "../values/guid.ts";
import type { CustomerAccess } from "./access-side.ts";

/** The part of a customer's access that is on subscriptions for which `stays` is true. */
export function restrictedTo(
  access: CustomerAccess,
  stays: (subscriptionId: Guid) => boolean,
): CustomerAccess {
  return {
    ...access,
    subscriptionIds: access.subscriptionIds.filter(stays),
    definitions: access.definitions.filter(({ subscriptionId }) => stays(subscriptionId)),
    assignments: access.assignments.filter(({ scope }) => stays(subscriptionOfScope(scope))),
    grants: access.grants.filter(({ scope }) => stays(subscriptionOfScope(scope))),
  };
}
