/** What a fleet is written for. */
export const FLEET_TARGETS = [
  "plain",
  "github",
  "azure-devops",
  "gitlab",
  "terramate",
  "atlantis",
  "tfe",
  "spacelift",
] as const;

/** One of {@link FLEET_TARGETS}. */
export type FleetTarget = (typeof FLEET_TARGETS)[number];

/**
 * Targets whose file is Terraform of all customers. Terraform deletes what such a file no longer has, so a part of a fleet is never
 * written for them.
 */
export const WHOLE_FLEETS: readonly FleetTarget[] = ["tfe", "spacelift"];

/** Most jobs of a matrix, on GitHub and on Azure DevOps. */
export const MOST_JOBS = 256;
