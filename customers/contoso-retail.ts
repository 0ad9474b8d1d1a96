import { defineCustomer, defineDelegation } from "azure-lighthouse-keeper";
import costManagement from "../offers/cost-management.ts";
import managedOperations from "../offers/managed-operations.ts";
import securityOperations from "../offers/security-operations.ts";

// three subscriptions under different offers; one subscription carries two of them
export default defineCustomer({
  id: "contoso-retail",
  name: "Contoso Retail",
  tenantId: "b1d5c2f0-3a4e-4b6c-8d7e-000000000202",
  tags: { segment: "enterprise", account: "A. Datum" },
  subscriptions: {
    shops: "c2e6d3a1-4b5f-4c7d-9e8f-000000000221",
    warehouse: "c2e6d3a1-4b5f-4c7d-9e8f-000000000222",
    sandbox: "c2e6d3a1-4b5f-4c7d-9e8f-000000000223",
  },
  // this tenant is deployed from a pipeline, as an application of the customer's tenant
  signIn: { method: "oidc", clientId: "d3f7e4b2-5c6a-4d8e-8f90-000000000299" },
  delegations: [
    defineDelegation(managedOperations, {
      plan: "complete",
      version: "1.0.0",
      scopes: [{ subscription: "shops" }],
    }),
    defineDelegation(securityOperations, {
      plan: "watch",
      version: "2.0.0",
      scopes: [{ subscription: "shops" }, { subscription: "warehouse" }],
    }),
    defineDelegation(costManagement, {
      plan: "insight",
      version: "1.0.0",
      scopes: [{ subscription: "sandbox" }],
    }),
  ],
});
