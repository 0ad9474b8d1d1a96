import { tenantRefusals } from "../delegation/refusals.ts";
import { takenOffers } from "./delegations.ts";
import type { CustomerRule } from "./rule.ts";

/** LH043: the managing tenant is not the customer's tenant. */
export const managingTenantIsCustomerTenant: CustomerRule = {
  code: "LH043",
  kind: "managing-tenant-is-customer-tenant",
  severity: "error",
  judges: "customer",
  title: "Every offer's managing tenant is another tenant than the customer's",
  what: "A delegation has a scope, and the managing tenant of its offer is the customer's own tenant.",
  harm: "Azure refuses the registration definition, so nothing is delegated and the customer's deployment fails. If the customer's `tenantId` is the provider's by mistake, the scopes may be the provider's own subscriptions.",
  fix: "Correct `tenantId` of the customer. Access inside one tenant needs role assignments, not Lighthouse.",
  accept: "Never: the service refuses it.",
  source:
    "Microsoft: Onboard a customer to Azure Lighthouse; service error InvalidRegistrationDefinitionCreateRequest (MicrosoftDocs/azure-docs issues 35016 and 45347)",
  *check({ value: customer, file }, estate) {
    for (const { offer, path } of takenOffers(customer, estate)) {
      const { managingTenant } = offer;
      if (!tenantRefusals(managingTenant, customer).includes("same-tenant")) continue;
      yield {
        at: { file, path: [...path, "offer"] },
        problem: `Customer ${customer.id} and ${managingTenant.name}, the managing tenant of offer ${offer.id}, are the same tenant (${customer.tenantId})`,
        received: `offer ${offer.id} of managing tenant ${managingTenant.tenantId}`,
        allowed: "an offer of another tenant than the customer's",
        fix: "correct the customer's `tenantId`, or remove the offer from its delegations",
        facts: {
          customer: customer.id,
          offer: offer.id,
          managingTenant: managingTenant.name,
          tenantId: customer.tenantId,
        },
      };
    }
  },
};
