import type { RegistrationAssignmentBody, RegistrationDefinitionBody } from "../formats/arm/schema.ts";
import type { ArmClient } from "./arm-client.ts";
import { ArmFailure, during, errorText, property } from "./arm-failure.ts";
import { definitionBody } from "./definition-attributes.ts";
import type { Patience } from "./patience.ts";
import { type PluginObject, textOf } from "./plugin-values.ts";
import { type ArmAnswer, retryAfter } from "./requests.ts";
import { attributesOf, describeId } from "./resource-ids.ts";
import type { ResourceType } from "./resource-types.ts";

/*
 * azurerm's requests for its two Lighthouse resources, in azurerm's order (observed on the wire).
 */

/** API version of both resources in azurerm 3.98 and later. */
const VERSION = "api-version=2022-10-01";

/** Pause between polls without a Retry-After header, in milliseconds. */
const POLL_INTERVAL = 10_000;

/** Pause between the last reads of a deleted assignment, in milliseconds. */
const GONE_INTERVAL = 15_000;

/** One resource, and the means to ask Azure about it. */
export interface ResourceCall {
  readonly client: ArmClient;
  readonly type: ResourceType;
  /** The ARM id. */
  readonly id: string;
  readonly patience: Patience;
}

/**
 * Checks that a resource is missing, as azurerm does before it creates one.
 *
 * @throws {ArmFailure} If it exists, or cannot be read.
 */
export async function checkMissing(call: ResourceCall): Promise<void> {
  const { client, type, id, patience } = call;
  const present = await during(`checking for presence of existing ${describeId(type, id)}`, () =>
    client.send("GET", pathOf(type, id), [200, 404], patience),
  );
  if (present.status === 200)
    throw new ArmFailure(
      `a resource with the ID ${JSON.stringify(id)} already exists - to be managed via Terraform this resource needs to be imported into the State. Please see the resource documentation for ${JSON.stringify(type)} for more information`,
    );
}

/**
 * Creates or updates a resource by a PUT, and waits until the operation ends.
 *
 * @throws {ArmFailure} If Azure refuses it, the operation fails, or the answer is lost.
 */
export async function put(
  { client, type, id, patience }: ResourceCall,
  attributes: PluginObject,
): Promise<void> {
  const body: RegistrationDefinitionBody | RegistrationAssignmentBody =
    type === "azurerm_lighthouse_definition"
      ? definitionBody(attributes)
      : { properties: { registrationDefinitionId: textOf(attributes["lighthouse_definition_id"]) ?? "" } };
  const answer = await during("performing CreateOrUpdate", () =>
    client.send("PUT", `${id}?${VERSION}`, [200, 201], patience, body),
  );
  await during("polling after CreateOrUpdate", () => untilDone(client, answer, id, patience));
}

/**
 * Reads a resource into attributes; undefined where it does not exist.
 *
 * @throws {ArmFailure} If it cannot be read.
 */
export async function read({ client, type, id, patience }: ResourceCall): Promise<PluginObject | undefined> {
  const answer = await during(`retrieving ${describeId(type, id)}`, () =>
    client.send("GET", pathOf(type, id), [200, 404], patience),
  );
  return answer.status === 404 ? undefined : attributesOf(type, answer.body, id);
}

/**
 * Deletes a resource. A definition takes one request; an assignment is polled until it is gone. The polls of an
 * assignment ignore the operation's own address. An operation that fails is therefore polled until the deadline.
 *
 * @throws {ArmFailure} If Azure refuses it, or it is still there at the deadline.
 */
export function destroy({ client, type, id, patience }: ResourceCall): Promise<void> {
  return during(`deleting ${describeId(type, id)}`, async () => {
    if (type === "azurerm_lighthouse_definition") {
      await client.send("DELETE", pathOf(type, id), [200, 204], patience);
      return;
    }
    await during("performing Delete", () =>
      client.send("DELETE", `${id}?${VERSION}`, [200, 202, 204], patience),
    );
    await during("polling after Delete", async () => {
      do await patience.pause(POLL_INTERVAL);
      while (await isThere(client, `${id}?${VERSION}`, patience));
    });
    while (await isThere(client, `${id}?$expandRegistrationDefinition=true&${VERSION}`, patience))
      await patience.pause(GONE_INTERVAL);
  });
}

async function untilDone(client: ArmClient, begun: ArmAnswer, id: string, patience: Patience): Promise<void> {
  const watched = begun.headers.get("azure-asyncoperation") ?? `${id}?${VERSION}`;
  const interval = retryAfter(begun) ?? POLL_INTERVAL;
  let answer = begun;
  for (;;) {
    await patience.pause(retryAfter(answer) ?? interval);
    answer = await client.send("GET", watched, [200], patience);
    const state = property(answer.body, "status") ?? property(answer.body, "properties", "provisioningState");
    if (state === "Succeeded") return;
    if (state === "Failed" || state === "Canceled")
      throw new ArmFailure(
        `polling failed: the Azure API returned the following error: ${errorText(answer.body)}`,
      );
  }
}

async function isThere(client: ArmClient, path: string, patience: Patience): Promise<boolean> {
  return (await client.send("GET", path, [200, 404], patience)).status === 200;
}

function pathOf(type: ResourceType, id: string): string {
  return type === "azurerm_lighthouse_definition"
    ? `${id}?${VERSION}`
    : `${id}?$expandRegistrationDefinition=false&${VERSION}`;
}
