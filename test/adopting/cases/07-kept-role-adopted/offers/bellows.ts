import { defineManagingTenant, defineOffer } from "azure-lighthouse-keeper";

const bellows = defineManagingTenant({
  tenantId: "3f9b6c10-7a21-4d53-8e64-00000000a001",
  name: "Bellows Managed Services",
  cloud: "public",
  principals: {
    ops: { type: "Group", objectId: "3f9b6c10-7a21-4d53-8e64-000000000101", displayName: "Bellows Engineers" },
  },
});
const p = bellows.principals;

export default defineOffer({
  id: "bellows",
  name: "Bellows Operations",
  description: "Bellows runs it.",
  managingTenant: bellows,
  plans: {
    main: {
      visibility: "public",
      versions: {
        "1.0.0": {
          authorizations: [
            { principal: p.ops, role: "Reader" },
            { principal: p.ops, role: "Managed Services Registration assignment Delete Role" },
            { principal: p.ops, role: { keep: "Log Analytics Contributor", onSubscriptions: ["3f9b6c10-7a21-4d53-8e64-00000000b001"], reason: "delegated before June 2025" } },
          ],
        },
      },
    },
  },
});
