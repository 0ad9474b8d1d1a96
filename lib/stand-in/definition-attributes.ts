import type {
  ArmAuthorization,
  ArmEligibleAuthorization,
  ArmJustInTimeAccessPolicy,
  RegistrationDefinitionBody,
  RegistrationDefinitionResource,
} from "../formats/arm/schema.ts";
import { blocksOf, type PluginObject, type PluginValue, textOf } from "./plugin-values.ts";
import { inSetOrder, textsInSetOrder } from "./set-order.ts";

/** The body that azurerm sends for a definition. It sends unset attributes as empty text, and sets by hash (observed on the wire). */
export function definitionBody(attributes: PluginObject): RegistrationDefinitionBody {
  const eligible = inSetOrder("eligible_authorization", blocksOf(attributes["eligible_authorization"])).map(
    eligibleBody,
  );
  const [plan] = blocksOf(attributes["plan"]);
  return {
    properties: {
      registrationDefinitionName: text(attributes, "name"),
      description: text(attributes, "description"),
      managedByTenantId: text(attributes, "managing_tenant_id"),
      authorizations: inSetOrder("authorization", blocksOf(attributes["authorization"])).map(
        authorizationBody,
      ),
      ...(eligible.length === 0 ? {} : { eligibleAuthorizations: eligible }),
    },
    ...(plan === undefined
      ? {}
      : {
          plan: {
            name: text(plan, "name"),
            publisher: text(plan, "publisher"),
            product: text(plan, "product"),
            version: text(plan, "version"),
          },
        }),
  };
}

/** The attributes that azurerm stores in state for a definition. It stores empty text as null. */
export function definitionAttributes(resource: RegistrationDefinitionResource, id: string): PluginObject {
  const { properties, plan } = resource;
  return {
    id,
    lighthouse_definition_id: resource.name,
    scope: id.split("/providers/")[0] ?? "",
    name: set(properties.registrationDefinitionName),
    description: set(properties.description),
    managing_tenant_id: properties.managedByTenantId,
    authorization: properties.authorizations.map(authorizationAttributes),
    eligible_authorization: (properties.eligibleAuthorizations ?? []).map(eligibleAttributes),
    plan: plan === undefined ? [] : [{ ...plan }],
  };
}

function authorizationBody(block: PluginObject): ArmAuthorization {
  return {
    principalId: text(block, "principal_id"),
    roleDefinitionId: text(block, "role_definition_id"),
    principalIdDisplayName: text(block, "principal_display_name"),
    delegatedRoleDefinitionIds: texts(block["delegated_role_definition_ids"]),
  };
}

function eligibleBody(block: PluginObject): ArmEligibleAuthorization {
  const [policy] = blocksOf(block["just_in_time_access_policy"]);
  return {
    principalId: text(block, "principal_id"),
    roleDefinitionId: text(block, "role_definition_id"),
    principalIdDisplayName: text(block, "principal_display_name"),
    ...(policy === undefined ? {} : { justInTimeAccessPolicy: policyBody(policy) }),
  };
}

function policyBody(block: PluginObject): ArmJustInTimeAccessPolicy {
  const approvers = inSetOrder("approver", blocksOf(block["approver"])).map((approver) => ({
    principalId: text(approver, "principal_id"),
    principalIdDisplayName: text(approver, "principal_display_name"),
  }));
  return {
    multiFactorAuthProvider: textOf(block["multi_factor_auth_provider"]) === "Azure" ? "Azure" : "None",
    maximumActivationDuration: text(block, "maximum_activation_duration"),
    ...(approvers.length === 0 ? {} : { managedByTenantApprovers: approvers }),
  };
}

function authorizationAttributes(authorization: ArmAuthorization): PluginObject {
  const delegated = authorization.delegatedRoleDefinitionIds ?? [];
  return {
    principal_id: authorization.principalId,
    role_definition_id: authorization.roleDefinitionId,
    principal_display_name: set(authorization.principalIdDisplayName),
    delegated_role_definition_ids: [...delegated],
  };
}

function eligibleAttributes(authorization: ArmEligibleAuthorization): PluginObject {
  const policy = authorization.justInTimeAccessPolicy;
  return {
    principal_id: authorization.principalId,
    role_definition_id: authorization.roleDefinitionId,
    principal_display_name: set(authorization.principalIdDisplayName),
    just_in_time_access_policy: policy === undefined ? [] : [policyAttributes(policy)],
  };
}

function policyAttributes(policy: ArmJustInTimeAccessPolicy): PluginObject {
  return {
    multi_factor_auth_provider: policy.multiFactorAuthProvider === "Azure" ? "Azure" : null,
    maximum_activation_duration: set(policy.maximumActivationDuration),
    approver: (policy.managedByTenantApprovers ?? []).map((approver) => ({
      principal_id: approver.principalId,
      principal_display_name: set(approver.principalIdDisplayName),
    })),
  };
}

function text(block: PluginObject, name: string): string {
  return textOf(block[name]) ?? "";
}

function texts(value: PluginValue | undefined): readonly string[] {
  return textsInSetOrder(
    Array.isArray(value) ? value.filter((each): each is string => typeof each === "string") : [],
  );
}

function set(value: string | undefined): string | null {
  return value === undefined || value === "" ? null : value;
}
