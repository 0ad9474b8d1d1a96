import { parseJson } from "../documents/json.ts";
import type { DelegationRemoval } from "../formats/snapshot/snapshot.ts";
import { compareText } from "../values/compare-text.ts";
import { GUID_PATTERN, type Guid } from "../values/guid.ts";
import { isObject, type JsonObject, objectAt } from "../values/json-object.ts";
import { success } from "../values/result.ts";
import type { Budgets } from "./budget.ts";
import type { ArmRead, ResourceManager } from "./resource-manager.ts";

const DAY = 86_400_000;

/** How far the activity log goes back, in milliseconds: Azure keeps 90 days. */
const KEPT = 90 * DAY;

/** How far the filter reaches beyond the clock at hand, in milliseconds: a day. */
const AHEAD = DAY;

const VERSION = "2015-04-01";

/** Operations of the managing tenant's activity log about delegations (Microsoft: Monitor delegation changes). */
const OPERATIONS = {
  added: "microsoft.resources/tenants/register/action",
  removed: "microsoft.resources/tenants/unregister/action",
} as const;

/**
 * Subscriptions whose last delegation event in the managing tenant's activity log is a removal. Needs Monitoring Reader
 * at `/`. Sorted by subscription.
 *
 * @param now milliseconds since 1970
 */
export async function delegationRemovals(
  arm: ResourceManager,
  budgets: Budgets,
  now: number,
): Promise<ArmRead<readonly DelegationRemoval[]>> {
  // a clock that is behind Azure's would hide the newest removals: the end lies ahead of it
  const [begin, end] = [now - KEPT, now + AHEAD].map((at) => new Date(at).toISOString());
  const filter = `eventTimestamp ge '${begin}' and eventTimestamp le '${end}'`;
  const path = `/providers/microsoft.insights/eventtypes/management/values?api-version=${VERSION}&$filter=${encodeURIComponent(filter)}`;
  const listed = await arm.values(path, budgets, arm.tenantId);
  if (!listed.ok) return listed;
  const events = listed.value.flatMap(eventIn).sort((a, b) => compareText(a.at, b.at));
  const last = new Map(events.map((each) => [each.subscriptionId, each]));
  return success(
    [...last.values()]
      .filter(({ kind }) => kind === "removed")
      .map(({ subscriptionId, at }) => ({ subscriptionId, at, managingTenantId: arm.tenantId }))
      .sort((a, b) => compareText(a.subscriptionId, b.subscriptionId)),
  );
}

interface DelegationEvent {
  readonly kind: keyof typeof OPERATIONS;
  readonly subscriptionId: Guid;
  /** ISO 8601 in UTC. */
  readonly at: string;
}

/** The end of a successful operation about a delegation. Its description is JSON that names the customer's subscription. */
function eventIn(event: JsonObject): DelegationEvent[] {
  const textOf = (field: string) => String(objectAt(event, field)["value"] ?? "").toLowerCase();
  const kinds = Object.keys(OPERATIONS) as (keyof typeof OPERATIONS)[];
  const kind = kinds.find((each) => OPERATIONS[each] === textOf("operationName"));
  if (kind === undefined || textOf("eventName") !== "endrequest" || textOf("status") !== "succeeded")
    return [];
  const described = parseJson(String(event["description"] ?? ""));
  const { subscriptionId } = described.ok && isObject(described.value) ? described.value : {};
  const time = Date.parse(String(event["eventTimestamp"] ?? ""));
  if (typeof subscriptionId !== "string" || !GUID_PATTERN.test(subscriptionId) || Number.isNaN(time))
    return [];
  return [{ kind, subscriptionId: subscriptionId.toLowerCase(), at: new Date(time).toISOString() }];
}
