import type { Guid } from "../values/guid.ts";
import type { Cloud } from "./cloud.ts";

/** How Terraform signs in to the customer's tenant. Never holds a secret. */
export type SignIn =
  | { readonly method: "azureCli" }
  /** OpenID Connect (workload identity federation) as this application. */
  | { readonly method: "oidc"; readonly clientId: Guid };

/** Where Terraform keeps each customer's state. */
export type State =
  | {
      readonly backend: "local";
      /** Folder relative to the estate's root. */
      readonly folder: string;
      /** Allow local state in continuous integration, though a CI machine forgets it. */
      readonly allowInContinuousIntegration: boolean;
    }
  | {
      readonly backend: "azurerm";
      readonly tenantId: Guid;
      readonly subscriptionId: Guid;
      readonly resourceGroupName: string;
      readonly storageAccountName: string;
      readonly containerName: string;
      /** The cloud of the storage account: the provider's, whatever the customer's is. */
      readonly cloud: Cloud;
      readonly signIn: SignIn;
    }
  | {
      /** HCP Terraform (or Terraform Enterprise); one workspace per customer. */
      readonly backend: "cloud";
      readonly organization: string;
      readonly hostname: string;
      readonly project?: string;
    };

/** What holds for every customer of the estate. */
export interface EstateDefaults {
  readonly state: State;
  readonly signIn: SignIn;
  /** Terraform version constraint for azurerm, within 4.55 to 5.x. */
  readonly azurermVersion: string;
  /** GUID for usage attribution (azurerm `partner_id`). */
  readonly partnerId?: Guid;
  /** Whether each provider registers `Microsoft.ManagedServices`; a plan-only identity cannot. */
  readonly registerResourceProvider: boolean;
}
