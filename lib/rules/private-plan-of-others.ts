import { listed } from "../values/listed.ts";
import { own } from "../values/own.ts";
import { takenOffers } from "./delegations.ts";
import type { CustomerRule } from "./rule.ts";

/** LH045: a private plan is delegated only by the customer tenants that it names. */
export const privatePlanOfOthers: CustomerRule = {
  code: "LH045",
  kind: "private-plan-of-others",
  severity: "error",
  judges: "customer",
  title: "Every private plan is delegated only by a customer tenant that it names",
  what: "A delegation has a scope, and its plan is private to customer tenants that do not include this customer's.",
  harm: "A private plan is intended for the customers that it names. Its principals would get access to this customer's subscriptions too.",
  fix: "Use a public plan or one that is private to this customer, or add the customer's tenant to `privateTo` of the plan.",
  accept: "Never: add the tenant to `privateTo` instead.",
  source: "Microsoft: Managed Service offers in Microsoft Marketplace (private plans)",
  *check({ value: customer, file }, estate) {
    for (const { delegation, offer, path } of takenOffers(customer, estate)) {
      const visibility = own(offer.plans, delegation.plan)?.visibility;
      if (visibility === undefined || visibility === "public") continue;
      const { privateTo } = visibility;
      if (privateTo.includes(customer.tenantId)) continue;
      yield {
        at: { file, path: [...path, "plan"] },
        problem: `Plan ${delegation.plan} of offer ${offer.id} is private to customer tenants that do not include that of ${customer.id} (${customer.tenantId})`,
        received: `plan ${delegation.plan} for tenant ${customer.tenantId}`,
        allowed: `the plan for the tenants that it names: ${listed(privateTo, 5)}`,
        fix: `use another plan, or add ${customer.tenantId} to \`privateTo\` of this one`,
        facts: {
          customer: customer.id,
          tenantId: customer.tenantId,
          offer: offer.id,
          plan: delegation.plan,
          privateTo,
        },
      };
    }
  },
};
