import type { DefinitionValues } from "../azurerm/lighthouse-values.ts";
import type { ArmDefinition } from "./list-schema.ts";

type Policy = NonNullable<
  ArmDefinition["properties"]["eligibleAuthorizations"]
>[number]["justInTimeAccessPolicy"];

/** A listed definition in the words of azurerm, in which definitions are put together here. */
export function definitionValuesOf({ id, name, plan, properties }: ArmDefinition): DefinitionValues {
  return {
    id,
    name: properties.registrationDefinitionName ?? "",
    description: properties.description ?? "",
    scope: id.slice(0, id.toLowerCase().indexOf("/providers/")),
    managing_tenant_id: properties.managedByTenantId,
    lighthouse_definition_id: name,
    authorization: properties.authorizations.map((each) => ({
      principal_id: each.principalId,
      principal_display_name: each.principalIdDisplayName ?? "",
      role_definition_id: each.roleDefinitionId,
      delegated_role_definition_ids: each.delegatedRoleDefinitionIds ?? [],
    })),
    eligible_authorization: (properties.eligibleAuthorizations ?? []).map((each) => ({
      principal_id: each.principalId,
      principal_display_name: each.principalIdDisplayName ?? "",
      role_definition_id: each.roleDefinitionId,
      just_in_time_access_policy: policyOf(each.justInTimeAccessPolicy),
    })),
    plan: plan === null || plan === undefined ? [] : [plan],
  };
}

function policyOf(
  policy: Policy,
): NonNullable<DefinitionValues["eligible_authorization"]>[number]["just_in_time_access_policy"] {
  if (policy === null || policy === undefined) return [];
  return [
    {
      multi_factor_auth_provider: policy.multiFactorAuthProvider === "Azure" ? "Azure" : "",
      maximum_activation_duration: policy.maximumActivationDuration,
      approver: (policy.managedByTenantApprovers ?? []).map((each) => ({
        principal_id: each.principalId,
        principal_display_name: each.principalIdDisplayName ?? "",
      })),
    },
  ];
}
