/** What a fleet is written for. */
export const FLEET_TARGETS = ["plain", "github", "azure-devops", "gitlab", "terramate", "atlantis"] as const;

/** One of {@link FLEET_TARGETS}. */
export type FleetTarget = (typeof FLEET_TARGETS)[number];

/** Most jobs of a matrix, on GitHub and on Azure DevOps. */
export const MOST_JOBS = 256;
