import type { Deployment, DeploymentSettings } from "../../access/deployment.ts";
import { demandedTenant, type ReadStack } from "./stack-schema.ts";

/**
 * Deployment settings of a stack, without its customer's own: names of states are checked elsewhere. A stack whose
 * providers differ in a setting is refused before.
 */
export function deploymentOf(customer: string, { terraform, provider, data }: ReadStack): Deployment {
  const state = stateOf(customer, terraform);
  const [first] = provider?.azurerm ?? [];
  if (first === undefined) return { tenantId: undefined, settings: { state } };
  const { environment, client_id, partner_id, resource_providers_to_register: registered } = first;
  const [guard] = data?.azurerm_subscription.values() ?? [];
  const tenantId = guard && demandedTenant(guard);
  // the customer's own tenant is not named twice
  const elsewhere = first.tenant_id === tenantId ? {} : { tenantId: first.tenant_id };
  const constraint = terraform.required_providers?.azurerm.version;
  return {
    tenantId,
    settings: {
      cloud: { code: environment },
      "sign-in":
        client_id === undefined
          ? { code: "azure-cli", ...elsewhere }
          : { code: "open-id-connect", clientId: client_id, ...elsewhere },
      partner: partner_id === undefined ? { code: "none" } : { code: "credited", partnerId: partner_id },
      azurerm: constraint === undefined ? { code: "none" } : { code: "versions", constraint },
      "resource-provider": { code: registered === undefined ? "not-registered" : "registered" },
      state,
    },
  };
}

/** Where state is kept, without the customer's own name of the state. */
function stateOf(customer: string, { backend, cloud }: ReadStack["terraform"]): DeploymentSettings["state"] {
  if (cloud !== undefined) {
    const { hostname, organization, workspaces } = cloud;
    const { project } = workspaces;
    return { code: "hcp-terraform", hostname, organization, ...(project === undefined ? {} : { project }) };
  }
  if (backend?.azurerm !== undefined) {
    const { key: _key, use_azuread_auth: _auth, ...place } = backend.azurerm;
    const named = Object.entries(place).map(([name, value]) => [name, String(value)] as const);
    return { code: "azure-storage", arguments: Object.fromEntries(named) };
  }
  const folder = (backend?.local?.path ?? "").slice(0, -`${customer}.tfstate`.length);
  return { code: "files", folder };
}
