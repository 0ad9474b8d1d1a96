import type { Cloud } from "../delegation/cloud.ts";
import type { NotReadCode } from "../formats/snapshot/not-read.ts";
import type { Guid } from "../values/guid.ts";

/** What is checked before a first deployment. */
export type CheckKind =
  | "sign-in"
  | "guest"
  | "subscription"
  | "permissions"
  | "resource-provider"
  | "tenants"
  | "delegations"
  | "policies"
  | "principals"
  | "licence";

/** Result of a check. `not-checked`: Azure did not answer, so that nothing is known. `note`: nothing can prove it. */
export type CheckOutcome = "passed" | "note" | "warning" | "failed" | "not-checked";

/** What each reason says beside its code. */
export interface ReasonFacts {
  readonly "signed-in": { readonly tenantId: Guid };
  readonly "not-signed-in": { readonly tenantId: Guid; readonly problem: NotReadCode };
  readonly "other-cloud": { readonly tenantId: Guid; readonly cloud: Cloud; readonly signedInTo: Cloud };
  readonly application: { readonly tenantId: Guid };
  readonly member: { readonly tenantId: Guid };
  readonly guest: { readonly tenantId: Guid; readonly homeTenant: string };
  readonly "account-unknown": { readonly tenantId: Guid };
  readonly "in-tenant": { readonly subscriptionId: Guid; readonly name: string };
  readonly "in-other-tenant": {
    readonly subscriptionId: Guid;
    readonly tenantId: Guid;
    readonly definedTenantId: Guid;
  };
  readonly "not-enabled": { readonly subscriptionId: Guid; readonly state: string };
  readonly "close-to-disabled": { readonly subscriptionId: Guid; readonly state: string };
  readonly "subscription-not-read": { readonly subscriptionId: Guid; readonly problem: NotReadCode };
  readonly "operations-allowed": { readonly subscriptionId: Guid; readonly operations: number };
  readonly "operations-missing": { readonly subscriptionId: Guid; readonly operations: readonly string[] };
  readonly "operations-conditional": {
    readonly subscriptionId: Guid;
    readonly operations: readonly string[];
  };
  readonly "permissions-not-read": { readonly subscriptionId: Guid; readonly problem: NotReadCode };
  readonly registered: { readonly subscriptionId: Guid };
  readonly "will-be-registered": { readonly subscriptionId: Guid; readonly state: string };
  readonly "not-registered": { readonly subscriptionId: Guid; readonly state: string };
  readonly "provider-not-read": { readonly subscriptionId: Guid; readonly problem: NotReadCode };
  readonly "tenants-differ": { readonly offer: string; readonly tenantId: Guid; readonly cloud: Cloud };
  readonly "same-tenant": { readonly offer: string; readonly tenantId: Guid; readonly subscriptionId?: Guid };
  readonly "clouds-differ": { readonly offer: string; readonly cloud: Cloud; readonly customerCloud: Cloud };
  readonly "nothing-in-the-way": { readonly subscriptionId: Guid; readonly definitions: number };
  readonly "definition-exists": {
    readonly subscriptionId: Guid;
    readonly offer: string;
    readonly registrationDefinitionId: Guid;
  };
  readonly "offer-name-taken": {
    readonly subscriptionId: Guid;
    readonly scope: string;
    readonly name: string;
    readonly managingTenantId: Guid;
    readonly registrationDefinitionId: Guid;
  };
  readonly "grants-overlap": {
    readonly subscriptionId: Guid;
    readonly registrationDefinitionId: Guid;
    readonly grants: readonly {
      readonly scope: string;
      readonly principalId: Guid;
      readonly roleDefinitionId: Guid;
    }[];
  };
  readonly "delegations-not-read": {
    readonly subscriptionId: Guid;
    readonly part: string;
    readonly scope: string;
    readonly problem: NotReadCode;
  };
  readonly "no-policy-denies": { readonly subscriptionId: Guid; readonly assignments: number };
  readonly "tenant-not-allowed": {
    readonly subscriptionId: Guid;
    readonly assignmentId: string;
    readonly name: string;
    readonly tenantId: Guid;
  };
  readonly "policy-may-deny": {
    readonly subscriptionId: Guid;
    readonly assignmentId: string;
    readonly name: string;
    readonly definitionId: string;
  };
  readonly "policies-not-read": { readonly subscriptionId: Guid; readonly problem: NotReadCode };
  readonly "policy-not-read": {
    readonly subscriptionId: Guid;
    readonly name: string;
    readonly definitionId: string;
    readonly problem: NotReadCode;
  };
  readonly "principals-exist": { readonly tenantId: Guid; readonly principals: number };
  readonly "principal-missing": PrincipalFacts;
  readonly "application-id": PrincipalFacts & { readonly servicePrincipalId: Guid };
  readonly "app-registration": PrincipalFacts;
  readonly "other-type": PrincipalFacts & { readonly stated: string; readonly found: string };
  readonly "no-security-group": PrincipalFacts;
  readonly "principals-not-read": { readonly tenantId: Guid; readonly problem: NotReadCode };
  readonly "licence-not-provable": { readonly tenantId: Guid; readonly eligible: number };
}

