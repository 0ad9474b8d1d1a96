import type { DecodedDefinition } from "../../access/assemble.ts";
import type { FoundDelegation } from "../../access/found-delegation.ts";
import type { DocumentedPolicy } from "../../access/normalized-access.ts";
import { registrationDefinitionResourceId } from "../../delegation/registration.ts";
import { scopeId } from "../../delegation/scope.ts";
import { encodeAssignment, encodeDefinition } from "./encode.ts";
import type { ListedResources } from "./lists.ts";
import type { ArmJustInTimeAccessPolicy, RegistrationDefinitionBody } from "./schema.ts";

/** Encodes found delegations as Azure's lists would show them, all of them succeeded. They come from any source. */
export function listedResources(found: readonly FoundDelegation[]): ListedResources {
  return {
    definitions: found.map(({ definition, customerTenantId, customerTenantName, managingTenantName }) =>
      encodeDefinition(
        definition.subscriptionId,
        definition.registrationDefinitionId.toLowerCase(),
        bodyOf(definition),
        {
          provisioningState: "Succeeded",
          ...(customerTenantId === undefined ? {} : { manageeTenantId: customerTenantId }),
          ...(customerTenantName === undefined ? {} : { manageeTenantName: customerTenantName }),
          ...(managingTenantName === undefined ? {} : { managedByTenantName: managingTenantName }),
        },
      ),
    ),
    assignments: found.flatMap(({ definition, assignments }) => {
      const id = definition.registrationDefinitionId.toLowerCase();
      const registrationDefinitionId = registrationDefinitionResourceId(definition.subscriptionId, id);
      return assignments.map(({ registrationAssignmentId, scope }) =>
        encodeAssignment(
          scopeId(scope),
          registrationAssignmentId,
          { properties: { registrationDefinitionId } },
          { provisioningState: "Succeeded" },
        ),
      );
    }),
  };
}

function bodyOf(definition: DecodedDefinition): RegistrationDefinitionBody {
  const { name, description, managingTenantId, authorizations, eligibleAuthorizations } = definition;
  return {
    properties: {
      registrationDefinitionName: name,
      description,
      managedByTenantId: managingTenantId,
      authorizations: authorizations.map((each) => ({
        ...principalOf(each),
        roleDefinitionId: each.roleDefinitionId,
        delegatedRoleDefinitionIds: each.delegatedRoleDefinitionIds,
      })),
      eligibleAuthorizations: eligibleAuthorizations.map((each) => ({
        ...principalOf(each),
        roleDefinitionId: each.roleDefinitionId,
        justInTimeAccessPolicy: policyOf(each.justInTimeAccessPolicy),
      })),
    },
    ...(definition.marketplacePlan === undefined ? {} : { plan: definition.marketplacePlan }),
  };
}

function principalOf({
  principalId,
  principalDisplayName,
}: Pick<DecodedDefinition["authorizations"][number], "principalId" | "principalDisplayName">) {
  return { principalId, principalIdDisplayName: principalDisplayName };
}

/** A just-in-time access policy without the values that the source lacks. Azure has its defaults for them. */
function policyOf({
  multiFactorAuthProvider: provider,
  maximumActivationDuration: duration,
  approvers,
}: DocumentedPolicy): ArmJustInTimeAccessPolicy {
  return {
    multiFactorAuthProvider: provider === "Azure" ? "Azure" : "None",
    ...(duration === null || duration === undefined ? {} : { maximumActivationDuration: duration }),
    ...(approvers.length === 0
      ? {}
      : {
          managedByTenantApprovers: approvers.map(({ principalId, displayName }) => ({
            principalId,
            principalIdDisplayName: displayName,
          })),
        }),
  };
}
