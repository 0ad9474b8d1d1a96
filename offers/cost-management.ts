import { defineOffer } from "azure-lighthouse-keeper";
import { northwind } from "./shared/northwind.ts";

const { costAnalysts } = northwind.principals;

export default defineOffer({
  id: "cost-management",
  name: "Northwind Cost Management",
  description: "Northwind reads costs and budgets of this subscription, and changes nothing.",
  managingTenant: northwind,
  plans: {
    insight: {
      visibility: "public",
      versions: {
        "1.0.0": {
          authorizations: [
            { principal: costAnalysts, role: "Cost Management Reader" },
            { principal: costAnalysts, role: "Reader" },
          ],
        },
      },
    },
  },
  accepts: [
    {
      rule: "LH025",
      reason: "Read-only access; customers end it themselves, and the contract says how.",
    },
  ],
});
