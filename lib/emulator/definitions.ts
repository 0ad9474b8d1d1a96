import { FIRST_ELIGIBLE_API_VERSION } from "../delegation/azure-limits.ts";
import { registrationDefinitionResourceId } from "../delegation/registration.ts";
import { readDefinitionBody } from "../formats/arm/decode.ts";
import { encodeDefinition } from "../formats/arm/encode.ts";
import type { RegistrationDefinitionBody, RegistrationDefinitionResource } from "../formats/arm/schema.ts";
import { asciiLowerCase } from "../values/ascii-lower-case.ts";
import { type AzureError, isRefusal, refusal } from "./azure-error.ts";
import { begin, type Context, operationHeaders, subscriptionFor } from "./context.ts";
import { judgeDefinition } from "./judge-definition.ts";
import { listed } from "./lists.ts";
import { deniedByPolicy } from "./policies.ts";
import { type ArmResponse, answer, bodyOf } from "./request.ts";
import { registeredForDelegation } from "./resource-providers.ts";
import { refersTo } from "./settle.ts";
import { type StoredDefinition, subscriptionOf } from "./store.ts";

/** The key of a definition in the store: its id in lower case. */
function definitionKey(subscriptionId: string, name: string): string {
  return asciiLowerCase(registrationDefinitionResourceId(subscriptionId, name));
}

/** `PUT …/registrationDefinitions/<guid>`. */
export function putDefinition(
  context: Context,
  [subscriptionId = "", group, name = ""]: readonly string[],
): ArmResponse | AzureError {
  const subscription = subscriptionFor(subscriptionId, "writeDelegation", context);
  if (isRefusal(subscription)) return subscription;
  if (group !== undefined) return wrongScope(subscriptionId);
  const { store, tenants, catalogue, request } = context;
  const unregistered = registeredForDelegation(subscription.id, store);
  if (unregistered !== undefined) return unregistered;
  const sent = bodyOf(readDefinitionBody(request.body));
  if (isRefusal(sent)) return sent;
  const key = definitionKey(subscription.id, name);
  const present = store.definitions.get(key);
  const refused =
    tooOld(sent, context) ??
    judgeDefinition(sent, { tenants, catalogue, tenantId: subscription.tenantId }) ??
    judgeUpdate(sent, present) ??
    deniedByPolicy(sent.properties.managedByTenantId, subscription);
  if (refused !== undefined) return refused;
  const stored: StoredDefinition = {
    scope: present?.scope ?? `/subscriptions/${subscriptionId}`,
    name: present?.name ?? name,
    sent,
    inForce: present?.inForce,
    provisioningState: "Accepted",
  };
  store.definitions.set(key, stored);
  const operation = begin("definitionPut", key, context);
  const headers = operationHeaders(operation, subscriptionId, context);
  return answer(present === undefined ? 201 : 200, definitionResource(stored, context), headers);
}

/** `GET …/registrationDefinitions/<guid>`. */
export function getDefinition(
  context: Context,
  [subscriptionId = "", , name = ""]: readonly string[],
): ArmResponse | AzureError {
  const subscription = subscriptionFor(subscriptionId, "read", context);
  if (isRefusal(subscription)) return subscription;
  const stored = context.store.definitions.get(definitionKey(subscription.id, name));
  if (stored === undefined) return notFound("E005", registrationDefinitionResourceId(subscriptionId, name));
  return tooOld(stored.sent, context) ?? answer(200, definitionResource(stored, context));
}

/** `GET …/registrationDefinitions`. */
export function listDefinitions(
  context: Context,
  [subscriptionId = ""]: readonly string[],
): ArmResponse | AzureError {
  const subscription = subscriptionFor(subscriptionId, "read", context);
  if (isRefusal(subscription)) return subscription;
  const prefix = asciiLowerCase(`/subscriptions/${subscription.id}/`);
  const here = [...context.store.definitions]
    .filter(([key]) => key.startsWith(prefix))
    .map(([, each]) => each);
  const old = here.map(({ sent }) => tooOld(sent, context)).find((each) => each !== undefined);
  if (old !== undefined) return old;
  return listed(
    here.map((each) => definitionResource(each, context)),
    ({ properties }) => properties.managedByTenantId,
    context.request,
    context.pageSize,
  );
}

/** `DELETE …/registrationDefinitions/<guid>`. */
export function deleteDefinition(
  context: Context,
  [subscriptionId = "", , name = ""]: readonly string[],
): ArmResponse | AzureError {
  const subscription = subscriptionFor(subscriptionId, "deleteDefinition", context);
  if (isRefusal(subscription)) return subscription;
  const { store } = context;
  const key = definitionKey(subscription.id, name);
  if (!store.definitions.has(key)) return answer(204);
  const users = [...store.assignments.values()].filter((each) => refersTo(each, key));
  if (users.length > 0) {
    const message = `The registration definition '${name}' cannot be deleted: ${users.length} registration assignment(s) still reference it.`;
    return refusal("E048", 409, "InvalidRegistrationDefinitionDeleteRequest", message);
  }
  store.definitions.delete(key);
  return answer(200);
}

/** Response body of a definition: what was sent, and fields that Azure adds (clause E050). */
export function definitionResource(
  { scope, name, sent, provisioningState }: StoredDefinition,
  { tenants }: Context,
): RegistrationDefinitionResource {
  const subscriptionId = subscriptionOf(scope);
  const managee = tenants.subscription(subscriptionId)?.tenantId ?? "";
  return encodeDefinition(subscriptionId, name, sent, {
    provisioningState,
    manageeTenantId: managee,
    manageeTenantName: tenants.tenant(managee)?.name ?? "",
    managedByTenantName: tenants.tenant(sent.properties.managedByTenantId)?.name ?? "",
  });
}

function judgeUpdate(
  sent: RegistrationDefinitionBody,
  present: StoredDefinition | undefined,
): AzureError | undefined {
  const [before, after] = [present?.sent, sent].map((body) =>
    body?.properties.managedByTenantId.toLowerCase(),
  );
  if (before === undefined || before === after) return undefined;
  return refusal(
    "E044",
    400,
    "RegistrationDefinitionInvalidUpdate",
    "ManagedByTenantId is not allowed to update.",
  );
}

/** Refuses an API version without eligible authorizations for a definition that has some (clause E045). */
function tooOld({ properties }: RegistrationDefinitionBody, { request }: Context): AzureError | undefined {
  if ((properties.eligibleAuthorizations ?? []).length === 0) return undefined;
  if ((request.query.get("api-version") ?? "") >= FIRST_ELIGIBLE_API_VERSION) return undefined;
  const message = `Managed services operations with eligible authorizations are only allowed from the api-version ${FIRST_ELIGIBLE_API_VERSION}.`;
  return refusal("E045", 400, "InvalidApiVersion", message);
}

function wrongScope(subscriptionId: string): AzureError {
  const message = `The request scope of a registration definition should be '/subscriptions/${subscriptionId}'.`;
  return refusal("E030", 400, "InvalidRegistrationDefinitionUri", message);
}

/** The 404 answer for a missing resource. */
export function notFound(clause: "E005", id: string): AzureError {
  return refusal(clause, 404, "ResourceNotFound", `The Resource '${id}' was not found.`);
}
