import { AzurermBackend, CloudBackend, LocalBackend, NamedCloudWorkspace, type TerraformStack } from "cdktf";
import { AZURERM_ENVIRONMENTS } from "../delegation/cloud.ts";
import type { State } from "../delegation/estate-defaults.ts";

/**
 * Adds the backend of a stack: one state per customer, keyed by the customer's id.
 *
 * @param recordsFromStack path from the stack's folder, where Terraform runs, to the base of a local state folder. With
 * forward slashes. Relative, because absolute paths differ between machines.
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
      // tenant, subscription and client are those of the storage account, never the customer's
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
