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

/** Reads the request body that creates or replaces a definition. Unknown properties are ignored, as in ARM. */
export function readDefinitionBody(body: unknown): Read<RegistrationDefinitionBody> {
  return readAllowed(definitionBody, body);
}

/** Reads the request body that assigns a definition to a scope. Unknown properties are ignored, as in ARM. */
export function readAssignmentBody(body: unknown): Read<RegistrationAssignmentBody> {
  return readAllowed(assignmentBody, body);
}

/**
 * Decodes a definition into the form from which access is assembled.
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

/** Decodes a policy; a missing one has no values. The assembly of access fills in ARM's defaults. */
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
