import { type AccessGrant, type EligibleAccess, sortGrants } from "../delegation/access-grant.ts";
import { compareText } from "../delegation/identifiers.ts";
import type { RegistrationAssignmentResource } from "./registration-assignment.ts";
import type {
  ArmJustInTimeAccessPolicy,
  RegistrationDefinitionProperties,
  RegistrationDefinitionResource,
} from "./registration-definition.ts";

/** What ARM assumes where a policy names no duration (REST specification, 2022-10-01). */
const DEFAULT_DURATION = "PT8H";

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
    access: {
      kind: "standing",
      delegatedRoleDefinitionIds: (authorization.delegatedRoleDefinitionIds ?? [])
        .map((id) => id.toLowerCase())
        .sort(compareText),
    },
  }));
}

function eligible({ eligibleAuthorizations = [] }: RegistrationDefinitionProperties): Granted[] {
  return eligibleAuthorizations.map((authorization) => ({
    principalId: authorization.principalId.toLowerCase(),
    principalDisplayName: authorization.principalIdDisplayName ?? "",
    roleDefinitionId: authorization.roleDefinitionId.toLowerCase(),
    access: eligibleAccess(authorization.justInTimeAccessPolicy),
  }));
}

function eligibleAccess(policy: ArmJustInTimeAccessPolicy | undefined): EligibleAccess {
  const approvers = (policy?.managedByTenantApprovers ?? []).map((approver) => ({
    principalId: approver.principalId.toLowerCase(),
    displayName: approver.principalIdDisplayName ?? "",
  }));
  return {
    kind: "eligible",
    multiFactorAuthProvider: policy?.multiFactorAuthProvider ?? "None",
    maximumActivationDuration: policy?.maximumActivationDuration ?? DEFAULT_DURATION,
    approvers: approvers.sort((a, b) => compareText(a.principalId, b.principalId)),
  };
}

const PROVIDER_PART = /\/providers\/Microsoft\.ManagedServices\//i;

function scopeOf(id: string): string {
  return id.split(PROVIDER_PART)[0] ?? id;
}
