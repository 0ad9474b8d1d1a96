import { UNKNOWN_TYPE } from "../delegation/principal.ts";
import type { RegisteredCustomer } from "../delegation/register.ts";
import type { NamedPrincipal, RegistrationDefinition } from "../delegation/registration.ts";
import { compareText } from "../values/compare-text.ts";
import type { Guid } from "../values/guid.ts";
import type { DirectoryAnswers, ManagingTenantAnswers } from "./answers.ts";
import { found, type PreflightFinding } from "./reasons.ts";

/** Principals of a managing tenant that a customer's definitions name, approvers included. Sorted, no repeats. */
export function principalsOf(registered: RegisteredCustomer, tenantId: Guid): readonly NamedPrincipal[] {
  const named = definitionsOf(registered)
    .filter(({ managingTenant }) => managingTenant.id === tenantId)
    .flatMap(({ authorizations, eligibleAuthorizations }) => [
      ...authorizations.map(({ principal }) => principal),
      ...eligibleAuthorizations.flatMap(({ principal, justInTimeAccessPolicy: { approvers } }) => [
        principal,
        ...approvers,
      ]),
    ]);
  return [...new Map(named.map((each) => [each.id, each])).values()].sort((a, b) => compareText(a.id, b.id));
}

/** Judges whether the principals exist in their managing tenant, each of its stated type. */
export function judgePrincipals(
  { tenantId, directory }: ManagingTenantAnswers,
  registered: RegisteredCustomer,
): PreflightFinding[] {
  const principals = principalsOf(registered, tenantId);
  if (!directory.ok) return [found("principals-not-read", { tenantId, problem: directory.error })];
  const findings = principals.flatMap((each) => judgePrincipal(each, tenantId, directory.value));
  return findings.length > 0
    ? findings
    : [found("principals-exist", { tenantId, principals: principals.length })];
}

function judgePrincipal(
  { id, displayName, type: stated }: NamedPrincipal,
  tenantId: Guid,
  { objects, byApplicationId }: DirectoryAnswers,
): PreflightFinding[] {
  const facts = { tenantId, principalId: id, name: displayName };
  const object = objects.get(id);
  const servicePrincipalId = byApplicationId.get(id);
  if (object === undefined)
    return [
      servicePrincipalId === undefined
        ? found("principal-missing", facts)
        : found("application-id", { ...facts, servicePrincipalId }),
    ];
  if (object.type === "Application") return [found("app-registration", facts)];
  if (object.type !== stated && (stated !== UNKNOWN_TYPE || object.type === undefined))
    return [found("other-type", { ...facts, stated, found: object.type ?? "another kind of object" })];
  return object.isSecurityEnabled ? [] : [found("no-security-group", facts)];
}

/** Notes for each managing tenant with eligible authorizations. No API proves the licence that they need. */
export function licenceNotes(registered: RegisteredCustomer): PreflightFinding[] {
  const byTenant = new Map<Guid, number>();
  for (const { managingTenant, eligibleAuthorizations } of definitionsOf(registered))
    if (eligibleAuthorizations.length > 0)
      byTenant.set(managingTenant.id, (byTenant.get(managingTenant.id) ?? 0) + eligibleAuthorizations.length);
  return [...byTenant]
    .sort(([a], [b]) => compareText(a, b))
    .map(([tenantId, eligible]) => found("licence-not-provable", { tenantId, eligible }));
}

function definitionsOf({ subscriptions }: RegisteredCustomer): readonly RegistrationDefinition[] {
  return subscriptions.flatMap(({ registrations }) => registrations.map(({ definition }) => definition));
}
