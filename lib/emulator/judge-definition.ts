import {
  activationMinutes,
  LONGEST_ACTIVATION_MINUTES,
  SHORTEST_ACTIVATION_MINUTES,
} from "../delegation/just-in-time-access-policy.ts";
import type {
  ArmAuthorization,
  ArmEligibleAuthorization,
  ArmJustInTimeAccessPolicy,
  RegistrationDefinitionBody,
} from "../formats/arm/schema.ts";
import { type RoleCatalogue, roleById } from "../roles/role-catalogue.ts";
import { explainVerdict, refusedOnlyForData, verdictOf } from "../roles/verdict.ts";
import { OWNER_ROLE_ID, USER_ACCESS_ADMINISTRATOR_ROLE_ID } from "../roles/well-known-roles.ts";
import type { Guid } from "../values/guid.ts";
import { type AzureError, refusal } from "./azure-error.ts";
import type { ClauseCode } from "./clauses.ts";
import type { Tenants } from "./tenants.ts";

/** What a definition is judged against. */
export interface DefinitionSurroundings {
  readonly tenants: Tenants;
  readonly catalogue: RoleCatalogue;
  /** Tenant of the subscription. */
  readonly tenantId: Guid;
}

const MOST_APPROVERS = 10;

/** Why Azure Lighthouse refuses a definition, the first reason in the order of the clauses; undefined where it does not. */
export function judgeDefinition(
  { properties }: RegistrationDefinitionBody,
  commandContext: DefinitionSurroundings,
): AzureError | undefined {
  const { authorizations, eligibleAuthorizations = [] } = properties;
  return (
    judgeTenant(properties.managedByTenantId, eligibleAuthorizations, commandContext) ??
    first(authorizations, (each) => judgeAuthorization(each, commandContext.catalogue)) ??
    first(eligibleAuthorizations, (each) =>
      judgeEligible(each, properties.managedByTenantId, commandContext),
    ) ??
    judgePolicies(eligibleAuthorizations) ??
    (authorizations.length === 0 ? refused("E042", "At least one authorization is required.") : undefined) ??
    first([...authorizations, ...eligibleAuthorizations], (each) =>
      judgePrincipal(each.principalId, properties.managedByTenantId, commandContext),
    )
  );
}

function judgeTenant(
  managingTenantId: Guid,
  eligible: readonly unknown[],
  { tenants, tenantId }: DefinitionSurroundings,
): AzureError | undefined {
  if (managingTenantId.toLowerCase() === tenantId.toLowerCase())
    return refused("E040", "ManagedByTenantId is not allowed to be the tenant of the subscription.");
  const [own, other] = [tenants.cloud(tenantId), tenants.cloud(managingTenantId)];
  if (other !== undefined && other !== own)
    return refused("E041", "The managing tenant is in another cloud than the subscription.");
  if (eligible.length > 0 && own !== "public")
    return refused("E039", "Eligible authorizations are not available in this cloud.");
  return undefined;
}

function judgeAuthorization(
  { roleDefinitionId, delegatedRoleDefinitionIds = [] }: ArmAuthorization,
  catalogue: RoleCatalogue,
): AzureError | undefined {
  if (roleDefinitionId.toLowerCase() !== USER_ACCESS_ADMINISTRATOR_ROLE_ID)
    return judgeRole(roleDefinitionId, catalogue);
  if (delegatedRoleDefinitionIds.length === 0)
    return refused("E032", `DelegatedRoleDefinitionIds are required for the role ${roleDefinitionId}.`);
  return first(delegatedRoleDefinitionIds, (id) => judgeDelegatedRole(id, catalogue));
}

function judgeRole(id: Guid, catalogue: RoleCatalogue): AzureError | undefined {
  const role = roleById(catalogue, id);
  if (role === undefined) return refused("E031", `The role definition ${id} is not a built-in role.`);
  const verdict = verdictOf(role);
  if (verdict.kind !== "refused") return undefined;
  return refused("E031", `${explainVerdict(role, verdict, catalogue.date)}.`);
}

function judgeDelegatedRole(id: Guid, catalogue: RoleCatalogue): AzureError | undefined {
  const role = roleById(catalogue, id);
  const verdict = role && verdictOf(role);
  if (verdict === undefined || verdict.kind === "supported" || refusedOnlyForData(verdict)) return undefined;
  return refused("E033", `The role definition ${id} is not allowed among DelegatedRoleDefinitionIds.`);
}

function judgeEligible(
  { principalId, roleDefinitionId, justInTimeAccessPolicy: policy }: ArmEligibleAuthorization,
  managingTenantId: Guid,
  { tenants, catalogue }: DefinitionSurroundings,
): AzureError | undefined {
  if ([USER_ACCESS_ADMINISTRATOR_ROLE_ID, OWNER_ROLE_ID].includes(roleDefinitionId.toLowerCase()))
    return refused(
      "E035",
      `Eligible authorizations are restricted for the roles ${OWNER_ROLE_ID};${USER_ACCESS_ADMINISTRATOR_ROLE_ID}.`,
    );
  const people = [principalId, ...(policy?.managedByTenantApprovers ?? []).map((each) => each.principalId)];
  const service = people.find((id) => tenants.principal(managingTenantId, id)?.type === "ServicePrincipal");
  if (service !== undefined)
    return refused(
      "E036",
      `The principal ${service} is a service principal, which cannot be eligible or approve.`,
    );
  return judgeRole(roleDefinitionId, catalogue) ?? judgePolicy(policy);
}

function judgePolicy(policy: ArmJustInTimeAccessPolicy | undefined): AzureError | undefined {
  const duration = policy?.maximumActivationDuration;
  const minutes = duration === undefined ? LONGEST_ACTIVATION_MINUTES : activationMinutes(duration);
  if (minutes === undefined || minutes < SHORTEST_ACTIVATION_MINUTES || minutes > LONGEST_ACTIVATION_MINUTES)
    return refused("E038", `The maximum activation duration ${duration} is not between PT30M and PT8H.`);
  if ((policy?.managedByTenantApprovers ?? []).length > MOST_APPROVERS)
    return refused("E038", `There may be at most ${MOST_APPROVERS} approvers.`);
  return undefined;
}

function judgePolicies(eligible: readonly ArmEligibleAuthorization[]): AzureError | undefined {
  const policies = new Map<string, string>();
  for (const { roleDefinitionId, justInTimeAccessPolicy } of eligible) {
    const role = roleDefinitionId.toLowerCase();
    const policy = policyKey(justInTimeAccessPolicy);
    if ((policies.get(role) ?? policy) !== policy)
      return refused(
        "E037",
        `The eligible authorizations for the role ${roleDefinitionId} have different access policies.`,
      );
    policies.set(role, policy);
  }
  return undefined;
}

function policyKey(policy: ArmJustInTimeAccessPolicy | undefined): string {
  const approvers = (policy?.managedByTenantApprovers ?? []).map(({ principalId }) =>
    principalId.toLowerCase(),
  );
  const duration = policy?.maximumActivationDuration ?? "PT8H";
  return JSON.stringify([
    policy?.multiFactorAuthProvider ?? "None",
    activationMinutes(duration),
    approvers.sort(),
  ]);
}

function judgePrincipal(
  principalId: Guid,
  managingTenantId: Guid,
  { tenants }: DefinitionSurroundings,
): AzureError | undefined {
  if (tenants.principal(managingTenantId, principalId)?.type !== "Application") return undefined;
  const message = "Principals of type Application cannot validly be used in role assignments.";
  return refusal("E043", 400, "PrincipalTypeNotSupported", message);
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
