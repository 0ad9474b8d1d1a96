import { defineCustomer, defineDelegation } from "azure-lighthouse-keeper";
import managedOperations from "../offers/managed-operations.ts";

// signed, but nothing delegated yet: the subscription has its provider, so the next step is one line
export default defineCustomer({
  id: "proseware",
  name: "Proseware",
  tenantId: "b1d5c2f0-3a4e-4b6c-8d7e-000000000606",
  subscriptions: {
    production: "c2e6d3a1-4b5f-4c7d-9e8f-000000000661",
  },
  delegations: [defineDelegation(managedOperations, { plan: "essential", version: "1.0.0", scopes: [] })],
});
