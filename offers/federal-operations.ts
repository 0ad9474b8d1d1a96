import { defineOffer } from "azure-lighthouse-keeper";
import { northwindGovernment } from "./shared/northwind-government.ts";

const { operations } = northwindGovernment.principals;

export default defineOffer({
  id: "federal-operations",
  name: "Northwind Federal Operations",
  description: "Northwind Federal runs the Azure Government resources of this subscription.",
  managingTenant: northwindGovernment,
  plans: {
    // standing access only: national clouds have no eligible authorizations
    standard: {
      visibility: "public",
      versions: {
        "1.0.0": {
          authorizations: [
            { principal: operations, role: "Reader" },
            { principal: operations, role: "Virtual Machine Contributor" },
            { principal: operations, role: "Managed Services Registration assignment Delete Role" },
          ],
        },
      },
    },
  },
});
