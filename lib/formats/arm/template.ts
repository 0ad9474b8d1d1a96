import { DELEGATIONS_VERSION } from "../../delegation/azure-limits.ts";
import type {
  RegisteredSubscription,
  Registration,
  RegistrationAssignment,
  RegistrationDefinition,
} from "../../delegation/registration.ts";
import { quotedInExpression, templateLiteral } from "../../templates/template-text.ts";
import { isObject, type JsonObject } from "../../values/json-object.ts";
import { definitionBodyOf } from "./definition-body.ts";
import { REGISTRATION_ASSIGNMENTS, REGISTRATION_DEFINITIONS } from "./schema.ts";

/** The schema of templates that are deployed at a subscription. */
export const SUBSCRIPTION_TEMPLATE_SCHEMA =
  "https://schema.management.azure.com/schemas/2019-08-01/subscriptionDeploymentTemplate.json#";

/** The schema of templates inside one resource group. */
const RESOURCE_GROUP_TEMPLATE_SCHEMA =
  "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#";

/** The type of a deployment inside another one, in Azure's casing. */
const DEPLOYMENTS = "Microsoft.Resources/deployments";

/** API versions of the resources in a template. */
export const TEMPLATE_VERSIONS = { delegation: DELEGATIONS_VERSION, deployments: "2022-09-01" } as const;

/**
 * A template that creates exactly what Terraform creates on one subscription, under the same GUIDs. It is deployed at
 * that subscription; at every other one Azure refuses the whole deployment before it begins.
 */
export function subscriptionTemplate({ id, registrations }: RegisteredSubscription): JsonObject {
  return {
    $schema: SUBSCRIPTION_TEMPLATE_SCHEMA,
    contentVersion: "1.0.0.0",
    variables: { subscriptionId: onlyIn(id) },
    resources: registrations.flatMap(registrationResources),
  };
}

/**
 * Expression for a subscription's id that ends a deployment to another subscription. `if` evaluates one branch alone.
 * `json` of a text that is not JSON ends the deployment with that text.
 */
function onlyIn(subscriptionId: string): string {
  const id = quotedInExpression(subscriptionId);
  const elsewhere = quotedInExpression(`this template is for the subscription ${subscriptionId} only`);
  return `[if(equals(toLower(subscription().subscriptionId), ${id}), ${id}, json(${elsewhere}))]`;
}

function registrationResources({ definition, assignments }: Registration): JsonObject[] {
  return [definitionResource(definition), ...assignments.map((each) => assignmentResource(definition, each))];
}

function definitionResource(definition: RegistrationDefinition): JsonObject {
  const { properties, plan } = definitionBodyOf(definition);
  return {
    type: REGISTRATION_DEFINITIONS,
    apiVersion: TEMPLATE_VERSIONS.delegation,
    name: definition.id,
    ...(plan === undefined ? {} : { plan: literals(plan) }),
    properties: literals(properties),
  };
}

function assignmentResource(
  definition: RegistrationDefinition,
  { id, scope: { resourceGroup } }: RegistrationAssignment,
): JsonObject {
  const definitionId = `[subscriptionResourceId(variables('subscriptionId'), ${quotedInExpression(REGISTRATION_DEFINITIONS)}, ${quotedInExpression(definition.id)})]`;
  const assignment = {
    type: REGISTRATION_ASSIGNMENTS,
    apiVersion: TEMPLATE_VERSIONS.delegation,
    name: id,
  };
  const properties = { registrationDefinitionId: definitionId };
  if (resourceGroup === undefined) return { ...assignment, dependsOn: [definitionId], properties };
  return {
    type: DEPLOYMENTS,
    apiVersion: TEMPLATE_VERSIONS.deployments,
    name: `delegation-${id}`,
    resourceGroup,
    dependsOn: [definitionId],
    properties: {
      mode: "Incremental",
      // its expressions are evaluated by the outer template
      expressionEvaluationOptions: { scope: "outer" },
      template: {
        $schema: RESOURCE_GROUP_TEMPLATE_SCHEMA,
        contentVersion: "1.0.0.0",
        resources: [{ ...assignment, properties }],
      },
    },
  };
}

/** A value of a template whose texts are all literal. */
export function literals(value: unknown): unknown {
  if (typeof value === "string") return templateLiteral(value);
  if (Array.isArray(value)) return value.map(literals);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, literals(each)]));
}
