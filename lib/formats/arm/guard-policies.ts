import { GUARD_NAMES, OTHER_TENANTS } from "../../delegation/policy-names.ts";
import { quotedInExpression } from "../../templates/template-text.ts";
import type { Guid } from "../../values/guid.ts";
import type { JsonObject } from "../../values/json-object.ts";
import { MANAGEMENT_GROUP_TEMPLATE_SCHEMA, policyAssignment, policyDefinition } from "./policy-resources.ts";
import { REGISTRATION_ASSIGNMENTS, REGISTRATION_DEFINITIONS } from "./schema.ts";

const ALLOWED = "allowedManagingTenants";

/**
 * A template of a customer's own policies at a management group. Delegations to managing tenants that are not on a list
 * are refused, and every delegation is reported. The rules are those of Azure's built-in policies (7a8a51a3-…,
 * 76bed37b-…), written out so that they can be read, and for every cloud.
 *
 * @param managingTenantId the provider's tenant, which the list has beside those that the customer names
 */
export function guardPoliciesTemplate(managingTenantId: Guid): JsonObject {
  const description =
    "Ids of the tenants of your other providers; [] where you have none. Their changes are refused if they are missing.";
  const tenants = "Azure Lighthouse: allowed managing tenants";
  const audit = "Azure Lighthouse: report every delegation";
  return {
    $schema: MANAGEMENT_GROUP_TEMPLATE_SCHEMA,
    contentVersion: "1.0.0.0",
    // without a default: the deployer has to think of the other providers
    parameters: { [OTHER_TENANTS]: { type: "array", metadata: { description } } },
    resources: [
      policyDefinition(GUARD_NAMES.tenants, {
        displayName: tenants,
        description: "Refuses delegations to managing tenants that are not on the list.",
        version: "1.0.0",
        parameters: { [ALLOWED]: { type: "Array", metadata: { displayName: "Allowed managing tenants" } } },
        policyRule: tenantsRule(),
      }),
      policyAssignment(GUARD_NAMES.tenants, {
        displayName: tenants,
        definition: GUARD_NAMES.tenants,
        values: {
          [ALLOWED]: `union(createArray(${quotedInExpression(managingTenantId)}), parameters(${quotedInExpression(OTHER_TENANTS)}))`,
        },
        message: "This managing tenant is not on the list of allowed ones.",
      }),
      policyDefinition(GUARD_NAMES.audit, {
        displayName: audit,
        description: "Reports every delegation below, whatever its managing tenant.",
        version: "1.0.0",
        policyRule: {
          if: { field: "type", equals: REGISTRATION_ASSIGNMENTS },
          // biome-ignore lint/suspicious/noThenProperty: Azure's own word in a policy's rule
          then: { effect: "audit" },
        },
      }),
      policyAssignment(GUARD_NAMES.audit, { displayName: audit, definition: GUARD_NAMES.audit }),
    ],
  };
}

function tenantsRule(): JsonObject {
  const field = `${REGISTRATION_DEFINITIONS}/managedByTenantId`;
  return {
    if: {
      allOf: [
        { field: "type", equals: REGISTRATION_DEFINITIONS },
        { not: { field, in: `[parameters(${quotedInExpression(ALLOWED)})]` } },
      ],
    },
    // biome-ignore lint/suspicious/noThenProperty: Azure's own word in a policy's rule
    then: { effect: "deny" },
  };
}
