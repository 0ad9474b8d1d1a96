import { stringify } from "csv-stringify/sync";
import { delegatedRoles } from "../../access/access-grant.ts";
import { parseScopeId, subscriptionOfScope } from "../../delegation/scope.ts";
import type { EstateReach, RatedGrant } from "../../reach/estate-reach.ts";
import type { NameDirectory } from "../../review/name-directory.ts";
import { forTerminal } from "../escape.ts";

const COLUMNS = [
  "severity",
  "principal",
  "principal_id",
  "principal_type",
  "role",
  "role_id",
  "customer",
  "customer_name",
  "subscription",
  "subscription_id",
  "resource_group",
  "access",
  "mfa",
  "maximum_duration",
  "approvers",
  "delegated_roles",
  "managing_tenant_id",
  "source",
] as const;

/**
 * Access as CSV (RFC 4180): a line for each grant, worst first. Names are base's, and claimed ones where base has none. Text
 * that a spreadsheet could take for a formula begins with an apostrophe.
 */
export function csvAccess({ grants }: EstateReach, directory: NameDirectory): string {
  const lines = grants.map((each) => cellsOf(each, directory).map(forTerminal));
  return stringify([[...COLUMNS], ...lines], { escape_formulas: true });
}

function cellsOf({ customer, grant, severity, source = "" }: RatedGrant, directory: NameDirectory): string[] {
  const { managingTenantId, principalId, principalDisplayName, roleDefinitionId, scope, access } = grant;
  const subscription = subscriptionOfScope(scope);
  const withId = (name: string | undefined, id: string) =>
    name === undefined || name === id ? id : `${name} (${id})`;
  const terms =
    access.kind === "standing"
      ? ["", "", ""]
      : [
          access.multiFactorAuthProvider,
          access.maximumActivationDuration,
          access.approvers
            .map((each) =>
              withId(
                directory.principal(managingTenantId, each.principalId, each.displayName).name,
                each.principalId,
              ),
            )
            .join("; "),
        ];
  return [
    severity,
    directory.principal(managingTenantId, principalId, principalDisplayName).name,
    principalId,
    directory.principalType(managingTenantId, principalId) ?? "",
    directory.roleName(roleDefinitionId) ?? "",
    roleDefinitionId,
    customer,
    directory.customer(customer) ?? "",
    directory.subscription(subscription) ?? "",
    subscription,
    parseScopeId(scope)?.resourceGroup ?? "",
    access.kind === "standing" ? "standing" : "on request",
    ...terms,
    delegatedRoles(grant)
      .map((id) => withId(directory.roleName(id), id))
      .join("; "),
    managingTenantId,
    source,
  ];
}
