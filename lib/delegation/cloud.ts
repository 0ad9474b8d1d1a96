/** An Azure cloud. A delegation never crosses clouds (Microsoft: "Azure Lighthouse", cross-cloud note). */
export type Cloud = "public" | "usGovernment" | "china";

/** Every cloud with azurerm's name for it. */
export const AZURERM_ENVIRONMENTS = {
  public: "public",
  usGovernment: "usgovernment",
  china: "china",
} as const satisfies Record<Cloud, string>;

/** Every cloud's name in prose. */
export const CLOUD_NAMES = {
  public: "public Azure",
  usGovernment: "Azure US Government",
  china: "Azure China",
} as const satisfies Record<Cloud, string>;

/** Whether this is a national cloud, where Lighthouse has no eligible authorizations. */
export function isNationalCloud(cloud: Cloud): boolean {
  return cloud !== "public";
}
