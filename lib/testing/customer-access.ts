import { type AccessGrant, delegatedRoles } from "../access/access-grant.ts";
import type { CustomerAccess } from "../access/access-side.ts";
import { allowsSome } from "../capabilities/decide.ts";
import type { EstateFacts } from "../delegation/estate-facts.ts";
import { parseScopeId } from "../delegation/scope.ts";
import { unionOf } from "../permissions/permissions.ts";
import { authorizedPermissions, handedOutPermissions } from "../permissions/role-permissions.ts";
import { eligibleText, standingText } from "../report/authorization-text.ts";
import { type RoleCatalogue, roleById } from "../roles/role-catalogue.ts";
import { own } from "../values/own.ts";
import type { CustomerUnderTest, ExpectedGrant, GrantUnderTest } from "./under-test.ts";

/** A customer's access with its names. */
export function customerUnderTest(
  access: CustomerAccess,
  facts: EstateFacts,
  catalogue: RoleCatalogue,
): CustomerUnderTest {
  const known = own(facts.customers, access.customer);
  const grants = access.grants.map((grant) => grantUnderTest(grant, known?.subscriptions ?? {}, catalogue));
  const allowed = unionOf(
    access.grants.map(({ roleDefinitionId }) => authorizedPermissions(roleDefinitionId, catalogue)),
  );
  const handedOut = unionOf(
    access.grants.flatMap(delegatedRoles).map((role) => handedOutPermissions(role, catalogue)),
  );
  return {
    id: access.customer,
    name: known?.name ?? access.customer,
    grants,
    granted: (expected) => grants.filter((grant) => isAsExpected(grant, expected)),
    allows: (pattern) => allowsSome(allowed, pattern),
    mayHandOut: (pattern) => allowsSome(handedOut, pattern),
    inWords: () => grantLines(grants),
  };
}

function grantUnderTest(
  grant: AccessGrant,
  subscriptions: Readonly<Record<string, string>>,
  catalogue: RoleCatalogue,
): GrantUnderTest {
  const { access, roleDefinitionId, scope } = grant;
  const nameOf = (id: string) => roleById(catalogue, id)?.name ?? id;
  const delegated = delegatedRoles(grant).map(nameOf);
  return {
    principal: grant.principalDisplayName,
    principalId: grant.principalId,
    role: nameOf(roleDefinitionId),
    roleDefinitionId,
    scope: scopeName(scope, subscriptions),
    scopeId: scope,
    standing: access.kind === "standing",
    terms: access.kind === "standing" ? standingText(delegated) : eligibleText(access),
    delegatedRoles: delegated,
  };
}

function scopeName(id: string, subscriptions: Readonly<Record<string, string>>): string {
  const scope = parseScopeId(id);
  if (scope === undefined) return id;
  const name = own(subscriptions, scope.subscriptionId) ?? scope.subscriptionId;
  return scope.resourceGroup === undefined ? name : `${name}/${scope.resourceGroup}`;
}

function isAsExpected(grant: GrantUnderTest, { principal, role, scope, standing }: ExpectedGrant): boolean {
  const isOneOf = (wanted: string | undefined, ...names: readonly string[]) =>
    wanted === undefined || names.includes(wanted);
  return (
    isOneOf(principal, grant.principal, grant.principalId) &&
    isOneOf(role, grant.role, grant.roleDefinitionId) &&
    isOneOf(scope, grant.scope, grant.scopeId) &&
    (standing === undefined || standing === grant.standing)
  );
}

/** Grants in words, one line each. */
export function grantLines(grants: readonly GrantUnderTest[]): string {
  if (grants.length === 0) return "nothing";
  return grants
    .map(({ principal, role, scope, terms }) => `${principal}: ${role} on ${scope}, ${terms}`)
    .join("\n");
}
