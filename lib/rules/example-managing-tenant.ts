import { EXAMPLE_CUSTOMER_TENANT_ID, EXAMPLE_MANAGING_TENANT_ID } from "../delegation/example-ids.ts";
import { takenOffers } from "./delegations.ts";
import type { CustomerRule } from "./rule.ts";

/** LH077: a customer takes no offer with the example's managing tenant. */
export const exampleManagingTenant: CustomerRule = {
  code: "LH077",
  kind: "example-managing-tenant",
  severity: "error",
  judges: "customer",
  title: "No customer but the example's takes an offer with the example's managing tenant",
  what: "An offer still has the managing tenant that `keeper init` writes, and a customer with another tenant than the example's delegates a scope to it.",
  harm: "The id is invented. The customer's scope would be delegated to the owner of a tenant with this id, and not to you.",
  fix: "Write the id of your own tenant and of your own groups into the offer.",
  accept: "Never: the tenant does not exist.",
  source: "This project's own: the example that `keeper init` writes.",
  *check({ value: customer, file }, estate) {
    if (customer.tenantId === EXAMPLE_CUSTOMER_TENANT_ID) return;
    for (const { offer, path } of takenOffers(customer, estate)) {
      if (offer.managingTenant.tenantId !== EXAMPLE_MANAGING_TENANT_ID) continue;
      yield {
        at: { file, path: [...path, "offer"] },
        problem: "The customer would be delegated to the example's managing tenant, which is not yours",
        received: `offer ${offer.id} of managing tenant ${EXAMPLE_MANAGING_TENANT_ID}`,
        allowed: "an offer of your own tenant",
        fix: `write your tenant's id into offer ${offer.id} (az account show --query tenantId), and your groups' ids`,
        facts: { customer: customer.id, offer: offer.id, tenantId: EXAMPLE_MANAGING_TENANT_ID },
      };
    }
  },
};
