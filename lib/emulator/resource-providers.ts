import { type AzureError, isRefusal, refusal } from "./azure-error.ts";
import { type Context, subscriptionFor } from "./context.ts";
import { type ArmResponse, answer } from "./request.ts";
import type { Store } from "./store.ts";

/** The namespace of Azure Lighthouse. */
const MANAGED_SERVICES = "Microsoft.ManagedServices";

/** Namespaces that every subscription lists, registered or not; azurerm looks its own up there. */
const NAMESPACES = [MANAGED_SERVICES, "Microsoft.Authorization", "Microsoft.Resources"];

/** `GET /subscriptions/<id>/providers`. */
export function listResourceProviders(
  context: Context,
  [id = ""]: readonly string[],
): ArmResponse | AzureError {
  const subscription = subscriptionFor(id, "read", context);
  if (isRefusal(subscription)) return subscription;
  return answer(200, {
    value: NAMESPACES.map((each) => resourceProvider(subscription.id, each, context.store)),
  });
}

/** `GET /subscriptions/<id>/providers/<namespace>`. */
export function getResourceProvider(
  context: Context,
  [id = "", namespace = ""]: readonly string[],
): ArmResponse | AzureError {
  const subscription = subscriptionFor(id, "read", context);
  if (isRefusal(subscription)) return subscription;
  const known = named(namespace);
  return isRefusal(known) ? known : answer(200, resourceProvider(subscription.id, known, context.store));
}

/** `POST /subscriptions/<id>/providers/<namespace>/register` (clause E022). */
export function registerResourceProvider(
  context: Context,
  [id = "", namespace = ""]: readonly string[],
): ArmResponse | AzureError {
  const subscription = subscriptionFor(id, "register", context);
  if (isRefusal(subscription)) return subscription;
  const known = named(namespace);
  if (isRefusal(known)) return known;
  context.store.registered.add(key(subscription.id, known));
  return answer(200, resourceProvider(subscription.id, known, context.store));
}

/** Registers Microsoft.ManagedServices in a subscription. */
export function registerForDelegation(subscriptionId: string, { registered }: Store): void {
  registered.add(key(subscriptionId, MANAGED_SERVICES));
}

/** Refuses a subscription where Microsoft.ManagedServices is not registered (clause E023). */
export function registeredForDelegation(subscriptionId: string, store: Store): AzureError | undefined {
  if (store.registered.has(key(subscriptionId, MANAGED_SERVICES))) return undefined;
  const message = `The subscription is not registered to use namespace '${MANAGED_SERVICES}'. See https://aka.ms/rps-not-found for how to register subscriptions.`;
  return refusal("E023", 409, "MissingSubscriptionRegistration", message);
}

/** The store's key of a registration. */
export function key(subscriptionId: string, namespace: string): string {
  return `${subscriptionId} ${namespace}`.toLowerCase();
}

function named(namespace: string): string | AzureError {
  const known = NAMESPACES.find((each) => each.toLowerCase() === namespace.toLowerCase());
  return (
    known ??
    refusal("E005", 404, "InvalidResourceNamespace", `The resource namespace '${namespace}' is invalid.`)
  );
}

function resourceProvider(subscriptionId: string, namespace: string, { registered }: Store): object {
  return {
    id: `/subscriptions/${subscriptionId}/providers/${namespace}`,
    namespace,
    registrationState: registered.has(key(subscriptionId, namespace)) ? "Registered" : "NotRegistered",
    resourceTypes: [],
  };
}
