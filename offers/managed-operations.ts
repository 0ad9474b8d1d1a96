import { defineOffer } from "azure-lighthouse-keeper";
import { baseline, policyRemediation } from "./shared/authorization-sets.ts";
import { northwind } from "./shared/northwind.ts";

const { operations } = northwind.principals;

export default defineOffer({
  id: "managed-operations",
  name: "Northwind Managed Operations",
  description: "Northwind runs the Azure resources of this subscription around the clock.",
  managingTenant: northwind,
  plans: {
    essential: {
      visibility: "public",
      versions: {
        "1.0.0": { includes: [baseline] },
      },
    },
    complete: {
      visibility: "public",
      versions: {
        "1.0.0": {
          includes: [baseline],
          authorizations: [{ principal: operations, role: "Contributor" }],
        },
        "1.1.0": {
          includes: [baseline, policyRemediation],
          authorizations: [{ principal: operations, role: "Contributor" }],
        },
      },
    },
    "virtual-machines": {
      // one customer's own plan: Tailwind Traders wants no access beyond its virtual machines
      visibility: { privateTo: ["b1d5c2f0-3a4e-4b6c-8d7e-000000000303"] },
      versions: {
        "1.0.0": {
          includes: [baseline],
          authorizations: [{ principal: operations, role: "Virtual Machine Contributor" }],
        },
      },
    },
  },
});
