import { defineCustomer, defineDelegation } from "azure-lighthouse-keeper";
import managedOperations from "../offers/managed-operations.ts";

// resource groups only, under a plan that is this customer's own
export default defineCustomer({
  id: "tailwind-traders",
  name: "Tailwind Traders",
  tenantId: "b1d5c2f0-3a4e-4b6c-8d7e-000000000303",
  subscriptions: {
    main: "c2e6d3a1-4b5f-4c7d-9e8f-000000000331",
  },
  delegations: [
    defineDelegation(managedOperations, {
      plan: "virtual-machines",
      version: "1.0.0",
      scopes: [{ subscription: "main", resourceGroups: ["rg-web", "RG_Batch.Jobs"] }],
    }),
  ],
});
