import { defineManagingTenant, defineOffer } from "azure-lighthouse-keeper";

const bellows = defineManagingTenant({
  tenantId: "11111111-1111-1111-1111-111111111111",
  name: "Bellows Managed Services",
  cloud: "public",
  principals: {
    pim: { type: "Group", objectId: "00000000-0000-0000-0000-000000000000", displayName: "PIM_Group" },
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
            { principal: p.pim, role: "Reader" },
            { principal: p.pim, role: "Managed Services Registration assignment Delete Role" },
          ],
        },
      },
    },
  },
});
