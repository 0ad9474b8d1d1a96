import type { Cloud } from "../delegation/cloud.ts";
import type { Customer } from "../delegation/customer.ts";
import type { Guid } from "../values/guid.ts";
import type { SubscriptionAnswers } from "./answers.ts";
import { found, type PreflightFinding } from "./reasons.ts";

/** The managing tenant of an offer that a customer takes. */
export interface OfferTenant {
  readonly offer: string;
  readonly tenantId: Guid;
  readonly cloud: Cloud;
}

/** States of a subscription in which Azure refuses writes. Others but `Enabled` are on the way there. */
const READ_ONLY_STATES: readonly string[] = ["Disabled", "Deleted", "Expired"];

/** Judges whether a subscription is in its customer's tenant, and can be written to. */
export function judgeSubscription(
  { id, subscription }: SubscriptionAnswers,
  definedTenantId: Guid,
): PreflightFinding {
  if (!subscription.ok)
    return found("subscription-not-read", { subscriptionId: id, problem: subscription.error });
  const { tenantId, state, name } = subscription.value;
  if (tenantId !== definedTenantId)
    return found("in-other-tenant", { subscriptionId: id, tenantId, definedTenantId });
  if (state === "Enabled") return found("in-tenant", { subscriptionId: id, name });
  return found(READ_ONLY_STATES.includes(state) ? "not-enabled" : "close-to-disabled", {
    subscriptionId: id,
    state,
  });
}

/** Judges that each managing tenant is another tenant than the customer's, in the same cloud. */
export function judgeTenants(
  offers: readonly OfferTenant[],
  customer: Pick<Customer, "tenantId" | "cloud">,
  subscriptions: readonly SubscriptionAnswers[],
): PreflightFinding[] {
  return offers.flatMap(({ offer, tenantId, cloud }): PreflightFinding[] => {
    const isOwn = tenantId === customer.tenantId;
    const own = subscriptions.find(
      ({ subscription }) => subscription.ok && subscription.value.tenantId === tenantId,
    );
    const problems = [
      ...(isOwn ? [found("same-tenant", { offer, tenantId })] : []),
      ...(!isOwn && own !== undefined
        ? [found("same-tenant", { offer, tenantId, subscriptionId: own.id })]
        : []),
      ...(cloud === customer.cloud
        ? []
        : [found("clouds-differ", { offer, cloud, customerCloud: customer.cloud })]),
    ];
    return problems.length > 0 ? problems : [found("tenants-differ", { offer, tenantId, cloud })];
  });
}
