import { defineManagingTenant, defineOffer } from "azure-lighthouse-keeper";

const bellows = defineManagingTenant({
  tenantId: "3f9b6c10-7a21-4d53-8e64-00000000a001",
  name: "Bellows Managed Services",
  cloud: "public",
  principals: {
    engineers: { type: "Group", objectId: "3f9b6c10-7a21-4d53-8e64-000000000101", displayName: "Bellows Engineers (Contributor)" },
    policy: { type: "Group", objectId: "3f9b6c10-7a21-4d53-8e64-000000000101", displayName: "Bellows Policy Automation (Resource Policy Contributor)" },
    desk: { type: "Group", objectId: "3f9b6c10-7a21-4d53-8e64-000000000102", displayName: "Bellows Service Desk" },
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
            { principal: p.engineers, role: "Contributor" },
            { principal: p.policy, role: "Resource Policy Contributor" },
            { principal: p.desk, role: "Managed Services Registration assignment Delete Role" },
          ],
        },
      },
    },
  },
});
