import { AzurermBackend, CloudBackend, LocalBackend, NamedCloudWorkspace, type TerraformStack } from "cdktf";
import { AZURERM_ENVIRONMENTS } from "../delegation/cloud.ts";
import type { State } from "../delegation/estate-defaults.ts";

/**
 * Gives a stack its backend: one state per customer, keyed by the customer's id.
 *
 * @param recordsFromStack path from the stack's folder to the one that a local state folder is relative to, with
 * forward slashes; Terraform runs in the former, and an absolute path would differ between machines
 */
export function addStateBackend(
  stack: TerraformStack,
  state: State,
  customerId: string,
  recordsFromStack: string,
): void {
  switch (state.backend) {
    case "local":
      new LocalBackend(stack, { path: `${recordsFromStack}/${state.folder}/${customerId}.tfstate` });
      return;
    case "azurerm":
      // tenant, subscription and client are the provider's own: the customer's must never be used for state
      new AzurermBackend(stack, {
        tenantId: state.tenantId,
        subscriptionId: state.subscriptionId,
        resourceGroupName: state.resourceGroupName,
        storageAccountName: state.storageAccountName,
        containerName: state.containerName,
        key: `${customerId}.tfstate`,
        environment: AZURERM_ENVIRONMENTS[state.cloud],
        useAzureadAuth: true,
        ...(state.signIn.method === "oidc" ? { useOidc: true, clientId: state.signIn.clientId } : {}),
      });
      return;
    case "cloud":
      new CloudBackend(stack, {
        hostname: state.hostname,
        organization: state.organization,
        workspaces: new NamedCloudWorkspace(customerId, state.project),
      });
  }
}
