import { asciiLowerCase } from "../values/ascii-lower-case.ts";
import { type AzureError, isRefusal } from "./azure-error.ts";
import { type Context, subscriptionFor } from "./context.ts";
import type { DirectorySubscription } from "./directory.ts";
import { paged } from "./lists.ts";
import { type ArmResponse, answer } from "./request.ts";
import type { Store } from "./store.ts";
import { callerOf } from "./token.ts";

/** `GET /subscriptions/<id>` (clause E020). */
export function getSubscription(context: Context, [id = ""]: readonly string[]): ArmResponse | AzureError {
  const subscription = subscriptionFor(id, "read", context);
  return isRefusal(subscription)
    ? subscription
    : answer(200, subscriptionResource(subscription, context.store));
}

/** `GET /subscriptions`: lists the subscriptions that the caller may read, in pages (clause E025). */
export function listSubscriptions(context: Context): ArmResponse | AzureError {
  const caller = callerOf(context.request.authorization);
  if (isRefusal(caller)) return caller;
  const readable = context.tenants.directory.subscriptions
    .filter(({ id }) => !isRefusal(subscriptionFor(id, "read", context)))
    .map((each) => subscriptionResource(each, context.store));
  return paged(readable, context.request, context.pageSize);
}

function subscriptionResource({ id, name, tenantId }: DirectorySubscription, { ledger }: Store) {
  const managers = new Set(ledger.inSubscription(asciiLowerCase(id)).map((each) => each.managingTenantId));
  return {
    id: `/subscriptions/${id}`,
    authorizationSource: "RoleBased",
    managedByTenants: [...managers].sort().map((each) => ({ tenantId: each })),
    subscriptionId: id,
    tenantId,
    displayName: name,
    state: "Enabled",
    subscriptionPolicies: {
      locationPlacementId: "Public_2014-09-01",
      quotaId: "EnterpriseAgreement_2014-09-01",
      spendingLimit: "Off",
    },
  };
}
