import type { RegisteredCustomer } from "../delegation/register.ts";
import type { Answer, PreflightAnswers } from "./answers.ts";
import { judgeDelegations } from "./delegations.ts";
import { judgePermissions, judgeResourceProvider } from "./permissions.ts";
import { judgePolicies } from "./policies.ts";
import { judgePrincipals, licenceNotes } from "./principals.ts";
import { found, type PreflightFinding } from "./reasons.ts";
import type { OfferTenant } from "./tenants.ts";
import { judgeSubscription, judgeTenants } from "./tenants.ts";

/** The customer that is to be deployed, and what its stack will do. */
export interface PlannedDeployment {
  readonly registered: RegisteredCustomer;
  /** Managing tenants of the offers that it takes, sorted by offer. */
  readonly offers: readonly OfferTenant[];
  /** Whether the stack registers the resource provider. */
  readonly registersResourceProvider: boolean;
}

/** Judges what Azure answered. Findings are in the order of the checks, then of the subscriptions. */
export function preflight(planned: PlannedDeployment, answers: PreflightAnswers): PreflightFinding[] {
  const { subscriptions, managingTenants } = answers;
  const { customer } = planned.registered;
  const managingTenantIds = [...new Set(planned.offers.map(({ tenantId }) => tenantId))];
  return [
    ...judgeSignIn(planned, answers),
    ...subscriptions.map((each) => judgeSubscription(each, customer.tenantId)),
    ...subscriptions.map((each) => judgePermissions(each)),
    ...subscriptions.map((each) => judgeResourceProvider(each, planned.registersResourceProvider)),
    ...judgeTenants(planned.offers, customer, subscriptions),
    ...subscriptions.flatMap((each) => judgeDelegations(each, planned.registered)),
    ...subscriptions.flatMap((each) => judgePolicies(each, managingTenantIds)),
    ...managingTenants.flatMap((each) => judgePrincipals(each, planned.registered)),
    ...licenceNotes(planned.registered),
  ];
}

function judgeSignIn(
  { registered: { customer } }: PlannedDeployment,
  { account, cloud }: PreflightAnswers,
): PreflightFinding[] {
  const { tenantId } = customer;
  if (cloud !== customer.cloud)
    return [found("other-cloud", { tenantId, cloud: customer.cloud, signedInTo: cloud })];
  if (!account.ok) return [found("not-signed-in", { tenantId, problem: account.error })];
  return [found("signed-in", { tenantId }), judgeAccount(account, tenantId)];
}

function judgeAccount(
  account: Extract<PreflightAnswers["account"] & Answer<unknown>, { readonly ok: true }>,
  tenantId: string,
): PreflightFinding {
  const { value } = account;
  switch (value.kind) {
    case "application":
      return found("application", { tenantId });
    case "member":
      return found("member", { tenantId });
    case "guest":
      return found("guest", { tenantId, homeTenant: value.homeTenant });
    case "unknown":
      return found("account-unknown", { tenantId });
  }
}
