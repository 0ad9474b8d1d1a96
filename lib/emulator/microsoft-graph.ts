import { asciiLowerCase } from "../values/ascii-lower-case.ts";
import { isObject } from "../values/json-object.ts";
import { type AzureError, isRefusal, refusal } from "./azure-error.ts";
import type { Context } from "./context.ts";
import type { DirectoryPrincipal } from "./directory.ts";
import { type ArmResponse, answer } from "./request.ts";
import { callerOf } from "./token.ts";

/** Most ids of one request (Microsoft Graph: directoryObject getByIds). */
const MOST_IDS = 1_000;

const TYPES: Readonly<Record<DirectoryPrincipal["type"], string>> = {
  Group: "group",
  User: "user",
  ServicePrincipal: "servicePrincipal",
  Application: "application",
};

/** `POST /v1.0/directoryObjects/getByIds` (clause E088): objects of the token's tenant; unknown ids are left out. */
export function getDirectoryObjects(context: Context): ArmResponse | AzureError {
  const principals = readablePrincipals(context);
  if (isRefusal(principals)) return principals;
  const { body } = context.request;
  const { ids, types } = isObject(body) ? body : {};
  if (!isTexts(ids) || ids.length > MOST_IDS || !(types === undefined || isTexts(types)))
    return refusal("E088", 400, "Request_BadRequest", "Invalid value specified for property 'ids'.");
  const wanted = new Set(ids.map(asciiLowerCase));
  const value = principals
    .filter(({ id }) => wanted.has(asciiLowerCase(id)))
    .filter(({ type }) => types === undefined || types.includes(TYPES[type]))
    .map(directoryObject);
  return answer(200, { value });
}

/** `GET /v1.0/servicePrincipals(appId='<id>')` (clause E088). */
export function getServicePrincipal(
  context: Context,
  [applicationId = ""]: readonly string[],
): ArmResponse | AzureError {
  const principals = readablePrincipals(context);
  if (isRefusal(principals)) return principals;
  const found = principals.find(
    ({ type, clientId }) =>
      type === "ServicePrincipal" &&
      clientId !== undefined &&
      asciiLowerCase(clientId) === asciiLowerCase(applicationId),
  );
  if (found !== undefined) return answer(200, directoryObject(found));
  const message = `Resource '${applicationId}' does not exist or one of its queried reference-property objects are not present.`;
  return refusal("E088", 404, "Request_ResourceNotFound", message);
}

/**
 * Principals of the caller's tenant, or a refusal. Applications need a permission, and guests may read only themselves.
 */
function readablePrincipals({ request, tenants }: Context): readonly DirectoryPrincipal[] | AzureError {
  const caller = callerOf(request.authorization);
  if (isRefusal(caller)) return caller;
  const own = tenants.principal(caller.tenantId, caller.principalId);
  const mayRead = own?.type === "User" ? own.guest !== true : own?.readsDirectory === true;
  if (mayRead) return tenants.tenant(caller.tenantId)?.principals ?? [];
  const message = "Insufficient privileges to complete the operation.";
  return refusal("E089", 403, "Authorization_RequestDenied", message);
}

function directoryObject({ id, type, displayName, clientId, securityEnabled }: DirectoryPrincipal): object {
  return {
    "@odata.type": `#microsoft.graph.${TYPES[type]}`,
    id,
    displayName,
    ...(clientId === undefined ? {} : { appId: clientId }),
    ...(type === "Group" ? { securityEnabled: securityEnabled !== false } : {}),
  };
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === "string");
}
