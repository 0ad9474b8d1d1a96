import type { DescribedSubscription } from "../preflight/answers.ts";
import { GUID_PATTERN, type Guid } from "../values/guid.ts";
import { isObject, type JsonObject } from "../values/json-object.ts";
import { failed, success } from "../values/result.ts";
import type { Budgets } from "./budget.ts";
import type { ArmRead, ResourceManager } from "./resource-manager.ts";

/** A subscription that a tenant's identity may read. */
export interface VisibleSubscription {
  readonly id: Guid;
  readonly name: string;
  /** The tenant that it belongs to. */
  readonly tenantId: Guid;
  /** Tenants that manage it by delegation. Azure does not promise to name all of them. */
  readonly managedByTenantIds: readonly Guid[];
}

/** API version of subscriptions, listed or alone. */
export const SUBSCRIPTIONS_VERSION = "2022-12-01";

/** Lists every subscription that the signed-in identity may read. Includes those delegated to its tenant. */
export async function listVisibleSubscriptions(
  arm: ResourceManager,
  budgets: Budgets,
): Promise<ArmRead<readonly VisibleSubscription[]>> {
  const listed = await arm.list(`/subscriptions?api-version=${SUBSCRIPTIONS_VERSION}`, budgets, arm.tenantId);
  if (!listed.ok) return listed;
  const subscriptions = listed.value.map(subscriptionIn);
  const known = subscriptions.filter((each) => each !== undefined);
  return known.length === subscriptions.length ? success(known) : failed("answer-unexpected");
}

/** A subscription as Azure answers it alone; undefined where it has another form. */
export function describedSubscription(value: JsonObject): DescribedSubscription | undefined {
  const { state } = value;
  const subscription = subscriptionIn(value);
  if (subscription === undefined || typeof state !== "string") return undefined;
  return { name: subscription.name, tenantId: subscription.tenantId, state };
}

function subscriptionIn(value: JsonObject): VisibleSubscription | undefined {
  const [id, tenantId] = [value["subscriptionId"], value["tenantId"]].map(guidIn);
  if (id === undefined || tenantId === undefined) return undefined;
  const name = typeof value["displayName"] === "string" ? value["displayName"] : "";
  const managers = Array.isArray(value["managedByTenants"]) ? value["managedByTenants"] : [];
  const managedByTenantIds = managers.flatMap((each) => guidIn(isObject(each) && each["tenantId"]) ?? []);
  return { id, name, tenantId, managedByTenantIds: managedByTenantIds.sort() };
}

function guidIn(value: unknown): Guid | undefined {
  return typeof value === "string" && GUID_PATTERN.test(value) ? value.toLowerCase() : undefined;
}
