import type { CheckKind, CheckOutcome } from "../../preflight/reasons.ts";

/** Each check: its name, and what it asks Azure. */
export const CHECK_WORDS: Readonly<Record<CheckKind, { readonly name: string; readonly asks: string }>> = {
  "sign-in": {
    name: "sign-in to the customer's tenant",
    asks: "an access token of the tenant for Azure Resource Manager",
  },
  guest: { name: "account", asks: "the claims of that access token" },
  subscription: { name: "subscription", asks: "GET /subscriptions/<id>" },
  permissions: {
    name: "permissions",
    asks: "GET …/Microsoft.Authorization/permissions; deny assignments are not checked",
  },
  "resource-provider": {
    name: "resource provider",
    asks: "GET …/providers/Microsoft.ManagedServices",
  },
  tenants: {
    name: "tenants and clouds",
    asks: "the definitions, and the tenant that Azure names for each subscription",
  },
  delegations: {
    name: "existing delegations",
    asks: "GET registration definitions and assignments, of resource groups too",
  },
  policies: {
    name: "policies",
    asks: "GET …/policyAssignments and the definitions of each; exemptions are not checked",
  },
  principals: {
    name: "principals",
    asks: "Microsoft Graph of the managing tenant, by object id and by application id",
  },
  licence: {
    name: "licence",
    asks: "nothing: no API proves that a tenant's licences cover on-request access",
  },
};

/** Words of outcomes, the worst last. */
export const OUTCOME_WORDS: Readonly<Record<CheckOutcome, string>> = {
  passed: "passed",
  note: "note",
  warning: "warning",
  failed: "FAILED",
  "not-checked": "NOT CHECKED",
};
