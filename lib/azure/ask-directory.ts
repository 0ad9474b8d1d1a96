import type { PrincipalType } from "../delegation/principal.ts";
import type { Answer, DirectoryAnswers, DirectoryObject } from "../preflight/answers.ts";
import { GUID_PATTERN, type Guid } from "../values/guid.ts";
import { isObject } from "../values/json-object.ts";
import { failed, success } from "../values/result.ts";
import type { Connection } from "./connection.ts";
import type { Identity } from "./identity.ts";
import { ResourceManager } from "./resource-manager.ts";
import { TenantTokens } from "./tenant-tokens.ts";

/** Most ids of one request (Microsoft Graph: directoryObject getByIds). */
const MOST_IDS = 1_000;

const TYPES: Readonly<Record<string, PrincipalType | "Application">> = {
  "#microsoft.graph.group": "Group",
  "#microsoft.graph.user": "User",
  "#microsoft.graph.servicePrincipal": "ServicePrincipal",
  "#microsoft.graph.application": "Application",
};

/** Queries the directory of a tenant (Microsoft Graph) for principals. By object id, then by application id. */
export async function askDirectory(
  tenantId: Guid,
  ids: readonly Guid[],
  { endpoints, signIn }: Identity,
  connection: Connection,
): Promise<Answer<DirectoryAnswers>> {
  const tokens = new TenantTokens(signIn, () => connection.now());
  const graph = new ResourceManager(connection, endpoints.microsoftGraph, tokens, tenantId, "ms-graph");
  const objects = new Map<Guid, DirectoryObject>();
  for (let from = 0; from < ids.length; from += MOST_IDS) {
    const read = await objectsOf(ids.slice(from, from + MOST_IDS), graph);
    if (!read.ok) return read;
    for (const each of read.value) objects.set(each.id, each);
  }
  const byApplicationId = new Map<Guid, Guid>();
  for (const id of ids.filter((each) => !objects.has(each))) {
    const read = await servicePrincipalOf(id, graph);
    if (!read.ok) return read;
    if (read.value !== undefined) byApplicationId.set(id, read.value);
  }
  return success({ objects, byApplicationId });
}

async function objectsOf(
  ids: readonly Guid[],
  graph: ResourceManager,
): Promise<Answer<readonly DirectoryObject[]>> {
  const types = ["user", "group", "servicePrincipal", "application"];
  const read = await graph.query("/v1.0/directoryObjects/getByIds", { ids, types });
  if (!read.ok) return read;
  const { value } = read.value.body;
  if (!Array.isArray(value)) return failed("answer-unexpected");
  const objects = value.map(objectIn);
  const known = objects.filter((each) => each !== undefined);
  return known.length === objects.length ? success(known) : failed("answer-unexpected");
}

function objectIn(value: unknown): DirectoryObject | undefined {
  const { id, securityEnabled, "@odata.type": type } = isObject(value) ? value : {};
  if (typeof id !== "string" || !GUID_PATTERN.test(id)) return undefined;
  return {
    id: id.toLowerCase(),
    type: typeof type === "string" && Object.hasOwn(TYPES, type) ? TYPES[type] : undefined,
    isSecurityEnabled: securityEnabled !== false,
  };
}

async function servicePrincipalOf(id: Guid, graph: ResourceManager): Promise<Answer<Guid | undefined>> {
  const read = await graph.get(`/v1.0/servicePrincipals(appId='${id}')?$select=id`);
  if (!read.ok) return read.error === "not-found" ? success(undefined) : read;
  const found = read.value.body["id"];
  return typeof found === "string" && GUID_PATTERN.test(found)
    ? success(found.toLowerCase())
    : failed("answer-unexpected");
}
