import { registrationAssignmentResourceId } from "../delegation/registration.ts";
import { readAssignmentBody } from "../formats/arm/decode.ts";
import { encodeAssignment } from "../formats/arm/encode.ts";
import type { RegistrationAssignmentBody, RegistrationAssignmentResource } from "../formats/arm/schema.ts";
import { asciiLowerCase } from "../values/ascii-lower-case.ts";
import { assignmentKey } from "./access-ledger.ts";
import { type AzureError, isRefusal, refusal } from "./azure-error.ts";
import { begin, type Context, operationHeaders, subscriptionFor } from "./context.ts";
import { definitionResource, notFound } from "./definitions.ts";
import type { DirectorySubscription } from "./directory.ts";
import { listed } from "./lists.ts";
import { type ArmResponse, answer, bodyOf } from "./request.ts";
import { registeredForDelegation } from "./resource-providers.ts";
import { refersTo } from "./settle.ts";
import type { StoredAssignment, StoredDefinition } from "./store.ts";

/** `PUT …/registrationAssignments/<guid>`. */
export function putAssignment(context: Context, captures: readonly string[]): ArmResponse | AzureError {
  const place = placeOf(captures);
  const subscription = subscriptionFor(place.subscriptionId, "writeDelegation", context);
  if (isRefusal(subscription)) return subscription;
  const { store, request } = context;
  const unusable = missingGroup(place, subscription) ?? registeredForDelegation(subscription.id, store);
  if (unusable !== undefined) return unusable;
  const sent = bodyOf(readAssignmentBody(request.body));
  if (isRefusal(sent)) return sent;
  const key = assignmentKey(place.scope, place.name);
  const present = store.assignments.get(key);
  const refused = judgeAssignment(sent, place, context);
  if (refused !== undefined) return refused;
  const stored: StoredAssignment = {
    scope: present?.scope ?? place.scope,
    name: present?.name ?? place.name,
    sent,
    provisioningState: "Accepted",
  };
  store.assignments.set(key, stored);
  const operation = begin("assignmentPut", key, context);
  const headers = operationHeaders(operation, place.subscriptionId, context);
  return answer(present === undefined ? 201 : 200, assignmentResource(stored, context), headers);
}

/** `GET …/registrationAssignments/<guid>`. */
export function getAssignment(context: Context, captures: readonly string[]): ArmResponse | AzureError {
  const { subscriptionId, scope, name } = placeOf(captures);
  const subscription = subscriptionFor(subscriptionId, "read", context);
  if (isRefusal(subscription)) return subscription;
  const stored = context.store.assignments.get(assignmentKey(scope, name));
  if (stored === undefined) return notFound("E005", registrationAssignmentResourceId(scope, name));
  return answer(200, assignmentResource(stored, context));
}

/** `GET …/registrationAssignments`: lists the assignments at exactly this scope. */
export function listAssignments(context: Context, captures: readonly string[]): ArmResponse | AzureError {
  const { subscriptionId, scope } = placeOf(captures);
  const subscription = subscriptionFor(subscriptionId, "read", context);
  if (isRefusal(subscription)) return subscription;
  const here = [...context.store.assignments.values()].filter((each) => same(each.scope, scope));
  return listed(
    here.map((each) => assignmentResource(each, context)),
    ({ properties }) => definitionOf(properties, context)?.sent.properties.managedByTenantId,
    context.request,
    context.pageSize,
  );
}

/** `DELETE …/registrationAssignments/<guid>`. */
export function deleteAssignment(context: Context, captures: readonly string[]): ArmResponse | AzureError {
  const { subscriptionId, scope, name } = placeOf(captures);
  const subscription = subscriptionFor(subscriptionId, "deleteAssignment", context);
  if (isRefusal(subscription)) return subscription;
  const { store } = context;
  const key = assignmentKey(scope, name);
  const present = store.assignments.get(key);
  if (present === undefined) return answer(204);
  store.assignments.set(key, { ...present, provisioningState: "Deleting" });
  const operation = begin("assignmentDelete", key, context);
  return answer(202, undefined, operationHeaders(operation, subscriptionId, context));
}

