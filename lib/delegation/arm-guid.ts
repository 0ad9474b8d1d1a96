import { v5 } from "uuid";
import type { Guid } from "../values/guid.ts";

/** The namespace of ARM's `guid()` template function (RFC 4122 version 5 over the arguments joined with "-"). */
const ARM_NAMESPACE = "11fb06fb-712d-4ddd-98c7-e71bbd588830";

/**
 * What `guid(a, b, …)` gives in an ARM template or in Bicep, so that a template and this project name one
 * resource alike.
 */
export function armGuid(...parts: readonly string[]): Guid {
  return v5(parts.join("-"), ARM_NAMESPACE);
}

/**
 * The name of the registration definition of an offer in a subscription. Holds no display name and no customer
 * id, so neither a rename nor a new version replaces it.
 */
export function registrationDefinitionGuid(
  managingTenantId: Guid,
  subscriptionId: Guid,
  offerId: string,
): Guid {
  return armGuid(managingTenantId.toLowerCase(), subscriptionId.toLowerCase(), offerId);
}

/**
 * The name of the registration assignment of a definition at a scope: the whole subscription (`""`) or a
 * resource group, whose name Azure compares without case. The folding of all letters is part of the formula, a contract;
 * elsewhere names of groups are compared by `asciiLowerCase`.
 */
export function registrationAssignmentGuid(definitionId: Guid, resourceGroup: string): Guid {
  return armGuid(definitionId.toLowerCase(), resourceGroup.toLowerCase());
}
