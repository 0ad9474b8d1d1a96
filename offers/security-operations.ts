import { defineOffer } from "azure-lighthouse-keeper";
import { approvedHalfDay, selfActivated } from "./shared/access-policies.ts";
import { northwind } from "./shared/northwind.ts";

const { securityAnalysts, securityLeads } = northwind.principals;

export default defineOffer({
  id: "security-operations",
  name: "Northwind Security Operations",
  description:
    "Northwind watches this subscription for threats.\nAnalysts read; they change things only after an approved activation.",
  managingTenant: northwind,
  marketplace: { publisher: "northwind", product: "security-operations" },
  plans: {
    watch: {
      visibility: "public",
      versions: {
        "2.0.0": {
          authorizations: [
            { principal: securityAnalysts, role: "Reader" },
            { principal: securityAnalysts, role: "Security Reader" },
            { principal: securityLeads, role: "Reader" },
            { principal: securityLeads, role: "Managed Services Registration assignment Delete Role" },
          ],
          eligibleAuthorizations: [
            {
              principal: securityAnalysts,
              role: "Security Admin",
              justInTimeAccessPolicy: approvedHalfDay,
            },
            {
              principal: securityLeads,
              role: "Virtual Machine Contributor",
              justInTimeAccessPolicy: selfActivated,
            },
          ],
        },
      },
    },
  },
});
