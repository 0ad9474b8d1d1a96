import { defineManagingTenant } from "azure-lighthouse-keeper";

/** The provider's tenant in public Azure, and everyone in it whom an offer may name. All names and ids are fictional. */
export const northwind = defineManagingTenant({
  tenantId: "6f0c1f6e-2c1d-4f0b-9d5a-0c7a3f2b1e01",
  name: "Northwind Cloud Services",
  cloud: "public",
  principals: {
    serviceDesk: {
      type: "Group",
      objectId: "0a6f8f0e-5d1b-4f57-8a51-6a2b7d0c1101",
      displayName: "Northwind Service Desk",
    },
    operations: {
      type: "Group",
      objectId: "1b7e9a1f-6c2a-4e68-9b62-7b3c8e1d2202",
      displayName: "Northwind Operations Engineers",
    },
    securityAnalysts: {
      type: "Group",
      objectId: "2c8d0b2a-7d3b-4d79-8c73-8c4d9f2e3303",
      displayName: "Northwind Security Analysts",
    },
    securityLeads: {
      type: "Group",
      objectId: "3d9c1c3b-8e4c-4c8a-9d84-9d5ea03f4404",
      displayName: "Northwind Security Leads",
    },
    costAnalysts: {
      type: "Group",
      objectId: "4eab2d4c-9f5d-4b9b-8e95-ae6fb1405505",
      displayName: "Northwind Cost Analysts",
    },
    policyAutomation: {
      type: "ServicePrincipal",
      objectId: "5fba3e5d-a06e-4aac-9fa6-bf70c2516606",
      displayName: "Northwind Policy Automation",
    },
  },
});