/** A principal of a managing tenant. `name` is the definition's. */
interface PrincipalFacts {
  readonly tenantId: Guid;
  readonly principalId: Guid;
  readonly name: string;
}

/** Code of a reason. Stable. */
export type ReasonCode = keyof ReasonFacts;

/** The check that each reason belongs to, and what it means for the check. */
export const REASONS: Readonly<
  Record<ReasonCode, { readonly check: CheckKind; readonly outcome: CheckOutcome }>
> = {
  "signed-in": { check: "sign-in", outcome: "passed" },
  "not-signed-in": { check: "sign-in", outcome: "not-checked" },
  "other-cloud": { check: "sign-in", outcome: "not-checked" },
  application: { check: "guest", outcome: "passed" },
  member: { check: "guest", outcome: "passed" },
  guest: { check: "guest", outcome: "warning" },
  "account-unknown": { check: "guest", outcome: "not-checked" },
  "in-tenant": { check: "subscription", outcome: "passed" },
  "in-other-tenant": { check: "subscription", outcome: "failed" },
  "not-enabled": { check: "subscription", outcome: "failed" },
  "close-to-disabled": { check: "subscription", outcome: "warning" },
  "subscription-not-read": { check: "subscription", outcome: "not-checked" },
  "operations-allowed": { check: "permissions", outcome: "passed" },
  "operations-missing": { check: "permissions", outcome: "failed" },
  "operations-conditional": { check: "permissions", outcome: "warning" },
  "permissions-not-read": { check: "permissions", outcome: "not-checked" },
  registered: { check: "resource-provider", outcome: "passed" },
  "will-be-registered": { check: "resource-provider", outcome: "passed" },
  "not-registered": { check: "resource-provider", outcome: "failed" },
  "provider-not-read": { check: "resource-provider", outcome: "not-checked" },
  "tenants-differ": { check: "tenants", outcome: "passed" },
  "same-tenant": { check: "tenants", outcome: "failed" },
  "clouds-differ": { check: "tenants", outcome: "failed" },
  "nothing-in-the-way": { check: "delegations", outcome: "passed" },
  "definition-exists": { check: "delegations", outcome: "warning" },
  "offer-name-taken": { check: "delegations", outcome: "failed" },
  "grants-overlap": { check: "delegations", outcome: "warning" },
  "delegations-not-read": { check: "delegations", outcome: "not-checked" },
  "no-policy-denies": { check: "policies", outcome: "passed" },
  "tenant-not-allowed": { check: "policies", outcome: "failed" },
  "policy-may-deny": { check: "policies", outcome: "warning" },
  "policies-not-read": { check: "policies", outcome: "not-checked" },
  "policy-not-read": { check: "policies", outcome: "not-checked" },
  "principals-exist": { check: "principals", outcome: "passed" },
  "principal-missing": { check: "principals", outcome: "failed" },
  "application-id": { check: "principals", outcome: "failed" },
  "app-registration": { check: "principals", outcome: "failed" },
  "other-type": { check: "principals", outcome: "failed" },
  "no-security-group": { check: "principals", outcome: "failed" },
  "principals-not-read": { check: "principals", outcome: "not-checked" },
  "licence-not-provable": { check: "licence", outcome: "note" },
};

/** A result of a check: its reason and what the reason says. */
export type PreflightFinding = {
  readonly [C in ReasonCode]: { readonly code: C; readonly facts: ReasonFacts[C] };
}[ReasonCode];

/** Makes a finding. */
export function found<C extends ReasonCode>(
  code: C,
  facts: ReasonFacts[C],
): Extract<PreflightFinding, { readonly code: C }> {
  return { code, facts } as Extract<PreflightFinding, { readonly code: C }>;
}

/** The outcome of a finding. */
export function outcomeOf({ code }: PreflightFinding): CheckOutcome {
  return REASONS[code].outcome;
}

/** How many findings there are of each outcome. */
export function countOutcomes(findings: readonly PreflightFinding[]): Readonly<Record<CheckOutcome, number>> {
  const counts: Record<CheckOutcome, number> = {
    passed: 0,
    note: 0,
    warning: 0,
    failed: 0,
    "not-checked": 0,
  };
  for (const each of findings) counts[outcomeOf(each)]++;
  return counts;
}
