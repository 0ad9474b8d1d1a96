import { defineCustomer, defineDelegation } from "azure-lighthouse-keeper";
import managedOperations from "../offers/managed-operations.ts";

// the common case: one subscription, one offer
export default defineCustomer({
  id: "fabrikam",
  name: "Fabrikam Logistics",
  tenantId: "b1d5c2f0-3a4e-4b6c-8d7e-000000000101",
  tags: { segment: "mid-market" },
  subscriptions: {
    production: "c2e6d3a1-4b5f-4c7d-9e8f-000000000111",
  },
  delegations: [
    defineDelegation(managedOperations, {
      plan: "complete",
      version: "1.1.0",
      scopes: [{ subscription: "production" }],
    }),
  ],
});
