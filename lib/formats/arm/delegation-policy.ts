import type { Cloud } from "../../delegation/cloud.ts";
import { REGIONS } from "../../delegation/deployment-needs.ts";
import { delegationPolicyName } from "../../delegation/policy-names.ts";
import type { RegistrationDefinition } from "../../delegation/registration.ts";
import { OWNER_ROLE_ID } from "../../roles/well-known-roles.ts";
import { quotedInExpression } from "../../templates/template-text.ts";
import type { JsonObject } from "../../values/json-object.ts";
import { genericDefinitionGuid, genericTemplate } from "./generic-template.ts";
import {
  idAtManagementGroup,
  MANAGEMENT_GROUP_TEMPLATE_SCHEMA,
  POLICY_ASSIGNMENTS,
  POLICY_VERSIONS,
  policyAssignment,
  policyDefinition,
} from "./policy-resources.ts";
import { REGISTRATION_ASSIGNMENTS, REGISTRATION_DEFINITIONS } from "./schema.ts";

/** The role that a policy's identity needs, as Azure names roles in policies. */
const OWNER = `/providers/Microsoft.Authorization/roleDefinitions/${OWNER_ROLE_ID}`;

const ROLE_ASSIGNMENTS = "Microsoft.Authorization/roleAssignments";

/** Types of resources that {@link delegationPolicyTemplate} creates beside delegations, in lower case. */
export const BESIDE_DELEGATIONS: ReadonlySet<string> = new Set(
  [POLICY_ASSIGNMENTS, ROLE_ASSIGNMENTS].map((type) => type.toLowerCase()),
);

/**
 * A template that is deployed at a management group. Its policy delegates every subscription below, present and future, as
 * {@link genericTemplate} does. It also creates the policy's assignment, and the role of the assignment's identity.
 *
 * @param definition of any subscription: its GUID and subscription are not used
 * @param cloud of provider and customer
 */
export function delegationPolicyTemplate(definition: RegistrationDefinition, cloud: Cloud): JsonObject {
  const name = delegationPolicyName(definition);
  const { managingTenant, version } = definition;
  const displayName = `Delegate every subscription: ${definition.name}`;
  return {
    $schema: MANAGEMENT_GROUP_TEMPLATE_SCHEMA,
    contentVersion: "1.0.0.0",
    resources: [
      policyDefinition(name, {
        displayName,
        description: `Delegates each subscription below to ${managingTenant.name} (tenant ${managingTenant.id}).`,
        version,
        policyRule: delegationRule(definition, REGIONS[cloud]),
      }),
      {
        ...policyAssignment(name, { displayName, definition: name }),
        // an assignment with an identity is stored in a region
        location: REGIONS[cloud],
        identity: { type: "SystemAssigned" },
      },
      roleOfIdentity(name),
    ],
  };
}

/**
 * The rule of the policy: a subscription without the assignment gets both resources. A definition that was left behind by a
 * removal delegates nothing, and counts for nothing here. Aliases of the definition inside an assignment are not used:
 * Azure leaves them empty (MicrosoftDocs/feedback, issue 4005).
 */
function delegationRule(definition: RegistrationDefinition, location: string): JsonObject {
  const guid = genericDefinitionGuid(definition);
  const definitions = quotedInExpression(`/providers/${REGISTRATION_DEFINITIONS}/`);
  return {
    if: { field: "type", equals: "Microsoft.Resources/subscriptions" },
    // biome-ignore lint/suspicious/noThenProperty: Azure's own word in a policy's rule
    then: {
      effect: "deployIfNotExists",
      details: {
        type: REGISTRATION_ASSIGNMENTS,
        existenceScope: "subscription",
        deploymentScope: "subscription",
        roleDefinitionIds: [OWNER],
        existenceCondition: {
          allOf: [
            // of the whole subscription: one of a resource group has another name
            { field: "name", equals: `[guid(${guid}, '')]` },
            {
              field: `${REGISTRATION_ASSIGNMENTS}/registrationDefinitionId`,
              equals: `[concat('/subscriptions/', subscription().subscriptionId, ${definitions}, ${guid})]`,
            },
            {
              field: `${REGISTRATION_ASSIGNMENTS}/provisioningState`,
              notIn: ["Failed", "Canceled", "Deleted"],
            },
          ],
        },
        deployment: {
          location,
          properties: { mode: "incremental", template: genericTemplate(definition) },
        },
      },
    },
  };
}

/**
 * The role Owner for the identity of a policy's assignment. A deployer of delegations must be allowed to assign roles.
 */
function roleOfIdentity(name: string): JsonObject {
  const assignment = idAtManagementGroup(POLICY_ASSIGNMENTS, name);
  const identity = `reference(${assignment}, '${POLICY_VERSIONS.assignments}', 'full').identity.principalId`;
  return {
    type: ROLE_ASSIGNMENTS,
    apiVersion: "2022-04-01",
    name: `[guid(managementGroup().id, ${quotedInExpression(name)}, ${quotedInExpression(OWNER_ROLE_ID)})]`,
    dependsOn: [`[${assignment}]`],
    properties: { roleDefinitionId: OWNER, principalId: `[${identity}]`, principalType: "ServicePrincipal" },
  };
}
