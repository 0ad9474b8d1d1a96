import { v5 } from "uuid";
import type { Guid } from "../values/guid.ts";

/** Namespace of ARM's `guid()` template function. RFC 4122 version 5 over the arguments joined with "-". */
const ARM_NAMESPACE = "11fb06fb-712d-4ddd-98c7-e71bbd588830";

/** Equals `guid(a, b, …)` of ARM templates and Bicep. A template and this project give a resource the same name. */
export function armGuid(...parts: readonly string[]): Guid {
  return v5(parts.join("-"), ARM_NAMESPACE);
}

/**
 * The ARM name of an offer's registration definition in a subscription. It depends on no display name, customer id or
 * version, so that their changes do not replace the definition.
 */
export function registrationDefinitionGuid(
  managingTenantId: Guid,
  subscriptionId: Guid,
  offerId: string,
): Guid {
  return armGuid(managingTenantId.toLowerCase(), subscriptionId.toLowerCase(), offerId);
}

/**
 * The ARM name of a definition's registration assignment at a scope. The scope is the whole subscription (`""`) or a
 * resource group. Azure compares group names case-insensitively. Here `toLowerCase` is part of the formula, which is a
 * contract. Elsewhere `asciiLowerCase` compares them.
 */
export function registrationAssignmentGuid(definitionId: Guid, resourceGroup: string): Guid {
  return armGuid(definitionId.toLowerCase(), resourceGroup.toLowerCase());
}
