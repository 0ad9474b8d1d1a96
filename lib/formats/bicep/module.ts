import type {
  RegisteredSubscription,
  Registration,
  RegistrationAssignment,
} from "../../delegation/registration.ts";
import { definitionBodyOf } from "../arm/definition-body.ts";
import { REGISTRATION_ASSIGNMENTS, REGISTRATION_DEFINITIONS } from "../arm/schema.ts";
import { TEMPLATE_VERSIONS } from "../arm/template.ts";
import { bicepText } from "./bicep-text.ts";
import { declaration, valueText } from "./declaration.ts";

/** Name of the file with {@link resourceGroupModule}. It lies beside the file that uses it. */
export const RESOURCE_GROUP_MODULE = "resource-group.bicep";

/** Bicep that creates what {@link subscriptionTemplate} creates. It fails on every other subscription. */
export function subscriptionModule({ id, registrations }: RegisteredSubscription): string {
  const elsewhere = bicepText(`this file is for the subscription ${id} only`);
  return [
    "targetScope = 'subscription'",
    `// json() of a text that is not JSON ends the deployment with that text\nvar isHere = toLower(subscription().subscriptionId) == ${bicepText(id)} ? true : json(${elsewhere})`,
    ...registrations.flatMap(registrationParts),
  ]
    .join("\n\n")
    .concat("\n");
}

/** The module that puts a definition on one resource group. */
export function resourceGroupModule(): string {
  return `param assignmentName string
param registrationDefinitionId string

resource assignment '${REGISTRATION_ASSIGNMENTS}@${TEMPLATE_VERSIONS.delegation}' = {
  name: assignmentName
  properties: {
    registrationDefinitionId: registrationDefinitionId
  }
}
`;
}

/** Whether a subscription's Bicep uses {@link resourceGroupModule}. */
export function usesResourceGroups({ registrations }: RegisteredSubscription): boolean {
  return registrations.some(({ assignments }) =>
    assignments.some(({ scope }) => scope.resourceGroup !== undefined),
  );
}

function registrationParts({ definition, assignments }: Registration, index: number): string[] {
  const symbol = `definition${index + 1}`;
  const { properties, plan } = definitionBodyOf(definition);
  return [
    declaration(symbol, REGISTRATION_DEFINITIONS, [
      `name: isHere ? ${bicepText(definition.id)} : ''`,
      ...(plan === undefined ? [] : [`plan: ${valueText(plan, 1)}`]),
      `properties: ${valueText(properties, 1)}`,
    ]),
    ...assignments.map((each, at) => assignmentPart(each, symbol, `${index + 1}_${at + 1}`)),
  ];
}

function assignmentPart(
  { id, scope: { resourceGroup } }: RegistrationAssignment,
  definition: string,
  number: string,
): string {
  if (resourceGroup === undefined)
    return declaration(`assignment${number}`, REGISTRATION_ASSIGNMENTS, [
      `name: ${bicepText(id)}`,
      `properties: {\n    registrationDefinitionId: ${definition}.id\n  }`,
    ]);
  return `module assignment${number} '${RESOURCE_GROUP_MODULE}' = {
  name: ${bicepText(`delegation-${id}`)}
  scope: resourceGroup(${bicepText(resourceGroup)})
  params: {
    assignmentName: ${bicepText(id)}
    registrationDefinitionId: ${definition}.id
  }
}`;
}
