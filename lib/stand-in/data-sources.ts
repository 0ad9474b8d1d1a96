import { property } from "./arm-failure.ts";
import { type PluginObject, textOf } from "./plugin-values.ts";
import type { ProviderSession } from "./provider-session.ts";

/** Deadline of `data.azurerm_subscription`, in milliseconds. */
const READ_TIMEOUT = 300_000;

/** `data.azurerm_subscription`: one request. */
export async function readSubscription(
  session: ProviderSession,
  configuration: PluginObject,
): Promise<PluginObject> {
  const subscriptionId = textOf(configuration["subscription_id"]) ?? session.subscriptionId;
  const id = `/subscriptions/${subscriptionId}`;
  const { body } = await session.client.send(
    "GET",
    `${id}?api-version=2022-12-01`,
    [200],
    session.patience(READ_TIMEOUT),
  );
  const text = (...path: readonly string[]) => String(property(body, ...path) ?? "");
  return {
    ...configuration,
    id,
    subscription_id: subscriptionId,
    // azurerm keeps the case
    tenant_id: text("tenantId"),
    display_name: text("displayName"),
    state: text("state"),
    location_placement_id: text("subscriptionPolicies", "locationPlacementId"),
    quota_id: text("subscriptionPolicies", "quotaId"),
    spending_limit: text("subscriptionPolicies", "spendingLimit"),
    tags: {},
  };
}

/** `data.azurerm_client_config`: no request; values of the session. */
export function readClientConfig(session: ProviderSession, configuration: PluginObject): PluginObject {
  const { tenantId, subscriptionId, clientId } = session;
  return {
    ...configuration,
    id: `clientConfigs/clientId=${clientId};objectId=;subscriptionId=${subscriptionId};tenantId=${tenantId}`,
    client_id: clientId,
    object_id: "",
    subscription_id: subscriptionId,
    tenant_id: tenantId,
  };
}
