import { type AzureError, isRefusal } from "./azure-error.ts";
import { type Context, subscriptionFor } from "./context.ts";
import type { DirectorySubscription } from "./directory.ts";
import { type ArmResponse, answer } from "./request.ts";

/** `GET /subscriptions/<id>` (clause E020). */
export function getSubscription(context: Context, [id = ""]: readonly string[]): ArmResponse | AzureError {
  const subscription = subscriptionFor(id, "read", context);
  return isRefusal(subscription) ? subscription : answer(200, subscriptionResource(subscription));
}

/** `GET /subscriptions`: lists the subscriptions that the caller may read. */
export function listSubscriptions(context: Context): ArmResponse | AzureError {
  const readable = context.tenants.directory.subscriptions
    .map(({ id }) => subscriptionFor(id, "read", context))
    .flatMap((each) => (isRefusal(each) ? [] : [subscriptionResource(each)]));
  return answer(200, { value: readable });
}

function subscriptionResource({ id, name, tenantId }: DirectorySubscription): object {
  return {
    id: `/subscriptions/${id}`,
    authorizationSource: "RoleBased",
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
