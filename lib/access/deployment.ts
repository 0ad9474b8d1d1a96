import type { Guid } from "../values/guid.ts";

/**
 * Settings of a deployment beside the tenant, each a code with its values. They are the cloud, the deployer's sign-in,
 * the credited partner ID, and the versions of azurerm. Others are the registration of Microsoft.ManagedServices, and
 * the place of Terraform's state. Codes are digested, and approvals name the digest: they are a contract.
 */
export interface DeploymentSettings {
  readonly cloud: { readonly code: "public" | "usgovernment" | "china" };
  /** With a tenant where it is not the customer's. */
  readonly "sign-in":
    | { readonly code: "azure-cli"; readonly tenantId?: Guid }
    | { readonly code: "open-id-connect"; readonly clientId: Guid; readonly tenantId?: Guid };
  readonly partner: { readonly code: "none" } | { readonly code: "credited"; readonly partnerId: Guid };
  /** A version constraint of Terraform. */
  readonly azurerm: { readonly code: "none" } | { readonly code: "versions"; readonly constraint: string };
  readonly "resource-provider": { readonly code: "registered" | "not-registered" };
  /** Without the customer's own name of the state. */
  readonly state: /** Relative to the stack's folder, with forward slashes and one at its end. */
    | { readonly code: "files"; readonly folder: string }
    /** Arguments of Terraform's backend `azurerm`, by their names. */
    | { readonly code: "azure-storage"; readonly arguments: Readonly<Record<string, string>> }
    | {
        readonly code: "hcp-terraform";
        readonly hostname: string;
        readonly organization: string;
        readonly project?: string;
      };
}

/** Every setting, in the order of reports. */
export const DEPLOYMENT_SETTINGS = [
  "cloud",
  "sign-in",
  "partner",
  "azurerm",
  "resource-provider",
  "state",
] as const;

/** The name of a setting. */
export type DeploymentSetting = (typeof DEPLOYMENT_SETTINGS)[number];

/**
 * Settings with which Terraform deploys a customer's stack. They are no access. They decide the tenant, the deploying
 * identity, and the state by which Terraform removes access again.
 */
export interface Deployment {
  /** The customer's tenant, which every guard demands; undefined without subscriptions. */
  readonly tenantId: Guid | undefined;
  /** Settings that a stack without subscriptions does not have are left out. */
  readonly settings: Readonly<Partial<Pick<DeploymentSettings, DeploymentSetting>>>;
}
