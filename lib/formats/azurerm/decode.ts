import type { DecodedDefinition } from "../../access/assemble.ts";
import type { DocumentedPolicy } from "../../access/normalized-access.ts";
import { parseScopeIdOfAnyCase } from "../../delegation/scope.ts";
import { type Read, refusal } from "../../documents/problem.ts";
import type { Guid } from "../../values/guid.ts";
import { success } from "../../values/result.ts";
import { offerOfName } from "./addresses.ts";
import type { DefinitionValues } from "./lighthouse-values.ts";

/**
 * Decodes azurerm's arguments into a definition. A scope other than a subscription is refused.
 *
 * @param resourceName name of the Terraform resource; undefined where it does not identify what Terraform replaces
 */
export function decodeDefinition(values: DefinitionValues, resourceName?: string): Read<DecodedDefinition> {
  const scope = parseScopeIdOfAnyCase(values.scope);
  if (scope === undefined || scope.resourceGroup !== undefined)
    return refusal("value-not-allowed", ["scope"], "is not a subscription", values.scope);
  return success(definitionOn(scope.subscriptionId, values, resourceName));
}

/** Decodes azurerm's arguments into a definition on a known subscription. */
export function definitionOn(
  subscriptionId: Guid,
  values: Omit<DefinitionValues, "scope">,
  resourceName?: string,
): DecodedDefinition {
  return {
    registrationDefinitionId: values.lighthouse_definition_id,
    subscriptionId,
    managingTenantId: values.managing_tenant_id,
    name: values.name,
    description: values.description,
    marketplacePlan: values.plan?.[0],
    ...(resourceName === undefined ? {} : { addressedOffer: offerOfName(resourceName) }),
    authorizations: values.authorization.map((each) => ({
      principalId: each.principal_id,
      principalDisplayName: each.principal_display_name ?? "",
      roleDefinitionId: each.role_definition_id,
      delegatedRoleDefinitionIds: each.delegated_role_definition_ids ?? [],
    })),
    eligibleAuthorizations: (values.eligible_authorization ?? []).map((each) => ({
      principalId: each.principal_id,
      principalDisplayName: each.principal_display_name ?? "",
      roleDefinitionId: each.role_definition_id,
      justInTimeAccessPolicy: decodePolicy(each.just_in_time_access_policy?.[0]),
    })),
  };
}

type Policy = NonNullable<
  NonNullable<DefinitionValues["eligible_authorization"]>[number]["just_in_time_access_policy"]
>[number];

/** Decodes a policy; a missing one has no values. The assembly of access fills in ARM's defaults. */
function decodePolicy(policy: Partial<Policy> = {}): DocumentedPolicy {
  return {
    multiFactorAuthProvider: policy.multi_factor_auth_provider,
    maximumActivationDuration: policy.maximum_activation_duration,
    approvers: (policy.approver ?? []).map((each) => ({
      principalId: each.principal_id,
      displayName: each.principal_display_name ?? "",
    })),
  };
}
