import type { Cloud } from "../delegation/cloud.ts";
import type { PrincipalType } from "../delegation/principal.ts";
import { GUID_PATTERN, type Guid } from "../values/guid.ts";
import { isObject } from "../values/json-object.ts";
import { openAzureCli, runAz } from "./azure-cli.ts";
import { AZURE_ENDPOINTS } from "./clouds.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** Most principals that are looked up: each takes az about a second. */
const MOST = 100;

/** Runs of az at the same time. */
const AT_ONCE = 4;

const TYPES: Readonly<Record<string, PrincipalType>> = {
  "#microsoft.graph.group": "Group",
  "#microsoft.graph.user": "User",
  "#microsoft.graph.servicePrincipal": "ServicePrincipal",
};

/**
 * Looks up types of principals in Microsoft Graph, by Azure CLI. Empty where there is no az, where it is signed in to
 * another tenant or cloud, or where Graph does not answer. A type that is not known stays unknown.
 *
 * @param tenantId the tenant that the principals are in
 * @param now the clock: milliseconds since 1970
 */
export async function lookUpPrincipalTypes(
  { tenantId, cloud }: { readonly tenantId: Guid; readonly cloud: Cloud },
  ids: readonly Guid[],
  environment: Environment,
  now: () => number,
): Promise<ReadonlyMap<Guid, PrincipalType>> {
  const types = new Map<Guid, PrincipalType>();
  const asked = ids.filter((id) => GUID_PATTERN.test(id)).slice(0, MOST);
  if (asked.length === 0) return types;
  const cli = await openAzureCli(environment, now);
  // az asks Graph of its default tenant, and object ids of another tenant are not known there
  if (!cli.ok || cli.value.defaultTenantId !== tenantId || cli.value.cloud !== cloud) return types;
  const left = [...asked];
  const worker = async () => {
    for (let id = left.pop(); id !== undefined; id = left.pop()) {
      const type = await typeOf(id, cloud, environment);
      if (type !== undefined) types.set(id, type);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return types;
}

async function typeOf(id: Guid, cloud: Cloud, environment: Environment): Promise<PrincipalType | undefined> {
  const url = `${AZURE_ENDPOINTS[cloud].microsoftGraph}/v1.0/directoryObjects/${id}`;
  const run = await runAz(["rest", "--method", "get", "--url", url], environment);
  if (run.kind !== "json" || !isObject(run.value) || run.value["id"] !== id) return undefined;
  const type = run.value["@odata.type"];
  return typeof type === "string" && Object.hasOwn(TYPES, type) ? TYPES[type] : undefined;
}
