import { CLOUD_NAMES } from "../delegation/cloud.ts";
import { tenantRefusals } from "../delegation/refusals.ts";
import { takenOffers } from "./delegations.ts";
import type { CustomerRule } from "./rule.ts";

/** LH044: the managing tenant and the customer are in one cloud. */
export const cloudMismatch: CustomerRule = {
  code: "LH044",
  kind: "cloud-mismatch",
  severity: "error",
  judges: "customer",
  title: "Every offer's managing tenant is in the customer's cloud",
  what: "A delegation has a scope, and the managing tenant of its offer is in another cloud than the customer.",
  harm: "Tenants of two clouds cannot delegate to each other. Azure refuses the registration definition, so nothing is delegated and the customer's deployment fails.",
  fix: "Correct `cloud` of the customer, or take an offer of a managing tenant in its cloud.",
  accept: "Never: Azure does not support delegation across clouds.",
  source:
    "Microsoft: What is Azure Lighthouse? and Cross-tenant management experiences (no delegation across national clouds)",
  *check({ value: customer, file }, estate) {
    for (const { offer, path } of takenOffers(customer, estate)) {
      const { managingTenant } = offer;
      if (!tenantRefusals(managingTenant, customer).includes("other-cloud")) continue;
      const [theirs, ours] = [CLOUD_NAMES[customer.cloud], CLOUD_NAMES[managingTenant.cloud]];
      yield {
        at: { file, path: [...path, "offer"] },
        problem: `Customer ${customer.id} is in ${theirs}, and ${managingTenant.name}, the managing tenant of offer ${offer.id}, is in ${ours}`,
        received: `offer ${offer.id} in ${ours}`,
        allowed: `an offer of a managing tenant in ${theirs}`,
        fix: `take an offer in ${theirs}, or correct the customer's \`cloud\``,
        facts: {
          customer: customer.id,
          cloud: customer.cloud,
          offer: offer.id,
          managingTenant: managingTenant.name,
          managingTenantCloud: managingTenant.cloud,
        },
      };
    }
  },
};
