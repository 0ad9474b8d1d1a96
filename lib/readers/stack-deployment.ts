import type { Deployment, DeploymentSetting } from "../delegation/deployment.ts";
import type { ReadStack, StackProvider } from "./stack-schema.ts";

/** How a stack is deployed, as far as that is not its customer's own: names of states are asked for elsewhere. */
export function deploymentOf(customer: string, { terraform, provider }: ReadStack): Deployment {
  const providers = provider?.azurerm ?? [];
  const [first] = providers;
  const state = stateText(customer, terraform);
  if (first === undefined) return { tenantId: undefined, settings: { state } };
  const every = (textOf: (each: StackProvider) => string) =>
    [...new Set(providers.map(textOf))].sort().join(", ");
  const settings: Record<DeploymentSetting, string> = {
    cloud: every(({ environment }) => environment),
    "sign-in": every(({ use_cli, client_id }) => (use_cli ? "Azure CLI" : `OpenID Connect as ${client_id}`)),
    partner: every(({ partner_id }) => partner_id ?? "none"),
    azurerm: terraform.required_providers?.azurerm.version ?? "none",
    "resource-provider": every(({ resource_providers_to_register }) =>
      resource_providers_to_register === undefined ? "is not registered" : "is registered",
    ),
    state,
  };
  return { tenantId: first.tenant_id, settings };
}

/** Where state is kept, without the name that every customer's own state has there. */
function stateText(customer: string, { backend, cloud }: ReadStack["terraform"]): string {
  if (cloud !== undefined) {
    const { project } = cloud.workspaces;
    return [
      "HCP Terraform",
      cloud.hostname,
      cloud.organization,
      ...(project === undefined ? [] : [project]),
    ].join(" / ");
  }
  if (backend?.azurerm !== undefined) {
    const { key: _key, use_azuread_auth: _auth, use_oidc: _oidc, ...place } = backend.azurerm;
    return [
      "Azure Storage",
      ...Object.entries(place)
        .map(([key, value]) => `${key} ${value}`)
        .sort(),
    ].join(" / ");
  }
  const folder = (backend?.local?.path ?? "").slice(0, -`${customer}.tfstate`.length);
  return `files in ${folder}`;
}
