import { defineManagingTenant } from "azure-lighthouse-keeper";

/** The provider's separate tenant in Azure US Government: a delegation never crosses clouds. */
export const northwindGovernment = defineManagingTenant({
  tenantId: "7a1d2e7f-3d2e-4a1c-8e6b-1d8b4a3c2f02",
  name: "Northwind Federal",
  cloud: "usGovernment",
  principals: {
    operations: {
      type: "Group",
      objectId: "60cb4f6e-b17f-49bd-8ab7-c081d3627707",
      displayName: "Northwind Federal Operations",
    },
  },
});
