import type { Guid } from "../values/guid.ts";
import type { Cloud } from "./cloud.ts";

/** How Terraform signs in to a tenant, without a secret. */
export type SignIn =
  | { readonly method: "azureCli" }
  /** OpenID Connect (workload identity federation) as this application. */
  | { readonly method: "oidc"; readonly clientId: Guid };

/** State in files on the machine that runs Terraform. */
export interface LocalState {
  readonly backend: "local";
  /** Relative to the estate's root, never below `cdktf.out`. @default "state" */
  readonly folder: string;
  /** @default false - refused in continuous integration, because CI machines do not keep files. */
  readonly allowInContinuousIntegration: boolean;
}

/** State in a container of an Azure storage account. */
export interface AzureStorageState {
  readonly backend: "azurerm";
  /** Tenant of the storage account: the provider's, not the customer's. */
  readonly tenantId: Guid;
  readonly subscriptionId: Guid;
  readonly resourceGroupName: string;
  readonly storageAccountName: string;
  readonly containerName: string;
  /** The cloud of the storage account; the customer's may differ. @default "public" */
  readonly cloud: Cloud;
  /** How to sign in to the storage account. @default - Azure CLI */
  readonly signIn: SignIn;
}

/** State in HCP Terraform or Terraform Enterprise: one workspace per customer. */
export interface TerraformCloudState {
  readonly backend: "cloud";
  readonly organization: string;
  /** @default "app.terraform.io" */
  readonly hostname: string;
  readonly project?: string | undefined;
}

/** Where Terraform keeps each customer's state. */
export type State = LocalState | AzureStorageState | TerraformCloudState;

/** Settings for every customer of the estate. */
export interface EstateDefaults {
  /** @default - local state in the folder `state` */
  readonly state: State;
  /** How to sign in to customers' tenants. @default - Azure CLI */
  readonly signIn: SignIn;
  /** Terraform version constraint for azurerm, within 4.55 to 5.x. @default ">= 4.55.0, < 6.0.0" */
  readonly azurermVersion: string;
  /** GUID for usage attribution (azurerm `partner_id`). @default - none */
  readonly partnerId?: Guid | undefined;
  /** Register `Microsoft.ManagedServices` where needed; a plan-only identity cannot. @default true */
  readonly registerResourceProvider: boolean;
}
