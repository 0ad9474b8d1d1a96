/** An Azure cloud. A delegation never crosses clouds (Microsoft: "Azure Lighthouse", cross-cloud note). */
export type Cloud = "public" | "usGovernment" | "china";

/** azurerm's name of each cloud. */
export const AZURERM_ENVIRONMENTS: Readonly<Record<Cloud, string>> = {
  public: "public",
  usGovernment: "usgovernment",
  china: "china",
};

/** Azure's own name of each cloud. Azure CLI, Azure PowerShell and metadata hosts use it. */
export const AZURE_CLOUD_NAMES: Readonly<Record<Cloud, string>> = {
  public: "AzureCloud",
  usGovernment: "AzureUSGovernment",
  china: "AzureChinaCloud",
};

/** Display name of each cloud. */
export const CLOUD_NAMES: Readonly<Record<Cloud, string>> = {
  public: "public Azure",
  usGovernment: "Azure US Government",
  china: "Azure China",
};

/** Whether a cloud is national. Lighthouse has no eligible authorizations there. */
export function isNationalCloud(cloud: Cloud): boolean {
  return cloud !== "public";
}
