import {
  type NamedPrincipal,
  type RegisteredAuthorization,
  type RegisteredEligibleAuthorization,
  type Registration,
  type RegistrationAssignment,
  type RegistrationDefinition,
  registrationAssignmentResourceId,
  registrationDefinitionResourceId,
} from "../../delegation/registration.ts";
import { scopeId } from "../../delegation/scope.ts";
import { sourceText } from "../../delegation/version-marker.ts";
import type { JsonObject } from "../../values/json-object.ts";
import { assignmentName, definitionName, subscriptionName } from "../azurerm/addresses.ts";
import { terraformLiteral } from "./literal.ts";
import {
  assignmentComment,
  authorizationComment,
  definitionComment,
  literalScopeId,
  resourceReference,
} from "./stack-texts.ts";

const DEFINITION = "azurerm_lighthouse_definition";
const ASSIGNMENT = "azurerm_lighthouse_assignment";

/** A resource of a stack, with an import block where it exists already. */
export interface EncodedResource {
  readonly type: typeof DEFINITION | typeof ASSIGNMENT;
  readonly name: string;
  readonly block: JsonObject;
  readonly importBlock: JsonObject | undefined;
}

/**
 * A registration's definition, and its assignments after it.
 *
 * @param path of the subscription among constructs: `<customer id>/<subscription id>`
 */
export function encodeRegistration(
  path: string,
  subscription: string,
  { definition, assignments }: Registration,
): EncodedResource[] {
  const below = `${path}/${definition.offerId}`;
  return [
    encodeDefinition(below, subscription, definition),
    ...assignments.map((each) => encodeAssignment(below, subscription, definition, each)),
  ];
}

/** The ids of all resources in a stack; undefined where it is empty. */
export function encodeOutputs(registrations: readonly Registration[]): JsonObject | undefined {
  if (registrations.length === 0) return undefined;
  const definitions = registrations.map(({ definition: { offerId, planId, version, subscriptionId } }) => {
    const name = definitionName(offerId, subscriptionId);
    return [name, { id: resourceReference(DEFINITION, name), version: sourceText(offerId, planId, version) }];
  });
  const assignments = registrations.flatMap((each) =>
    each.assignments.map(({ scope }) => {
      const name = assignmentName(each.definition.offerId, scope.subscriptionId, scope.resourceGroup);
      return [name, resourceReference(ASSIGNMENT, name)];
    }),
  );
  return {
    registration_definitions: { value: Object.fromEntries(definitions) },
    registration_assignments: { value: Object.fromEntries(assignments) },
  };
}

function encodeDefinition(
  path: string,
  subscription: string,
  definition: RegistrationDefinition,
): EncodedResource {
  const { id, subscriptionId, offerId, eligibleAuthorizations, marketplacePlan } = definition;
  const name = definitionName(offerId, subscriptionId);
  const provider = `azurerm.${subscriptionName(subscriptionId)}`;
  const block = {
    "//": {
      metadata: { path: `${path}/Resource`, uniqueId: name },
      ...definitionComment(definition, subscription),
    },
    provider,
    depends_on: [`data.azurerm_subscription.${subscriptionName(subscriptionId)}`],
    name: terraformLiteral(definition.name),
    description: terraformLiteral(definition.description),
    lighthouse_definition_id: id,
    managing_tenant_id: definition.managingTenant.id,
    scope: scopeId({ subscriptionId }),
    authorization: definition.authorizations.map(encodeAuthorization),
    ...(eligibleAuthorizations.length > 0 && {
      eligible_authorization: eligibleAuthorizations.map(encodeEligible),
    }),
    ...(marketplacePlan !== undefined && { plan: marketplacePlan }),
  };
  const existingId = registrationDefinitionResourceId(subscriptionId, id);
  const importBlock = { to: `${DEFINITION}.${name}`, id: existingId, provider };
  return { type: DEFINITION, name, block, importBlock: definition.existing ? importBlock : undefined };
}

function encodeAssignment(
  path: string,
  subscription: string,
  { offerId }: RegistrationDefinition,
  { id, scope, existing }: RegistrationAssignment,
): EncodedResource {
  const { subscriptionId, resourceGroup } = scope;
  const name = assignmentName(offerId, subscriptionId, resourceGroup);
  const provider = `azurerm.${subscriptionName(subscriptionId)}`;
  const where = literalScopeId(scope);
  const block = {
    "//": {
      metadata: { path: `${path}/${name}/Resource`, uniqueId: name },
      ...assignmentComment(offerId, subscription),
    },
    provider,
    name: id,
    scope: where,
    lighthouse_definition_id: resourceReference(DEFINITION, definitionName(offerId, subscriptionId)),
  };
  const existingId = registrationAssignmentResourceId(where, id);
  const importBlock = { to: `${ASSIGNMENT}.${name}`, id: existingId, provider };
  return { type: ASSIGNMENT, name, block, importBlock: existing ? importBlock : undefined };
}

function encodeAuthorization(authorization: RegisteredAuthorization): JsonObject {
  const { principal, role, delegatedRoles } = authorization;
  return {
    "//": authorizationComment(authorization),
    ...encodePrincipal(principal),
    role_definition_id: role.id,
    ...(delegatedRoles.length > 0 && {
      delegated_role_definition_ids: delegatedRoles.map((each) => each.id),
    }),
  };
}

/** azurerm refuses an empty name: a principal without one is written without the argument. */
function encodePrincipal({ id, displayName }: NamedPrincipal): JsonObject {
  return {
    principal_id: id,
    ...(displayName !== "" && { principal_display_name: terraformLiteral(displayName) }),
  };
}

function encodeEligible(authorization: RegisteredEligibleAuthorization): JsonObject {
  const { principal, role, justInTimeAccessPolicy: policy } = authorization;
  const approvers = policy.approvers.map(encodePrincipal);
  return {
    "//": authorizationComment(authorization),
    ...encodePrincipal(principal),
    role_definition_id: role.id,
    just_in_time_access_policy: {
      // azurerm refuses the word "None": a missing argument means none
      ...(policy.multiFactorAuthProvider === "Azure" && { multi_factor_auth_provider: "Azure" }),
      maximum_activation_duration: policy.maximumActivationDuration,
      ...(approvers.length > 0 && { approver: approvers }),
    },
  };
}
