import type { RegistrationDefinition } from "../delegation/registration.ts";
import { compareText } from "../values/compare-text.ts";

/*
 * What a script reads back from Azure, a line each, and the queries that make the same lines of Azure's answer. Fields
 * are separated by tabs, lists inside a field by commas; everything is in lower case and sorted.
 */

/** JMESPath, as `az --query` takes it, of a definition's managing tenant and state. */
export const TENANT_QUERY = "[[properties.managedByTenantId, properties.provisioningState]]";

/** JMESPath of the standing authorizations of a definition. */
export const STANDING_QUERY =
  "properties.authorizations[].[principalId, roleDefinitionId, join(',', sort(delegatedRoleDefinitionIds || `[]`))]";

/** JMESPath of the eligible authorizations of a definition. */
export const ELIGIBLE_QUERY =
  "(properties.eligibleAuthorizations || `[]`)[].[principalId, roleDefinitionId, justInTimeAccessPolicy.multiFactorAuthProvider, justInTimeAccessPolicy.maximumActivationDuration, join(',', sort((justInTimeAccessPolicy.managedByTenantApprovers || `[]`)[].principalId))]";

/** The lines of {@link STANDING_QUERY} for a definition. */
export function standingLines({ authorizations }: RegistrationDefinition): string[] {
  return tidy(
    authorizations.map(({ principal, role, delegatedRoles }) => [
      principal.id,
      role.id,
      list(delegatedRoles),
    ]),
  );
}

/** The lines of {@link ELIGIBLE_QUERY} for a definition. */
export function eligibleLines({ eligibleAuthorizations }: RegistrationDefinition): string[] {
  return tidy(
    eligibleAuthorizations.map(({ principal, role, justInTimeAccessPolicy: policy }) => [
      principal.id,
      role.id,
      policy.multiFactorAuthProvider,
      policy.maximumActivationDuration,
      list(policy.approvers),
    ]),
  );
}

function list(named: readonly { readonly id: string }[]): string {
  return named
    .map(({ id }) => id)
    .sort(compareText)
    .join(",");
}

function tidy(rows: readonly (readonly string[])[]): string[] {
  return rows.map((fields) => fields.join("\t").toLowerCase()).sort(compareText);
}
