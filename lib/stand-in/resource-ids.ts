import {
  REGISTRATION_ASSIGNMENTS,
  REGISTRATION_DEFINITIONS,
  type RegistrationAssignmentResource,
  type RegistrationDefinitionResource,
} from "../formats/arm/schema.ts";
import { definitionAttributes } from "./definition-attributes.ts";
import { type PluginObject, textOf } from "./plugin-values.ts";
import { RESOURCES, type ResourceType } from "./resource-types.ts";

/** The ARM type and azurerm's name of each resource. */
const NAMES = {
  azurerm_lighthouse_definition: { arm: REGISTRATION_DEFINITIONS, text: "Registration Definition" },
  azurerm_lighthouse_assignment: { arm: REGISTRATION_ASSIGNMENTS, text: "Registration Assignment" },
} satisfies Record<ResourceType, { readonly arm: string; readonly text: string }>;

/** The ARM id of a resource with a name. */
export function idOf(type: ResourceType, attributes: PluginObject): string {
  const scope = textOf(attributes["scope"]) ?? "";
  const name = textOf(attributes[RESOURCES[type].name]) ?? "";
  return `${scope}/providers/${NAMES[type].arm}/${name}`;
}

/** What azurerm calls a resource in errors: its kind, scope and name, on two lines. */
export function describeId(type: ResourceType, id: string): string {
  const { text } = NAMES[type];
  const name = JSON.stringify(id.split("/").at(-1) ?? "");
  return `Scoped ${text} (Scope: ${JSON.stringify(scopeOf(id))}\n${text}: ${name})`;
}

/** Whether a text is the id of a resource of the type. Same form as `terraform import` takes. */
export function isIdOf(type: ResourceType, id: string): boolean {
  const [scope, name, ...rest] = id.split(`/providers/${NAMES[type].arm}/`);
  return rest.length === 0 && scope !== "" && scope?.startsWith("/") === true && /^[^/]+$/.test(name ?? "");
}

/** The attributes of a resource that Azure answered. */
export function attributesOf(type: ResourceType, body: unknown, id: string): PluginObject {
  // not validated: emulator and Azure both answer in the REST specification's shape
  if (type === "azurerm_lighthouse_definition")
    return definitionAttributes(body as RegistrationDefinitionResource, id);
  const { name, properties } = body as RegistrationAssignmentResource;
  return {
    id,
    name,
    scope: scopeOf(id),
    lighthouse_definition_id: properties.registrationDefinitionId,
  };
}

function scopeOf(id: string): string {
  return id.split("/providers/Microsoft.ManagedServices/")[0] ?? "";
}