interface Place {
  readonly subscriptionId: string;
  readonly group: string | undefined;
  readonly scope: string;
  readonly name: string;
}

function placeOf([subscriptionId = "", group, name = ""]: readonly (string | undefined)[]): Place {
  const subscription = `/subscriptions/${subscriptionId}`;
  return {
    subscriptionId,
    group,
    name,
    scope: group === undefined ? subscription : `${subscription}/resourceGroups/${group}`,
  };
}

function missingGroup({ group }: Place, { resourceGroups }: DirectorySubscription): AzureError | undefined {
  if (group === undefined || resourceGroups.some((each) => same(each, group))) return undefined;
  return refusal("E024", 404, "ResourceGroupNotFound", `Resource group '${group}' could not be found.`);
}

function judgeAssignment(
  sent: RegistrationAssignmentBody,
  place: Place,
  context: Context,
): AzureError | undefined {
  const { registrationDefinitionId } = sent.properties;
  const here = asciiLowerCase(`/subscriptions/${place.subscriptionId}/`);
  if (!asciiLowerCase(registrationDefinitionId).startsWith(here)) {
    const message = "The registration definition must be in the subscription of the assignment's scope.";
    return refusal("E063", 400, "InvalidRegistrationAssignmentCreateRequest", message);
  }
  const definition = definitionOf(sent.properties, context);
  if (definition === undefined || definition.provisioningState !== "Succeeded") {
    const message = `The registration definition '${registrationDefinitionId}' is not in the provisioning state Succeeded.`;
    return refusal("E060", 409, "InvalidRegistrationAssignmentCreateRequest", message);
  }
  return judgeOthers(sent, definition, place, context);
}

function judgeOthers(
  sent: RegistrationAssignmentBody,
  definition: StoredDefinition,
  { scope, name }: Place,
  context: Context,
): AzureError | undefined {
  const others = [...context.store.assignments.values()].filter(
    (each) => same(each.scope, scope) && !same(each.name, name),
  );
  const key = asciiLowerCase(sent.properties.registrationDefinitionId);
  const twin = others.find((each) => refersTo(each, key));
  if (twin !== undefined) return another("E061", twin, key);
  const offer = definition.sent.properties.registrationDefinitionName;
  const namesake = others.find(
    (each) =>
      definitionOf(each.sent.properties, context)?.sent.properties.registrationDefinitionName === offer,
  );
  return namesake === undefined || offer === undefined ? undefined : another("E062", namesake, key);
}

function another(clause: "E061" | "E062", { scope, name }: StoredAssignment, definition: string): AzureError {
  const message = `Another registration assignment '${name}' is present at this scope '${scope}' for registration definition '${definition}'.`;
  return refusal(clause, 409, "MultipleRegistrationAssignmentsNotAllowed", message);
}

function assignmentResource(
  { scope, name, sent, provisioningState }: StoredAssignment,
  context: Context,
): RegistrationAssignmentResource {
  const expands = context.request.query.get("$expandregistrationdefinition")?.toLowerCase() === "true";
  const definition = expands ? expanded(sent.properties, context) : undefined;
  return encodeAssignment(scope, name, sent, {
    provisioningState,
    ...(definition === undefined ? {} : { registrationDefinition: definition }),
  });
}

function expanded(
  properties: RegistrationAssignmentBody["properties"],
  context: Context,
): RegistrationAssignmentResource["properties"]["registrationDefinition"] {
  const definition = definitionOf(properties, context);
  if (definition === undefined) return undefined;
  const { type: _, ...rest } = definitionResource(definition, context);
  return rest;
}

function definitionOf(
  { registrationDefinitionId }: RegistrationAssignmentBody["properties"],
  { store }: Context,
): StoredDefinition | undefined {
  return store.definitions.get(asciiLowerCase(registrationDefinitionId));
}

function same(a: string, b: string): boolean {
  return asciiLowerCase(a) === asciiLowerCase(b);
}
