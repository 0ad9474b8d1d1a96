import {
  EXAMPLE_CUSTOMER_TENANT_ID,
  EXAMPLE_GROUP_ID,
  EXAMPLE_MANAGING_TENANT_ID,
  EXAMPLE_SUBSCRIPTION_ID,
} from "../delegation/example-ids.ts";
import { type CustomerStart, NO_OFFER_YET } from "./customer-template.ts";
import type { OfferStart } from "./offer-template.ts";

/** The `estate.ts` of a new estate: the defaults, written out. */
export const ESTATE_TEMPLATE = `import { defineEstate } from "azure-lighthouse-keeper";

// What holds for every customer. Each line here is the default: change what does not suit.
export default defineEstate({
  // where Terraform keeps its state; a pipeline needs "azurerm" (Azure Storage) or "cloud" (HCP Terraform)
  state: { backend: "local", folder: "state" },
  // who deploys: "azureCli" is the user that ran az login; a pipeline takes { method: "oidc", clientId: "<application id>" }
  signIn: { method: "azureCli" },
  azurermVersion: ">= 4.55.0, < 6.0.0",
});
`;

/** The id of the example offer. */
export const EXAMPLE_OFFER = "managed-operations";

/** The id of the example customer. */
export const EXAMPLE_CUSTOMER = "example-customer";

/** The example offer of a new estate. */
export const EXAMPLE_OFFER_START: OfferStart = {
  name: "Example Operations",
  description: "We run the Azure resources of this subscription.",
  managingTenant: { tenantId: EXAMPLE_MANAGING_TENANT_ID, name: "Example Provider" },
  group: { objectId: EXAMPLE_GROUP_ID, displayName: "Operations" },
};

/** The example customer of a new estate. It took the example offer on a whole subscription. */
export function exampleCustomerStart(yaml: boolean): CustomerStart {
  const module = yaml ? undefined : `../offers/${EXAMPLE_OFFER}.ts`;
  const scopes = [{ subscription: "production", resourceGroups: [] }];
  return {
    id: EXAMPLE_CUSTOMER,
    name: "Example Customer",
    tenantId: EXAMPLE_CUSTOMER_TENANT_ID,
    deployedBy: undefined,
    subscriptions: { production: EXAMPLE_SUBSCRIPTION_ID },
    delegations: [{ ...NO_OFFER_YET, offer: EXAMPLE_OFFER, module, scopes }],
    example: NO_OFFER_YET,
  };
}
