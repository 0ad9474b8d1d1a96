import {
  DEFAULT_ACTIVATION_DURATION,
  LONGEST_ACTIVATION_MINUTES,
  MOST_APPROVERS,
  SHORTEST_ACTIVATION_MINUTES,
} from "../delegation/azure-limits.ts";
import { isNationalCloud } from "../delegation/cloud.ts";
import { canonicalDuration } from "../delegation/just-in-time-access-policy.ts";
import {
  differingPolicies,
  type EligibleRefusal,
  eligibleRefusals,
  lacksStanding,
  type PolicyFacts,
  type PrincipalFacts,
  standingRefusals,
  tenantRefusals,
} from "../delegation/refusals.ts";
import type {
  ArmAuthorization,
  ArmEligibleAuthorization,
  RegistrationDefinitionBody,
} from "../formats/arm/schema.ts";
import { type RoleCatalogue, roleById } from "../roles/role-catalogue.ts";
import { explainVerdict } from "../roles/verdict.ts";
import { OWNER_ROLE_ID, USER_ACCESS_ADMINISTRATOR_ROLE_ID } from "../roles/well-known-roles.ts";
import type { Guid } from "../values/guid.ts";
import { type AzureError, refusal } from "./azure-error.ts";
import type { ClauseCode } from "./clauses.ts";
import type { Tenants } from "./tenants.ts";

/*
 * The clause and Azure's wording of each refusal of a definition. delegation/refusals.ts decides what is refused.
 */

/** What a definition is checked against. */
export interface DefinitionContext {
  readonly tenants: Tenants;
  readonly catalogue: RoleCatalogue;
  /** Tenant of the subscription. */
  readonly tenantId: Guid;
}

/** Checks a definition as Azure Lighthouse does. Returns the first refusal; undefined where there is none. */
export function judgeDefinition(
  { properties }: RegistrationDefinitionBody,
  context: DefinitionContext,
): AzureError | undefined {
  const { managedByTenantId, authorizations, eligibleAuthorizations: eligible = [] } = properties;
  const factsOf = principalFacts(managedByTenantId, context.tenants);
  const judged = eligible.map((each) => ({ ...each, policy: policyFacts(each, factsOf) }));
  const [differing] = differingPolicies(judged);
  return (
    judgeTenant(managedByTenantId, eligible.length > 0, context) ??
    first(authorizations, (each) => judgeStanding(each, context.catalogue)) ??
    first(judged, (each) => judgeEligible(each, factsOf(each), context.catalogue)) ??
    (differing && refused("E037", differingText(differing.eligible))) ??
    (lacksStanding(properties) ? refused("E042", "At least one authorization is required.") : undefined) ??
    first([...authorizations, ...eligible], (each) => judgePrincipal(factsOf(each)))
  );
}

function judgeTenant(
  managingTenantId: Guid,
  hasEligible: boolean,
  { tenants, tenantId }: DefinitionContext,
): AzureError | undefined {
  const own = tenants.cloud(tenantId);
  const refusals = tenantRefusals(
    { tenantId: managingTenantId, cloud: tenants.cloud(managingTenantId) },
    { tenantId, cloud: own },
  );
  if (refusals.includes("same-tenant"))
    return refused("E040", "ManagedByTenantId is not allowed to be the tenant of the subscription.");
  if (refusals.includes("other-cloud"))
    return refused("E041", "The managing tenant is in another cloud than the subscription.");
  if (hasEligible && (own === undefined || isNationalCloud(own)))
    return refused("E039", "Eligible authorizations are not available in this cloud.");
  return undefined;
}

function judgeStanding(
  { roleDefinitionId, delegatedRoleDefinitionIds = [] }: ArmAuthorization,
  catalogue: RoleCatalogue,
): AzureError | undefined {
  const refusals = standingRefusals({
    role: roleById(catalogue, roleDefinitionId),
    delegatedRoles: delegatedRoleDefinitionIds.map((id) => roleById(catalogue, id)),
  });
  // delegated roles without effect are not checked (clause E034)
  const hasEffect = !refusals.some(({ kind }) => kind === "delegated-roles-without-effect");
  return first(refusals, (each) => {
    switch (each.kind) {
      case "role-unknown":
      case "role-refused":
        return refusedRole(roleDefinitionId, each, catalogue);
      case "delegated-roles-missing":
        return refused("E032", `DelegatedRoleDefinitionIds are required for the role ${roleDefinitionId}.`);
      case "delegated-roles-refused": {
        const id = delegatedRoleDefinitionIds[each.indexes[0] ?? 0];
        const message = `The role definition ${id} is not allowed among DelegatedRoleDefinitionIds.`;
        return hasEffect ? refused("E033", message) : undefined;
      }
      case "delegated-roles-without-effect":
        return undefined;
    }
  });
}

