import { roleById, roleByName } from "../roles/role-catalogue.ts";
import { asciiLowerCase } from "../values/ascii-lower-case.ts";
import { type AzureError, isRefusal } from "./azure-error.ts";
import { type Context, subscriptionFor } from "./context.ts";
import { type ArmResponse, answer } from "./request.ts";
import { callerOf } from "./token.ts";

/**
 * `GET …/providers/Microsoft.Authorization/permissions` at a subscription (clause E085). Answers the permissions of
 * each role that the caller has there. The role comes from its own tenant, or a standing delegation of the whole
 * subscription.
 */
export function listPermissions(
  context: Context,
  [subscriptionId = ""]: readonly string[],
): ArmResponse | AzureError {
  const { tenants, store, catalogue, request } = context;
  const subscription = subscriptionFor(subscriptionId, "read", context);
  if (isRefusal(subscription)) return subscription;
  const caller = callerOf(request.authorization);
  if (isRefusal(caller)) return caller;
  const held = tenants.memberships(caller.tenantId, caller.principalId);
  const own = subscription.roleAssignments
    .filter(({ principalId }) => held.has(asciiLowerCase(principalId)))
    .map(({ role }) => roleByName(catalogue, role));
  const scope = `/subscriptions/${asciiLowerCase(subscription.id)}`;
  const delegated = store.ledger
    .inSubscription(asciiLowerCase(subscription.id))
    .filter((grant) => grant.access.kind === "standing" && asciiLowerCase(grant.scope) === scope)
    .filter((grant) => grant.managingTenantId === asciiLowerCase(caller.tenantId))
    .filter(({ principalId }) => held.has(principalId))
    .map(({ roleDefinitionId }) => roleById(catalogue, roleDefinitionId));
  const blocks = [...own, ...delegated].flatMap((role) => role?.permissions ?? []);
  return answer(200, {
    value: blocks.map(({ actions, notActions, dataActions, notDataActions }) => {
      return { actions, notActions, dataActions, notDataActions };
    }),
  });
}
