import type { RegistrationDefinition } from "../../delegation/registration.ts";
import { quotedInExpression } from "../../templates/template-text.ts";
import type { JsonObject } from "../../values/json-object.ts";
import { definitionBodyOf } from "./definition-body.ts";
import { REGISTRATION_ASSIGNMENTS, REGISTRATION_DEFINITIONS } from "./schema.ts";
import { literals, SUBSCRIPTION_TEMPLATE_SCHEMA, TEMPLATE_VERSIONS } from "./template.ts";

const DEFINITION = "[variables('definition')]";

/**
 * A template that delegates whatever whole subscription it is deployed at. `guid()` gives the GUIDs that Terraform gives
 * there, from the same seeds: see `delegation/arm-guid.ts`.
 *
 * @param definition of any subscription: its GUID and subscription are not used
 */
export function genericTemplate(definition: RegistrationDefinition): JsonObject {
  const { properties, plan } = definitionBodyOf(definition);
  const type = quotedInExpression(REGISTRATION_DEFINITIONS);
  const definitionId = `[subscriptionResourceId(subscription().subscriptionId, ${type}, variables('definition'))]`;
  return {
    $schema: SUBSCRIPTION_TEMPLATE_SCHEMA,
    contentVersion: "1.0.0.0",
    variables: {
      definition: `[${genericDefinitionGuid(definition)}]`,
      // the empty text stands for the whole subscription
      assignment: "[guid(variables('definition'), '')]",
    },
    resources: [
      {
        type: REGISTRATION_DEFINITIONS,
        apiVersion: TEMPLATE_VERSIONS.delegation,
        name: DEFINITION,
        ...(plan === undefined ? {} : { plan: literals(plan) }),
        properties: literals(properties),
      },
      {
        type: REGISTRATION_ASSIGNMENTS,
        apiVersion: TEMPLATE_VERSIONS.delegation,
        name: "[variables('assignment')]",
        dependsOn: [definitionId],
        properties: { registrationDefinitionId: definitionId },
      },
    ],
  };
}

/** The expression, without brackets, of a definition's GUID at whatever subscription it is evaluated in. */
export function genericDefinitionGuid({ managingTenant, offerId }: RegistrationDefinition): string {
  const seeds = [
    quotedInExpression(managingTenant.id.toLowerCase()),
    "toLower(subscription().subscriptionId)",
    quotedInExpression(offerId),
  ];
  return `guid(${seeds.join(", ")})`;
}
