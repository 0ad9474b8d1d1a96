import type {
  AzureStorageState,
  EstateDefaults,
  LocalState,
  TerraformCloudState,
} from "../delegation/estate-defaults.ts";
import type { WithDefaults } from "../values/with-defaults.ts";

/** Where each customer's Terraform state lives, as an author writes it. */
export type StateDefinition =
  | WithDefaults<LocalState, "folder" | "allowInContinuousIntegration">
  | WithDefaults<AzureStorageState, "cloud" | "signIn">
  | WithDefaults<TerraformCloudState, "hostname">;

/** What holds for every customer: the default export of `estate.ts`. */
export interface EstateDefinition
  extends WithDefaults<
    Omit<EstateDefaults, "state">,
    "signIn" | "azurermVersion" | "registerResourceProvider"
  > {
  /** @default - local state in the folder `state` */
  readonly state?: StateDefinition | undefined;
}
