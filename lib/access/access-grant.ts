import type {
  RegisteredSubscription,
  Registration,
  RegistrationAssignment,
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

/** Every grant on these subscriptions, in one order whatever the order of authoring. */
export function accessOf(subscriptions: readonly RegisteredSubscription[]): AccessGrant[] {
  return sortGrants(
    subscriptions.flatMap((subscription) =>
      subscription.registrations.flatMap((registration) =>
        registration.assignments.flatMap((assignment) => grantsAt(registration, assignment)),
      ),
    ),
  );
}

/** The canonical order, which is that of {@link grantKey}: scope, principal, role, definition, then the rest. */
export function sortGrants(grants: readonly AccessGrant[]): AccessGrant[] {
  return [...grants].sort(compareGrants);
}

/** The same grants in the canonical order, each once. */
export function distinctGrants(grants: readonly AccessGrant[]): AccessGrant[] {
  return sortGrants(grants).filter((grant, index, all) => {
    const previous = all[index - 1];
    return previous === undefined || compareGrants(previous, grant) !== 0;
  });
}

/** Texts of whole grants only where principal, role and scope do not tell: thousands of stacks have no time for more. */
function compareGrants(a: AccessGrant, b: AccessGrant): number {
  // as JSON, as grantKey has it: the quotation mark at its end takes part in the order
  if (a.scope !== b.scope) return compareText(JSON.stringify(a.scope), JSON.stringify(b.scope));
  return (
    compareText(a.principalId, b.principalId) ||
    compareText(a.roleDefinitionId, b.roleDefinitionId) ||
    compareText(grantKey(a), grantKey(b))
  );
}

/** The roles that a grant lets its principal hand to managed identities. */
export function delegatedRoles({ access }: AccessGrant): readonly Guid[] {
  return access.kind === "standing" ? access.delegatedRoleDefinitionIds : [];
}

/** The roles that a grant is about: the granted one, and those that may be handed out. */
export function rolesOf(grant: AccessGrant): Guid[] {
  return [grant.roleDefinitionId, ...delegatedRoles(grant)];
}

/** One text per grant: equal exactly when the grants are. */
export function grantKey(grant: AccessGrant): string {
  const { access } = grant;
  return JSON.stringify([
    grant.scope,
    grant.principalId,
    grant.roleDefinitionId,
    grant.registrationDefinitionId,
    grant.registrationAssignmentId,
    grant.managingTenantId,
    grant.principalDisplayName,
    access.kind,
    ...(access.kind === "standing"
      ? access.delegatedRoleDefinitionIds
      : [
          access.multiFactorAuthProvider,
          access.maximumActivationDuration,
          ...access.approvers.map((approver) => [approver.principalId, approver.displayName]),
        ]),
  ]);
}

/** One text per grant, whatever its principal and approvers are called: equal exactly when the access is. */
export function grantKeyWithoutNames(grant: AccessGrant): string {
  const { access } = grant;
  const unnamed: AccessGrant["access"] =
    access.kind === "standing"
      ? access
      : { ...access, approvers: access.approvers.map((each) => ({ ...each, displayName: "" })) };
  return grantKey({ ...grant, principalDisplayName: "", access: unnamed });
}

function grantsAt({ definition }: Registration, assignment: RegistrationAssignment): AccessGrant[] {
  const from = {
    scope: scopeId(assignment.scope),
    managingTenantId: definition.managingTenant.id,
    registrationDefinitionId: definition.id,
    registrationAssignmentId: assignment.id,
  };
  const standing = definition.authorizations.map(
    ({ principal, role, delegatedRoles }): AccessGrant => ({
      principalId: principal.id,
      principalDisplayName: principal.displayName,
      roleDefinitionId: role.id,
      access: { kind: "standing", delegatedRoleDefinitionIds: delegatedRoles.map(({ id }) => id) },
      ...from,
    }),
  );
  const eligible = definition.eligibleAuthorizations.map(
    ({ principal, role, justInTimeAccessPolicy: policy }): AccessGrant => ({
      principalId: principal.id,
      principalDisplayName: principal.displayName,
      roleDefinitionId: role.id,
      access: {
        kind: "eligible",
        multiFactorAuthProvider: policy.multiFactorAuthProvider,
        maximumActivationDuration: policy.maximumActivationDuration,
        approvers: policy.approvers.map(({ id, displayName }) => ({ principalId: id, displayName })),
      },
      ...from,
    }),
  );
  return [...standing, ...eligible];
}
