import type {
  NamedPrincipal,
  RegisteredAccessPolicy,
  RegistrationDefinition,
} from "../../delegation/registration.ts";
import type { RegistrationDefinitionBody } from "./schema.ts";

/** The request body that creates a definition. Names and lists that are empty are left out. */
export function definitionBodyOf(definition: RegistrationDefinition): RegistrationDefinitionBody {
  const { name, description, managingTenant, authorizations, eligibleAuthorizations } = definition;
  return {
    properties: {
      registrationDefinitionName: name,
      ...(description === "" ? {} : { description }),
      managedByTenantId: managingTenant.id,
      authorizations: authorizations.map(({ principal, role, delegatedRoles }) => ({
        ...principalOf(principal),
        roleDefinitionId: role.id,
        ...(delegatedRoles.length === 0
          ? {}
          : { delegatedRoleDefinitionIds: delegatedRoles.map(({ id }) => id) }),
      })),
      ...(eligibleAuthorizations.length === 0
        ? {}
        : {
            eligibleAuthorizations: eligibleAuthorizations.map(
              ({ principal, role, justInTimeAccessPolicy }) => ({
                ...principalOf(principal),
                roleDefinitionId: role.id,
                justInTimeAccessPolicy: policyOf(justInTimeAccessPolicy),
              }),
            ),
          }),
    },
    ...(definition.marketplacePlan === undefined ? {} : { plan: definition.marketplacePlan }),
  };
}

function principalOf({ id, displayName }: NamedPrincipal) {
  return { principalId: id, ...(displayName === "" ? {} : { principalIdDisplayName: displayName }) };
}

function policyOf({ multiFactorAuthProvider, maximumActivationDuration, approvers }: RegisteredAccessPolicy) {
  return {
    multiFactorAuthProvider,
    maximumActivationDuration,
    // an empty list is refused: no list means no approver
    ...(approvers.length === 0 ? {} : { managedByTenantApprovers: approvers.map(principalOf) }),
  };
}
