import { asciiLowerCase } from "../values/ascii-lower-case.ts";
import { type AzureError, isRefusal, refusal } from "./azure-error.ts";
import type { Context } from "./context.ts";
import { paged } from "./lists.ts";
import type { ArmResponse } from "./request.ts";
import { type DelegationEvent, subscriptionOf } from "./store.ts";
import { callerOf } from "./token.ts";

const FILTER = /^eventTimestamp ge '([^']+)'(?: and eventTimestamp le '([^']+)')?$/;

/** `GET /providers/microsoft.insights/eventtypes/management/values`: the caller's tenant's activity log (clause E090). */
export function listActivityLog(context: Context): ArmResponse | AzureError {
  const { request, tenants, store, pageSize } = context;
  const caller = callerOf(request.authorization);
  if (isRefusal(caller)) return caller;
  if (tenants.principal(caller.tenantId, caller.principalId)?.readsActivityLog !== true) {
    const message = `The client '${caller.principalId}' does not have authorization to perform action 'Microsoft.Insights/eventtypes/values/read' over scope '/'.`;
    return refusal("E091", 403, "AuthorizationFailed", message);
  }
  const [, since = "", until] = FILTER.exec(request.query.get("$filter") ?? "") ?? [];
  if (Number.isNaN(Date.parse(since)))
    return refusal("E090", 400, "BadRequest", "The $filter must begin with eventTimestamp ge '<time>'.");
  const [from, to] = [Date.parse(since), until === undefined ? Number.POSITIVE_INFINITY : Date.parse(until)];
  const events = store.events
    .filter(({ managingTenantId }) => asciiLowerCase(managingTenantId) === asciiLowerCase(caller.tenantId))
    .filter(({ at }) => from <= at && at <= to)
    .toReversed();
  return paged(
    events.map((each) => eventResource(each, context)),
    request,
    pageSize,
  );
}

function eventResource({ kind, at, scope }: DelegationEvent, { tenants }: Context): object {
  const id = subscriptionOf(scope);
  return {
    eventName: { value: "EndRequest", localizedValue: "End request" },
    operationName: { value: `Microsoft.Resources/tenants/${kind}/action` },
    resourceType: { value: "Microsoft.Resources/tenants" },
    status: { value: "Succeeded" },
    eventTimestamp: new Date(at).toISOString(),
    description: JSON.stringify({
      delegationResourceId: scope,
      subscriptionTenantId: tenants.subscription(id)?.tenantId,
      subscriptionId: id,
    }),
  };
}
