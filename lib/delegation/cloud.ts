/** An Azure cloud. A delegation never crosses clouds (Microsoft: "Azure Lighthouse", cross-cloud note). */
export type Cloud = "public" | "usGovernment" | "china";

/** Every cloud with azurerm's name for it. */
export const AZURERM_ENVIRONMENTS: Readonly<Record<Cloud, string>> = {
  public: "public",
  usGovernment: "usgovernment",
  china: "china",
};

/** Every cloud's name in prose. */
export const CLOUD_NAMES: Readonly<Record<Cloud, string>> = {
  public: "public Azure",
  usGovernment: "Azure US Government",
  china: "Azure China",
};

/** Whether this is a national cloud, where Lighthouse has no eligible authorizations. */
export function isNationalCloud(cloud: Cloud): boolean {
  return cloud !== "public";
}
