import { armGuid } from "./arm-guid.ts";
import type { RegistrationDefinition } from "./registration.ts";

/*
 * Names of the policies that a customer creates at a management group. The name of an assignment there has at most 24
 * characters (Azure's documentation, "Naming rules and restrictions").
 */

/** Names of the customer's own guards. There is one list of allowed tenants for all packages. */
export const GUARD_NAMES = { tenants: "lighthouse-tenants", audit: "lighthouse-audit" } as const;

/** The parameter of the guards' template: managing tenants of the customer's other providers. */
export const OTHER_TENANTS = "otherManagingTenants";

/** Name of the policy that delegates subscriptions, and of its assignment. One for each offer. */
export function delegationPolicyName({
  managingTenant,
  offerId,
}: Pick<RegistrationDefinition, "managingTenant" | "offerId">): string {
  const guid = armGuid(managingTenant.id.toLowerCase(), offerId);
  return `lighthouse-${guid.replaceAll("-", "").slice(0, 12)}`;
}
