import { stringify } from "csv-stringify/sync";
import { delegatedRoles } from "../../access/access-grant.ts";
import { parseScopeId, subscriptionOfScope } from "../../delegation/scope.ts";
import type { EstateReach, RatedGrant } from "../../reach/estate-reach.ts";
import type { NameDirectory } from "../../review/name-directory.ts";
import { forTerminal } from "../escape.ts";
import type { AccessNote, RowOfGrant } from "../history/on-day.ts";
import type { HistoryRow } from "../history/rows.ts";

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

/** Columns of a grant on a day: as in a history. */
const DAY_COLUMNS = {
  from: "from_utc",
  commit: "commit",
  approvedBy: "approved_by",
  seenIn: "seen_in",
  missingIn: "missing_in",
} satisfies Partial<Record<keyof HistoryRow, string>>;

/** What stands beside the grants of a table. */
export interface TableNotes {
  readonly notes: readonly AccessNote[];
  /** Rows of a day's grants. @default - no day was asked about */
  readonly rowOf?: RowOfGrant | undefined;
}

/**
 * Access as CSV (RFC 4180): a line for each grant, worst first. Then a line for each note: what is not known must not be
 * lost. `kind` is `grant` or an {@link AccessNoteKind}. Names are base's, and claimed ones where base has none. Text that
 * a spreadsheet could take for a formula begins with an apostrophe.
 */
export function csvAccess(
  { grants }: EstateReach,
  directory: NameDirectory,
  { notes, rowOf }: TableNotes = { notes: [] },
): string {
  const dayKeys = rowOf === undefined ? [] : (Object.keys(DAY_COLUMNS) as (keyof typeof DAY_COLUMNS)[]);
  const head = [...COLUMNS, ...dayKeys.map((key) => DAY_COLUMNS[key]), "kind", "note"];
  const lines = grants.map((each) => {
    const row = rowOf?.(each);
    return [...cellsOf(each, directory), ...dayKeys.map((key) => row?.[key] ?? ""), "grant", ""];
  });
  const noted = notes.map(({ kind, customer = "", text }) => {
    const cells: Readonly<Record<string, string>> = {
      customer,
      customer_name: directory.customer(customer) ?? "",
      kind,
      note: text,
    };
    return head.map((column) => cells[column] ?? "");
  });
  const escaped = [...lines, ...noted].map((cells) => cells.map(forTerminal));
  return stringify([head, ...escaped], { escape_formulas: true });
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
