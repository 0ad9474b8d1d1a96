import { v4 } from "uuid";
import {
  REGISTRATION_ASSIGNMENTS,
  REGISTRATION_DEFINITIONS,
  type RegistrationAssignmentBody,
  type RegistrationAssignmentResource,
  type RegistrationDefinitionBody,
  type RegistrationDefinitionResource,
} from "../formats/arm/schema.ts";
import { type ArmAnswer, type ArmClient, ArmFailure, errorText, property } from "./arm-client.ts";
import { definitionAttributes, definitionBody } from "./definition-attributes.ts";
import { RESOURCES, type ResourceType } from "./plan.ts";
import { type PluginObject, textOf } from "./plugin-values.ts";

/*
 * azurerm's requests for its two Lighthouse resources, in azurerm's order (observed on the wire).
 */

/** API version of both resources in azurerm 3.98 and later. */
const VERSION = "api-version=2022-10-01";

/**
 * Creates a resource as azurerm does: check that it is missing, PUT, poll, read.
 *
 * @throws {ArmFailure} If the resource exists, or Azure refuses it.
 */
export async function create(
  client: ArmClient,
  type: ResourceType,
  planned: PluginObject,
): Promise<PluginObject> {
  const attributes = named(type, planned);
  const id = idOf(type, attributes);
  const present = await client.send("GET", pathOf(type, id), [200, 404]);
  if (present.status === 200)
    throw new ArmFailure(
      `a resource with the ID ${JSON.stringify(id)} already exists - to be managed via Terraform this resource needs to be imported into the State. Please see the resource documentation for ${JSON.stringify(type)} for more information.`,
    );
  return put(client, type, attributes, id);
}

/** Updates a definition in place, by a PUT of the whole definition. */
export function update(client: ArmClient, type: ResourceType, planned: PluginObject): Promise<PluginObject> {
  return put(client, type, planned, textOf(planned["id"]) ?? "");
}

/** Reads a resource into attributes; undefined where it does not exist. */
export async function read(
  client: ArmClient,
  type: ResourceType,
  id: string,
): Promise<PluginObject | undefined> {
  const answer = await client.send("GET", pathOf(type, id), [200, 404]);
  return answer.status === 404 ? undefined : attributesOf(type, answer.body, id);
}

/** Deletes a resource: a definition by one request, an assignment with polling until it returns 404. */
export async function destroy(client: ArmClient, type: ResourceType, id: string): Promise<void> {
  if (type === "azurerm_lighthouse_definition") {
    await client.send("DELETE", pathOf(type, id), [200, 204]);
    return;
  }
  await client.send("DELETE", `${id}?${VERSION}`, [200, 202, 204]);
  await untilGone(client, `${id}?$expandRegistrationDefinition=false&${VERSION}`);
  await untilGone(client, `${id}?$expandRegistrationDefinition=true&${VERSION}`);
}

async function put(
  client: ArmClient,
  type: ResourceType,
  attributes: PluginObject,
  id: string,
): Promise<PluginObject> {
  const body: RegistrationDefinitionBody | RegistrationAssignmentBody =
    type === "azurerm_lighthouse_definition"
      ? definitionBody(attributes)
      : { properties: { registrationDefinitionId: textOf(attributes["lighthouse_definition_id"]) ?? "" } };
  const answer = await client.send("PUT", `${id}?${VERSION}`, [200, 201, 202], body);
  await untilDone(client, answer, id);
  const made = await read(client, type, id);
  if (made === undefined) throw new ArmFailure(`${id} was not found after it was created or updated`);
  return made;
}

async function untilDone(client: ArmClient, begun: ArmAnswer, id: string): Promise<void> {
  const watched = begun.headers.get("azure-asyncoperation") ?? `${id}?${VERSION}`;
  let answer = begun;
  for (;;) {
    await client.pause(answer);
    answer = await client.send("GET", watched, [200]);
    const state = property(answer.body, "status") ?? property(answer.body, "properties", "provisioningState");
    if (state === "Succeeded") return;
    if (state === "Failed" || state === "Canceled")
      throw new ArmFailure(
        `polling after CreateOrUpdate: polling failed: the Azure API returned the following error: ${errorText(answer.body)}`,
      );
  }
}

async function untilGone(client: ArmClient, path: string): Promise<void> {
  for (;;) {
    const answer = await client.send("GET", path, [200, 404]);
    if (answer.status === 404) return;
    await client.pause(answer);
  }
}

/** Adds a random GUID where the configuration has none, as azurerm does. */
function named(type: ResourceType, planned: PluginObject): PluginObject {
  const { name } = RESOURCES[type];
  return { ...planned, [name]: textOf(planned[name]) ?? v4() };
}

function idOf(type: ResourceType, attributes: PluginObject): string {
  const scope = textOf(attributes["scope"]) ?? "";
  const name = textOf(attributes[RESOURCES[type].name]) ?? "";
  const armType =
    type === "azurerm_lighthouse_definition" ? REGISTRATION_DEFINITIONS : REGISTRATION_ASSIGNMENTS;
  return `${scope}/providers/${armType}/${name}`;
}

function pathOf(type: ResourceType, id: string): string {
  return type === "azurerm_lighthouse_definition"
    ? `${id}?${VERSION}`
    : `${id}?$expandRegistrationDefinition=false&${VERSION}`;
}

function attributesOf(type: ResourceType, body: unknown, id: string): PluginObject {
  // not validated: emulator and Azure both answer in the REST specification's shape
  if (type === "azurerm_lighthouse_definition")
    return definitionAttributes(body as RegistrationDefinitionResource, id);
  const { name, properties } = body as RegistrationAssignmentResource;
  return {
    id,
    name,
    scope: id.split("/providers/")[0] ?? "",
    lighthouse_definition_id: properties.registrationDefinitionId,
  };
}
