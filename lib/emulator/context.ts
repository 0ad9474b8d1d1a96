import { v5 } from "uuid";
import type { RoleCatalogue } from "../roles/role-catalogue.ts";
import { type Intent, unauthorized } from "./authority.ts";
import { type AzureError, refusal } from "./azure-error.ts";
import type { DirectorySubscription } from "./directory.ts";
import type { Fault } from "./faults.ts";
import type { ArmRequest } from "./request.ts";
import type { Operation, Store } from "./store.ts";
import type { Tenants } from "./tenants.ts";

/** What answering a request needs. */
export interface Context {
  readonly store: Store;
  readonly tenants: Tenants;
  readonly catalogue: RoleCatalogue;
  /** The clock at this request, in milliseconds. */
  readonly now: number;
  /** How long operations take, in milliseconds. */
  readonly operationDuration: number;
  /** The fault that hits this request, where it lets the request be done. */
  readonly fault: Fault | undefined;
  readonly request: ArmRequest;
}

/** The subscription of a request that may do what it intends, or why not. */
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

/** Begins an operation on a resource, and gives its id. */
export function begin(
  kind: Operation["kind"],
  resource: string,
  { store, now, operationDuration, fault }: Context,
): Operation {
  const operation: Operation = {
    // told from others by its number alone: the same requests give the same ids
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

/** The headers that tell where an operation can be watched, and when to look. */
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

/** Whole seconds until a time; 0 where it is less than one, so that nobody waits for nothing. */
export function retryAfter(time: number, now: number): string {
  return String(Math.max(0, Math.floor((time - now) / 1_000)));
}
