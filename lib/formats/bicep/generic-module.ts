import type { RegistrationDefinition } from "../../delegation/registration.ts";
import { definitionBodyOf } from "../arm/definition-body.ts";
import { REGISTRATION_ASSIGNMENTS, REGISTRATION_DEFINITIONS } from "../arm/schema.ts";
import { bicepText } from "./bicep-text.ts";
import { declaration, valueText } from "./declaration.ts";

/**
 * Bicep that creates what {@link genericTemplate} creates, at whatever subscription it is deployed.
 *
 * @param definition of any subscription: its GUID and subscription are not used
 */
export function genericModule(definition: RegistrationDefinition): string {
  const { properties, plan } = definitionBodyOf(definition);
  const seeds = [
    bicepText(definition.managingTenant.id.toLowerCase()),
    "toLower(subscription().subscriptionId)",
    bicepText(definition.offerId),
  ];
  return [
    "targetScope = 'subscription'",
    `var definitionName = guid(${seeds.join(", ")})`,
    declaration("definition", REGISTRATION_DEFINITIONS, [
      "name: definitionName",
      ...(plan === undefined ? [] : [`plan: ${valueText(plan, 1)}`]),
      `properties: ${valueText(properties, 1)}`,
    ]),
    `// the empty text stands for the whole subscription\n${declaration(
      "assignment",
      REGISTRATION_ASSIGNMENTS,
      ["name: guid(definitionName, '')", "properties: {\n    registrationDefinitionId: definition.id\n  }"],
    )}`,
  ]
    .join("\n\n")
    .concat("\n");
}
