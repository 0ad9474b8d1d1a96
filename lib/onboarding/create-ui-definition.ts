import { templateLiteral } from "../templates/template-text.ts";
import type { Guid } from "../values/guid.ts";
import type { JsonObject } from "../values/json-object.ts";

const SCHEMA = "https://schema.management.azure.com/schemas/0.1.2-preview/CreateUIDefinition.MultiVm.json#";

/**
 * The form that Azure's portal shows for the template. It says what is delegated, in the offer's own words, and asks no
 * question.
 *
 * @param subscriptionId the only subscription that may be chosen; undefined for any
 * @param lines what the form says, a paragraph each
 */
export function createUiDefinition(subscriptionId: Guid | undefined, lines: readonly string[]): JsonObject {
  return {
    $schema: SCHEMA,
    handler: "Microsoft.Azure.CreateUIDef",
    version: "0.1.2-preview",
    parameters: {
      basics: lines.map((text, index) => ({
        name: `text${index + 1}`,
        type: "Microsoft.Common.TextBlock",
        visible: true,
        options: { text: templateLiteral(text) },
      })),
      steps: [],
      outputs: {},
      resourceTypes: ["Microsoft.ManagedServices/registrationDefinitions"],
      config: {
        isWizard: false,
        ...(subscriptionId === undefined ? {} : { basics: onlyIn(subscriptionId) }),
      },
    },
  };
}

function onlyIn(subscriptionId: Guid): JsonObject {
  const validation = {
    isValid: `[equals(toLower(subscription().subscriptionId), '${subscriptionId}')]`,
    message: `Choose the subscription ${subscriptionId}.`,
  };
  return { subscription: { constraints: { validations: [validation] } } };
}