/** An eligible authorization with its policy, defaults filled in. */
type JudgedEligible = ArmEligibleAuthorization & { readonly policy: PolicyFacts };

function judgeEligible(
  { roleDefinitionId, policy }: JudgedEligible,
  principal: PrincipalFacts,
  catalogue: RoleCatalogue,
): AzureError | undefined {
  const refusals = eligibleRefusals({ principal, role: roleById(catalogue, roleDefinitionId), policy });
  // for Owner the refusal as an eligible role comes before the refusal as a role
  const restricted = refusals.filter(({ kind }) => kind === "role-not-eligible");
  return first([...restricted, ...refusals], (each) => {
    switch (each.kind) {
      case "role-unknown":
      case "role-refused":
        return refusedRole(roleDefinitionId, each, catalogue);
      case "role-not-eligible":
        return refused("E035", NOT_ELIGIBLE);
      case "service-principal-eligible":
        return refused("E036", servicePrincipalText(principal));
      case "service-principal-approves":
        return refused("E036", servicePrincipalText(policy.approvers[each.indexes[0] ?? 0]));
      case "activation-out-of-range":
        return refused("E038", activationText(policy));
      case "too-many-approvers":
        return refused("E038", `There may be at most ${MOST_APPROVERS} approvers.`);
    }
  });
}

function refusedRole(
  id: Guid,
  found: Extract<EligibleRefusal, { kind: "role-unknown" | "role-refused" }>,
  { date }: RoleCatalogue,
): AzureError {
  return found.kind === "role-unknown"
    ? refused("E031", `The role definition ${id} is not a built-in role.`)
    : refused("E031", `${explainVerdict(found.role, found.verdict, date)}.`);
}

function judgePrincipal({ type }: PrincipalFacts): AzureError | undefined {
  if (type !== "Application") return undefined;
  const message = "Principals of type Application cannot validly be used in role assignments.";
  return refusal("E043", 400, "PrincipalTypeNotSupported", message);
}

type FactsOf = (principal: { readonly principalId: Guid }) => PrincipalFacts;

/** Facts about a principal of the managing tenant; of a missing principal only its id. */
function principalFacts(managingTenantId: Guid, tenants: Tenants): FactsOf {
  return ({ principalId }) => ({ principalId, type: tenants.principal(managingTenantId, principalId)?.type });
}

/** A policy with ARM's defaults filled in. */
function policyFacts(
  { justInTimeAccessPolicy: policy }: ArmEligibleAuthorization,
  factsOf: FactsOf,
): PolicyFacts {
  return {
    multiFactorAuthProvider: policy?.multiFactorAuthProvider ?? "None",
    maximumActivationDuration: policy?.maximumActivationDuration ?? DEFAULT_ACTIVATION_DURATION,
    approvers: (policy?.managedByTenantApprovers ?? []).map(factsOf),
  };
}

const NOT_ELIGIBLE = `Eligible authorizations are restricted for the roles ${OWNER_ROLE_ID};${USER_ACCESS_ADMINISTRATOR_ROLE_ID}.`;

function servicePrincipalText(principal: PrincipalFacts | undefined): string {
  return `The principal ${principal?.principalId} is a service principal, which cannot be eligible or approve.`;
}

function activationText({ maximumActivationDuration }: PolicyFacts): string {
  const [shortest, longest] = [SHORTEST_ACTIVATION_MINUTES, LONGEST_ACTIVATION_MINUTES].map(
    canonicalDuration,
  );
  return `The maximum activation duration ${maximumActivationDuration} is not between ${shortest} and ${longest}.`;
}

function differingText({ roleDefinitionId }: ArmEligibleAuthorization): string {
  return `The eligible authorizations for the role ${roleDefinitionId} have different access policies.`;
}

function refused(clause: ClauseCode, message: string): AzureError {
  return refusal(clause, 400, "InvalidRegistrationDefinitionCreateRequest", message);
}

function first<T>(values: readonly T[], judge: (value: T) => AzureError | undefined): AzureError | undefined {
  for (const value of values) {
    const found = judge(value);
    if (found !== undefined) return found;
  }
  return undefined;
}
