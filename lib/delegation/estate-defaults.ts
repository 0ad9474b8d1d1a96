import type { Filled } from "../values/filled.ts";
import type { Guid } from "../values/guid.ts";
import type { Cloud } from "./cloud.ts";
import type { Engine } from "./engine.ts";

/** How Terraform signs in to a tenant, without a secret. */
export type SignIn =
  | { readonly method: "azureCli" }
  /** OpenID Connect (workload identity federation) as this application. */
  | { readonly method: "oidc"; readonly clientId: Guid };

/**
 * How Terraform signs in for a customer: to the customer's tenant, or to another one. A managing tenant's identity reads
 * by delegation, which is enough for a plan of imports only; it writes no delegation.
 */
export type CustomerSignIn = SignIn & {
  /** @default - the customer's tenant */
  readonly tenantId?: Guid | undefined;
};

/** State in files on the machine that runs Terraform. */
export interface LocalStateSettings {
  readonly backend: "local";
  /** Relative to the estate's root, never below `cdktf.out`. @default "state" */
  readonly folder?: string | undefined;
  /** @default false - refused in continuous integration, because CI machines do not keep files. */
  readonly allowInContinuousIntegration?: boolean | undefined;
}

/** State in a container of an Azure storage account. */
export interface AzureStorageSettings {
  readonly backend: "azurerm";
  /** Tenant of the storage account: the provider's, not the customer's. */
  readonly tenantId: Guid;
  readonly subscriptionId: Guid;
  readonly resourceGroupName: string;
  readonly storageAccountName: string;
  readonly containerName: string;
  /** The cloud of the storage account; the customer's may differ. @default "public" */
  readonly cloud?: Cloud | undefined;
  /** How to sign in to the storage account. @default - Azure CLI */
  readonly signIn?: SignIn | undefined;
}

/** State in HCP Terraform or Terraform Enterprise: one workspace per customer. */
export interface TerraformCloudSettings {
  readonly backend: "cloud";
  readonly organization: string;
  /** @default "app.terraform.io" */
  readonly hostname?: string | undefined;
  readonly project?: string | undefined;
}

/** Whether a customer's access may only grow as far as `acceptances/` records its acceptance. */
export type AcceptanceDemand = "required" | "optional";

/** Where each customer's Terraform state lives, as an author writes it. */
export type StateDefinition = LocalStateSettings | AzureStorageSettings | TerraformCloudSettings;

/** Where Terraform keeps each customer's state. */
export type State =
  | Filled<LocalStateSettings, "folder" | "allowInContinuousIntegration">
  | Filled<AzureStorageSettings, "cloud" | "signIn">
  | Filled<TerraformCloudSettings, "hostname">;

/** Settings for every customer: the default export of `estate.ts`. */
export interface EstateDefinition {
  /** @default - local state in the folder `state` */
  readonly state?: StateDefinition | undefined;
  /** How to sign in to customers' tenants. @default - Azure CLI */
  readonly signIn?: SignIn | undefined;
  /** Version constraint for azurerm, within 4.55 to 5.x. @default ">= 4.55.0, < 6.0.0" */
  readonly azurermVersion?: string | undefined;
  /** GUID for usage attribution (azurerm `partner_id`). @default - none */
  readonly partnerId?: Guid | undefined;
  /** Register `Microsoft.ManagedServices` where needed; a plan-only identity cannot. @default true */
  readonly registerResourceProvider?: boolean | undefined;
  /** Whether the gate refuses more access than customers' recorded acceptances allow. @default "optional" */
  readonly acceptance?: AcceptanceDemand | undefined;
  /** What writes the stacks; all give the same bytes. @default "cdktf" */
  readonly engine?: Engine | undefined;
}

/** Settings for every customer of the estate, defaults included. */
export interface EstateDefaults
  extends Filled<
    Omit<EstateDefinition, "state">,
    "signIn" | "azurermVersion" | "registerResourceProvider" | "acceptance" | "engine"
  > {
  readonly state: State;
}
