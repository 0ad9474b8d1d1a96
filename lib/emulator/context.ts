import { v5 } from "uuid";
import type { RoleCatalogue } from "../roles/role-catalogue.ts";
import { type Intent, unauthorized } from "./authority.ts";
import { type AzureError, refusal } from "./azure-error.ts";
import type { DirectorySubscription } from "./directory.ts";
import type { Fault } from "./faults.ts";
import type { ArmRequest } from "./request.ts";
import type { Operation, Store } from "./store.ts";
import type { Tenants } from "./tenants.ts";
import type { Throttle } from "./throttle.ts";

/** Everything that a handler needs to answer a request. */
export interface Context {
  readonly store: Store;
  readonly tenants: Tenants;
  readonly catalogue: RoleCatalogue;
  /** Time of this request, in milliseconds. */
  readonly now: number;
  /** Duration of an operation, in milliseconds. */
  readonly operationDuration: number;
  /** The fault that applies to this request; only those kinds that still execute it. */
  readonly fault: Fault | undefined;
  readonly throttle: Throttle;
  /** Items on a page of a list. */
  readonly pageSize: number;
  readonly request: ArmRequest;
}

/** The subscription of an authorized request, or the refusal. */
export function subscriptionFor(
  id: string,
  intent: Intent,
  context: Context,
): DirectorySubscription | AzureError {
  const { tenants, store, request } = context;
  const subscription = tenants.subscription(id);
  if (subscription === undefined)
    return refusal("E021", 404, "SubscriptionNotFound", `The subscription '${id}' could not be found.`);
  return unauthorized(request.authorization, intent, subscription, tenants, store) ?? subscription;
}

/** Begins an operation on a resource and stores it. */
export function begin(
  kind: Operation["kind"],
  resource: string,
  { store, now, operationDuration, fault }: Context,
): Operation {
  const operation: Operation = {
    // numbered, not random: the same requests give the same ids
    id: v5(`${store.operations.size}`, "11fb06fb-712d-4ddd-98c7-e71bbd588830"),
    kind,
    resource,
    endsAt: now + (fault?.kind === "slow" ? fault.milliseconds : operationDuration),
    outcome: fault?.kind === "operationFails" ? "Failed" : "Succeeded",
    ended: false,
  };
  store.operations.set(operation.id, operation);
  return operation;
}

/** The headers with an operation's status address and the time until the next poll. */
export function operationHeaders(
  operation: Operation,
  subscriptionId: string,
  { request, now }: Context,
): Record<string, string> {
  const version = request.query.get("api-version") ?? "";
  return {
    "Azure-AsyncOperation": `${request.base}/subscriptions/${subscriptionId}/providers/Microsoft.ManagedServices/operationStatuses/${operation.id}?api-version=${version}`,
    "Retry-After": retryAfter(operation.endsAt, now),
  };
}

/** Whole seconds until a time, at least one. A client that receives 0 polls without a pause. */
export function retryAfter(time: number, now: number): string {
  return String(Math.max(1, Math.ceil((time - now) / 1_000)));
}
