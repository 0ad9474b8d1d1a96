import { type AccessGrant, sortGrants } from "../../access/access-grant.ts";
import { type DocumentedPolicy, eligibleAccess, standingAccess } from "../../access/normalized-access.ts";
import type { RegistrationAssignmentResource } from "./registration-assignment.ts";
import type {
  ArmJustInTimeAccessPolicy,
  RegistrationDefinitionProperties,
  RegistrationDefinitionResource,
} from "./registration-definition.ts";

/**
 * The access that one assignment of a definition grants, in the project's normal form. GUIDs in lower case; the
 * scope as it stands in the assignment's id.
 */
export function grantsOf(
  definition: Pick<RegistrationDefinitionResource, "name" | "properties">,
  assignment: Pick<RegistrationAssignmentResource, "id" | "name">,
): AccessGrant[] {
  const { properties } = definition;
  const from = {
    scope: scopeOf(assignment.id),
    managingTenantId: properties.managedByTenantId.toLowerCase(),
    registrationDefinitionId: definition.name.toLowerCase(),
    registrationAssignmentId: assignment.name.toLowerCase(),
  };
  return sortGrants([
    ...standing(properties).map((grant) => ({ ...grant, ...from })),
    ...eligible(properties).map((grant) => ({ ...grant, ...from })),
  ]);
}

type Granted = Pick<AccessGrant, "principalId" | "principalDisplayName" | "roleDefinitionId" | "access">;

function standing({ authorizations }: RegistrationDefinitionProperties): Granted[] {
  return authorizations.map((authorization) => ({
    principalId: authorization.principalId.toLowerCase(),
    principalDisplayName: authorization.principalIdDisplayName ?? "",
    roleDefinitionId: authorization.roleDefinitionId.toLowerCase(),
    access: standingAccess(authorization.delegatedRoleDefinitionIds ?? []),
  }));
}

function eligible({ eligibleAuthorizations = [] }: RegistrationDefinitionProperties): Granted[] {
  return eligibleAuthorizations.map((authorization) => ({
    principalId: authorization.principalId.toLowerCase(),
    principalDisplayName: authorization.principalIdDisplayName ?? "",
    roleDefinitionId: authorization.roleDefinitionId.toLowerCase(),
    access: eligibleAccess(policyOf(authorization.justInTimeAccessPolicy)),
  }));
}

function policyOf(policy: ArmJustInTimeAccessPolicy | undefined): DocumentedPolicy {
  return {
    multiFactorAuthProvider: policy?.multiFactorAuthProvider,
    maximumActivationDuration: policy?.maximumActivationDuration,
    approvers: (policy?.managedByTenantApprovers ?? []).map((approver) => ({
      principalId: approver.principalId,
      displayName: approver.principalIdDisplayName ?? "",
    })),
  };
}

const PROVIDER_PART = /\/providers\/Microsoft\.ManagedServices\//i;

function scopeOf(id: string): string {
  return id.split(PROVIDER_PART)[0] ?? id;
}
