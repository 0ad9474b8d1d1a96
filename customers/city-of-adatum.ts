import { defineCustomer, defineDelegation } from "azure-lighthouse-keeper";
import federalOperations from "../offers/federal-operations.ts";

// Azure US Government: customer, managing tenant and offer are all in that cloud
export default defineCustomer({
  id: "city-of-adatum",
  name: "City of Adatum",
  tenantId: "b1d5c2f0-3a4e-4b6c-8d7e-000000000505",
  cloud: "usGovernment",
  subscriptions: {
    services: "c2e6d3a1-4b5f-4c7d-9e8f-000000000551",
  },
  delegations: [
    defineDelegation(federalOperations, {
      plan: "standard",
      version: "1.0.0",
      scopes: [{ subscription: "services" }],
    }),
  ],
});
