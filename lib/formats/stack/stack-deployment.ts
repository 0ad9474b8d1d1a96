import { ARGUMENT_SEPARATOR, type Deployment } from "../../access/deployment.ts";
import type { ReadStack, StackProvider } from "./stack-schema.ts";

/**
 * How a stack is deployed, as far as that is not its customer's own: names of states are asked for elsewhere. Its
 * providers are alike in all of it, or it is no stack that is read.
 */
export function deploymentOf(customer: string, { terraform, provider }: ReadStack): Deployment {
  const state = stateText(customer, terraform);
  const [first] = provider?.azurerm ?? [];
  if (first === undefined) return { tenantId: undefined, settings: { state } };
  return {
    tenantId: first.tenant_id,
    settings: {
      cloud: first.environment,
      "sign-in": signInText(first),
      partner: first.partner_id ?? "none",
      azurerm: terraform.required_providers?.azurerm.version ?? "none",
      "resource-provider":
        first.resource_providers_to_register === undefined ? "is not registered" : "is registered",
      state,
    },
  };
}

function signInText({ use_cli, client_id }: StackProvider): string {
  return use_cli ? "Azure CLI" : `OpenID Connect as ${client_id}`;
}

/** Where state is kept, without the name that every customer's own state has there. */
function stateText(customer: string, { backend, cloud }: ReadStack["terraform"]): string {
  if (cloud !== undefined) {
    const { project } = cloud.workspaces;
    const names = [cloud.hostname, cloud.organization, ...(project === undefined ? [] : [project])];
    return ["HCP Terraform", ...names.map(apart)].join(ARGUMENT_SEPARATOR);
  }
  if (backend?.azurerm !== undefined) {
    const { key: _key, use_azuread_auth: _auth, ...place } = backend.azurerm;
    const said = Object.entries(place).map(([key, value]) => `${key} ${apart(String(value))}`);
    return ["Azure Storage", ...said.sort()].join(ARGUMENT_SEPARATOR);
  }
  const folder = (backend?.local?.path ?? "").slice(0, -`${customer}.tfstate`.length);
  return `files in ${folder}`;
}

/** A part of a text that is joined by slashes, so that the parts can be told apart: quoted where it has a slash itself. */
function apart(part: string): string {
  return /["/]/.test(part) ? JSON.stringify(part) : part;
}
