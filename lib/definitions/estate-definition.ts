import type { Cloud } from "../delegation/cloud.ts";
import type { SignInDefinition } from "./customer-definition.ts";

/** Where each customer's Terraform state lives, as an author writes it. */
export type StateDefinition =
  | {
      readonly backend: "local";
      /** Relative to the estate's root, never below `cdktf.out`. @default "state" */
      readonly folder?: string;
      /** @default false - refused in continuous integration, because a CI machine forgets it. */
      readonly allowInContinuousIntegration?: boolean;
    }
  | {
      readonly backend: "azurerm";
      /** Tenant of the storage account: yours, not the customer's. */
      readonly tenantId: string;
      readonly subscriptionId: string;
      readonly resourceGroupName: string;
      readonly storageAccountName: string;
      readonly containerName: string;
      /** The cloud of the storage account. @default "public" */
      readonly cloud?: Cloud;
      /** How to sign in to the storage account. @default - Azure CLI */
      readonly signIn?: SignInDefinition;
    }
  | {
      readonly backend: "cloud";
      readonly organization: string;
      /** @default "app.terraform.io" */
      readonly hostname?: string;
      readonly project?: string;
    };

/** What holds for every customer: the default export of `estate.ts`. */
export interface EstateDefinition {
  /** @default - local state in the folder `state` */
  readonly state?: StateDefinition;
  /** How to sign in to customers' tenants. @default - Azure CLI */
  readonly signIn?: SignInDefinition;
  /** Version constraint for azurerm, within 4.55 to 5.x. @default ">= 4.55.0, < 6.0.0" */
  readonly azurermVersion?: string;
  /** GUID for usage attribution. @default - none */
  readonly partnerId?: string;
  /** Register `Microsoft.ManagedServices` where needed; a plan-only identity cannot. @default true */
  readonly registerResourceProvider?: boolean;
}
