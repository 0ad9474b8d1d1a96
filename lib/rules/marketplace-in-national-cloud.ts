import { CLOUD_NAMES, isNationalCloud } from "../delegation/cloud.ts";
import type { OfferRule } from "./rule.ts";

/** LH028: a marketplace offer is in public Azure. */
export const marketplaceInNationalCloud: OfferRule = {
  code: "LH028",
  kind: "marketplace-in-national-cloud",
  severity: "warning",
  judges: "offer",
  title: "Every marketplace offer is in public Azure",
  what: "The offer names a marketplace publisher and product, and its managing tenant is in a national cloud.",
  harm: "Managed Service offers may not be available there. The registration definition then names a marketplace plan that the customer's cloud does not know, and may be refused.",
  fix: "Remove `marketplace` from this offer and onboard its customers by ARM alone.",
  accept: "When the offer is published in that cloud and a customer there has bought it.",
  source:
    'Microsoft: Managed Service offers in Microsoft Marketplace ("might not be available" in national clouds); that the registration definition may be refused is inference',
  *check({ value: offer, file }) {
    const { marketplace, managingTenant } = offer;
    if (marketplace === undefined || !isNationalCloud(managingTenant.cloud)) return;
    const cloud = CLOUD_NAMES[managingTenant.cloud];
    yield {
      at: { file, path: ["marketplace"] },
      problem: `The offer is marketplace product ${marketplace.publisher}/${marketplace.product}, but its managing tenant ${managingTenant.name} is in ${cloud}, where Managed Service offers may not be available`,
      received: `marketplace ${marketplace.publisher}/${marketplace.product} in ${cloud}`,
      allowed: "`marketplace` for a managing tenant in public Azure",
      fix: "remove `marketplace`",
      facts: {
        publisher: marketplace.publisher,
        product: marketplace.product,
        managingTenant: managingTenant.name,
        cloud: managingTenant.cloud,
      },
    };
  },
};
