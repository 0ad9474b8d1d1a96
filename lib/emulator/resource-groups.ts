import { asciiLowerCase } from "../values/ascii-lower-case.ts";
import { canReadGroup } from "./authority.ts";
import { type AzureError, isRefusal } from "./azure-error.ts";
import { type Context, subscriptionFor } from "./context.ts";
import { paged } from "./lists.ts";
import type { ArmResponse } from "./request.ts";
import { callerOf } from "./token.ts";

/** `GET /subscriptions/<id>/resourcegroups`: lists the resource groups that the caller may read (clause E026). */
export function listResourceGroups(context: Context, [id = ""]: readonly string[]): ArmResponse | AzureError {
  const subscription = subscriptionFor(id, "read", context);
  if (isRefusal(subscription)) return subscription;
  const caller = callerOf(context.request.authorization);
  if (isRefusal(caller)) return caller;
  const readable = subscription.resourceGroups.filter((name) =>
    canReadGroup(caller, subscription, name, context.tenants, context.store),
  );
  const groups = readable.map((name) => ({
    id: `/subscriptions/${subscription.id}/resourceGroups/${name}`,
    name,
    type: "Microsoft.Resources/resourceGroups",
    location: "westeurope",
    properties: { provisioningState: "Succeeded" },
  }));
  const sorted = groups.sort((a, b) => (asciiLowerCase(a.id) < asciiLowerCase(b.id) ? -1 : 1));
  return paged(sorted, context.request, context.pageSize);
}
