import type { DecodedDefinition } from "../../access/assemble.ts";
import type { DocumentedPolicy } from "../../access/normalized-access.ts";
import { type Read, readAllowed } from "../../documents/problem.ts";
import type { Guid } from "../../values/guid.ts";
import {
  type ArmJustInTimeAccessPolicy,
  assignmentBody,
  definitionBody,
  type RegistrationAssignmentBody,
  type RegistrationDefinitionBody,
} from "./schema.ts";

/** Reads what is sent to create or replace a definition. Unknown properties are ignored, as ARM does. */
export function readDefinitionBody(body: unknown): Read<RegistrationDefinitionBody> {
  return readAllowed(definitionBody, body);
}

/** Reads what is sent to put a definition on a scope. Unknown properties are ignored, as ARM does. */
export function readAssignmentBody(body: unknown): Read<RegistrationAssignmentBody> {
  return readAllowed(assignmentBody, body);
}

/**
 * What a definition says, as access is assembled from it.
 *
 * @param subscriptionId the definition's subscription, in lower case
 * @param name the definition's own name
 */
export function decodeDefinition(
  subscriptionId: Guid,
  name: Guid,
  { properties, plan }: RegistrationDefinitionBody,
): DecodedDefinition {
  return {
    registrationDefinitionId: name,
    subscriptionId,
    managingTenantId: properties.managedByTenantId,
    name: properties.registrationDefinitionName ?? "",
    description: properties.description ?? "",
    marketplacePlan: plan,
    authorizations: properties.authorizations.map((each) => ({
      principalId: each.principalId,
      principalDisplayName: each.principalIdDisplayName ?? "",
      roleDefinitionId: each.roleDefinitionId,
      delegatedRoleDefinitionIds: each.delegatedRoleDefinitionIds ?? [],
    })),
    eligibleAuthorizations: (properties.eligibleAuthorizations ?? []).map((each) => ({
      principalId: each.principalId,
      principalDisplayName: each.principalIdDisplayName ?? "",
      roleDefinitionId: each.roleDefinitionId,
      justInTimeAccessPolicy: decodePolicy(each.justInTimeAccessPolicy),
    })),
  };
}

/** What a policy says; of one that is missing, nothing: ARM's defaults are filled in where access is assembled. */
function decodePolicy(policy: Partial<ArmJustInTimeAccessPolicy> = {}): DocumentedPolicy {
  return {
    multiFactorAuthProvider: policy.multiFactorAuthProvider,
    maximumActivationDuration: policy.maximumActivationDuration,
    approvers: (policy.managedByTenantApprovers ?? []).map((each) => ({
      principalId: each.principalId,
      displayName: each.principalIdDisplayName ?? "",
    })),
  };
}
