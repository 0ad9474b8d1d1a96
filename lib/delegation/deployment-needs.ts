import type { Cloud } from "./cloud.ts";

/** A region of each cloud: deployments at a subscription are recorded in one. What is delegated has no region. */
export const REGIONS: Readonly<Record<Cloud, string>> = {
  public: "westeurope",
  usGovernment: "usgovvirginia",
  china: "chinaeast2",
};

/** API version of the caller's permissions on a scope. */
export const PERMISSIONS_VERSION = "2022-04-01";

/**
 * Operations that the deployer of a delegation must be allowed, also for its removal. Source: Microsoft, "Onboard a
 * customer".
 */
export const NEEDED_OPERATIONS: readonly string[] = [
  ...["read", "write", "delete"].map((verb) => `Microsoft.Authorization/roleAssignments/${verb}`),
  ...["read", "write", "delete"].map((verb) => `Microsoft.ManagedServices/registrationDefinitions/${verb}`),
  ...["read", "write", "delete"].map((verb) => `Microsoft.ManagedServices/registrationAssignments/${verb}`),
];

/** Operation that registers the resource provider of delegations in a subscription. */
export const REGISTER_OPERATION = "Microsoft.ManagedServices/register/action";
