import type {
  RegisteredAuthorization,
  RegisteredSubscription,
  Registration,
  RegistrationAssignment,
  RegistrationDefinition,
} from "../delegation/registration.ts";
import { scopeId } from "../delegation/scope.ts";
import { compareText } from "../values/compare-text.ts";
import type { Guid } from "../values/guid.ts";

/**
 * The normal form of access: who, role, where, standing or on request, from which definition. Everything that
 * compares access (synthesis, review, export, adoption, sandbox) compares these. Plain JSON, ids only.
 */
export interface AccessGrant {
  readonly principalId: Guid;
  readonly principalDisplayName: string;
  readonly roleDefinitionId: Guid;
  /** ARM id of the subscription or resource group. */
  readonly scope: string;
  readonly access: StandingAccess | EligibleAccess;
  readonly managingTenantId: Guid;
  readonly registrationDefinitionId: Guid;
  readonly registrationAssignmentId: Guid;
}

/** Access that needs no activation. */
export interface StandingAccess {
  readonly kind: "standing";
  /** Roles that may be assigned to managed identities; empty but for User Access Administrator. */
  readonly delegatedRoleDefinitionIds: readonly Guid[];
}

/** Access that the principal must activate first. */
export interface EligibleAccess {
  readonly kind: "eligible";
  readonly multiFactorAuthProvider: "Azure" | "None";
  readonly maximumActivationDuration: string;
  readonly approvers: readonly { readonly principalId: Guid; readonly displayName: string }[];
}

/** Every grant on these subscriptions, in an order that does not depend on authoring. */
export function accessOf(subscriptions: readonly RegisteredSubscription[]): AccessGrant[] {
  return sortGrants(
    subscriptions.flatMap((subscription) =>
      subscription.registrations.flatMap((registration) =>
        registration.assignments.flatMap((assignment) => grantsAt(registration, assignment)),
      ),
    ),
  );
}

/** The grants in the order of {@link grantText}. It is by scope, principal, role, definition, then the rest. */
export function sortGrants(grants: readonly AccessGrant[]): AccessGrant[] {
  return inOrder(grants.map((grant) => [grantText(grant), grant]));
}

/** The grants in the canonical order, without duplicates. */
export function distinctGrants(grants: readonly AccessGrant[]): AccessGrant[] {
  return inOrder([...new Map(grants.map((grant) => [grantText(grant), grant]))]);
}

/** Texts are made once for each grant: they take longer than the rest of sorting. */
function inOrder(byText: [string, AccessGrant][]): AccessGrant[] {
  return byText.sort(([a], [b]) => compareText(a, b)).map(([, grant]) => grant);
}

/** The roles that a grant's principal may assign to managed identities. */
export function delegatedRoles({ access }: AccessGrant): readonly Guid[] {
  return access.kind === "standing" ? access.delegatedRoleDefinitionIds : [];
}

/** The roles of a grant: the granted one, and those that it may assign. */
export function rolesOf(grant: AccessGrant): Guid[] {
  return [grant.roleDefinitionId, ...delegatedRoles(grant)];
}

/**
 * Every field of a grant, display names included: equal texts mean equal grants. Decoded and defined access, and
 * digests, are compared by it.
 */
export function grantText(grant: AccessGrant): string {
  const { access } = grant;
  const own =
    access.kind === "standing"
      ? access.delegatedRoleDefinitionIds
      : [
          access.multiFactorAuthProvider,
          access.maximumActivationDuration,
          ...access.approvers.map(({ principalId, displayName }) => [principalId, displayName]),
        ];
  return JSON.stringify([...idsOf(grant), grant.principalDisplayName, access.kind, ...own]);
}

/**
 * Identity of a grant: every field but display names. Access is compared, matched and grouped by it. Two grants of one
 * identity differ in what the customer reads, not in access.
 */
export function grantIdentity(grant: AccessGrant): string {
  return JSON.stringify([...idsOf(grant), mediationIdentity(grant.access)]);
}

/**
 * Terms of access without display names. Standing access has its delegated roles, eligible access the terms of an
 * activation.
 */
export function mediationIdentity(access: AccessGrant["access"]): string {
  if (access.kind === "standing") return JSON.stringify([access.kind, access.delegatedRoleDefinitionIds]);
  const { kind, multiFactorAuthProvider, maximumActivationDuration } = access;
  // an approver under two names is one approver
  const approverIds = [...new Set(access.approvers.map(({ principalId }) => principalId))];
  return JSON.stringify([kind, multiFactorAuthProvider, maximumActivationDuration, approverIds.sort()]);
}

/** The ids of a grant, in the canonical order. */
function idsOf(grant: AccessGrant): readonly string[] {
  return [
    grant.scope,
    grant.principalId,
    grant.roleDefinitionId,
    grant.registrationDefinitionId,
    grant.registrationAssignmentId,
    grant.managingTenantId,
  ];
}

function grantsAt({ definition }: Registration, assignment: RegistrationAssignment): AccessGrant[] {
  const from = {
    scope: scopeId(assignment.scope),
    managingTenantId: definition.managingTenant.id,
    registrationDefinitionId: definition.id,
    registrationAssignmentId: assignment.id,
  };
  return authorizedAccess(definition).map(({ principal, role, access }) => ({
    principalId: principal.id,
    principalDisplayName: principal.displayName,
    roleDefinitionId: role.id,
    access,
    ...from,
  }));
}

/** An authorization of a definition: who may have which role, on which terms. */
export interface AuthorizedAccess extends Pick<RegisteredAuthorization, "principal" | "role"> {
  readonly access: AccessGrant["access"];
}

/** Every authorization of a definition, the standing ones first. */
export function authorizedAccess({
  authorizations,
  eligibleAuthorizations,
}: Pick<RegistrationDefinition, "authorizations" | "eligibleAuthorizations">): AuthorizedAccess[] {
  return [
    ...authorizations.map(
      ({ principal, role, delegatedRoles: roles }): AuthorizedAccess => ({
        principal,
        role,
        access: { kind: "standing", delegatedRoleDefinitionIds: roles.map(({ id }) => id) },
      }),
    ),
    ...eligibleAuthorizations.map(
      ({ principal, role, justInTimeAccessPolicy: policy }): AuthorizedAccess => ({
        principal,
        role,
        access: {
          kind: "eligible",
          multiFactorAuthProvider: policy.multiFactorAuthProvider,
          maximumActivationDuration: policy.maximumActivationDuration,
          approvers: policy.approvers.map(({ id, displayName }) => ({ principalId: id, displayName })),
        },
      }),
    ),
  ];
}
