import type { Guid } from "../values/guid.ts";

/** What there is to say of a deployment, beside the tenant. */
export const DEPLOYMENT_SETTINGS = [
  "cloud",
  "sign-in",
  "partner",
  "azurerm",
  "resource-provider",
  "state",
] as const;

/**
 * One setting of a deployment: the cloud; how the deployer signs in; the partner ID that is credited; which versions of
 * azurerm; whether the resource provider is registered; where Terraform keeps its state.
 */
export type DeploymentSetting = (typeof DEPLOYMENT_SETTINGS)[number];

/** What stands between the arguments of a setting that has several. */
export const ARGUMENT_SEPARATOR = " / ";

/**
 * How Terraform deploys the stack of a customer. It is no access, but it decides into which tenant access goes, as whom,
 * and who keeps the state by which Terraform removes it again.
 */
export interface Deployment {
  /** The customer's tenant, which every provider is pinned to; undefined where there is no subscription. */
  readonly tenantId: Guid | undefined;
  /** Each setting in words that are equal exactly where it is; what a stack without subscriptions has not is left out. */
  readonly settings: Readonly<Partial<Record<DeploymentSetting, string>>>;
}
