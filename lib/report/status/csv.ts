import { stringify } from "csv-stringify/sync";
import type {
  CustomerStatus,
  DelegationStatus,
  DeviationStatus,
  EstateStatus,
  RoleStatus,
  ScopeStatus,
} from "../../status/estate-status.ts";
import { forTerminal } from "../escape.ts";
import type { ShownStatus } from "./terminal.ts";

const COLUMNS = [
  "customer",
  "name",
  "deployed_by",
  "offer",
  "plan",
  "version",
  "update",
  "state",
  "subscription",
  "subscription_id",
  "resource_groups",
  "scope_state",
  "source_in_azure",
  "acceptance",
  "acceptance_recorded_on",
  "acceptance_signature",
  "accepted_version",
  "waiting_since",
  "refused_roles",
  "deprecated_roles",
  "roles_not_in_catalogue",
  "kept_roles",
  "deviation_until",
  "deviation_state",
  "accepted_warnings",
  "without_definition_to_own_tenants",
  "without_definition_to_other_tenants",
  "kind",
  "file",
] as const;

type Column = (typeof COLUMNS)[number];

/** Cells of a line; those that are missing are empty. */
type Cells = Partial<Readonly<Record<Column, string>>>;

/**
 * What a line is about.
 *
 * - `status`: a delegated scope, or a delegation or customer without scopes.
 * - `role`: a subscription of no customer, where Azure has a refused role.
 * - `deviation`: a deviation that no scope has.
 * - `estate`: what is counted for the whole estate.
 * - `unreadable-file`: a file that could not be read; its customers are missing.
 */
type LineKind = "status" | "role" | "deviation" | "estate" | "unreadable-file";

/**
 * The status of an estate as CSV (RFC 4180). It has a line for each delegated scope. A delegation or customer without
 * scopes has a line too. Text that a spreadsheet could take for a formula begins with an apostrophe.
 */
export function csvStatus({ status }: ShownStatus): string {
  const lines = allLines(status).map((cells) => COLUMNS.map((column) => forTerminal(cells[column] ?? "")));
  return stringify([[...COLUMNS], ...lines], { escape_formulas: true });
}

function allLines(status: EstateStatus): Cells[] {
  const customers = status.customers.flatMap((each) => customerLines(each, status));
  const shown = new Set(customers.map(deviationKey));
  const ids = new Set(status.customers.map(({ id }) => id));
  const others = new Set(status.roles.flatMap((role) => role.customers).filter((id) => !ids.has(id)));
  const other = (kind: LineKind, cells: Cells): Cells => ({ ...cells, kind });
  return [
    ...customers,
    ...[...others].sort().map((id) => other("role", { customer: id, ...roleCells(id, status.roles) })),
    ...status.deviations
      .map((each) => other("deviation", { ...placeOf(each), ...deviationCells(each) }))
      .filter((cells) => !shown.has(deviationKey(cells))),
    other("estate", estateCells(status)),
    ...status.unreadableFiles.map((file) => other("unreadable-file", { file })),
  ];
}

/** Counts of the estate. What no snapshot was asked for is empty, and not zero. */
function estateCells({ acceptedWarnings, others }: EstateStatus): Cells {
  return {
    accepted_warnings: String(acceptedWarnings),
    without_definition_to_own_tenants: others === undefined ? "" : String(others.toOwnTenants),
    without_definition_to_other_tenants: others === undefined ? "" : String(others.toOtherTenants),
  };
}

function customerLines(customer: CustomerStatus, { roles, deviations }: EstateStatus): Cells[] {
  const { id, name, deployedBy, acceptance, delegations } = customer;
  const shared: Cells = {
    customer: id,
    name,
    deployed_by: deployedBy,
    acceptance: acceptance.state,
    acceptance_recorded_on: acceptance.recordedOn ?? "",
    acceptance_signature: acceptance.recordedOn === undefined ? "" : acceptance.signature,
    ...roleCells(id, roles),
    kind: "status" satisfies LineKind,
  };
  if (delegations.length === 0) return [shared];
  const byKey = new Map(deviations.map((each) => [deviationKey(placeOf(each)), deviationCells(each)]));
  return delegations.flatMap((each): Cells[] => {
    const taken = { ...shared, ...delegationCells(each) };
    if (each.scopes.length === 0) return [taken];
    return each.scopes.map((scope) => {
      const cells = { ...taken, ...scopeCells(scope) };
      return { ...cells, ...byKey.get(deviationKey(cells)) };
    });
  });
}

function delegationCells(delegation: DelegationStatus): Cells {
  const { offer, plan, version, update = "", state, accepted, waitingSince = "" } = delegation;
  const waiting = { accepted_version: accepted?.version ?? "", waiting_since: waitingSince };
  return { offer, plan, version, update, state, ...waiting };
}

function scopeCells({
  subscription,
  subscriptionId = "",
  resourceGroups = [],
  ...azure
}: ScopeStatus): Cells {
  return {
    subscription,
    subscription_id: subscriptionId,
    resource_groups: resourceGroups.join(";"),
    scope_state: azure.state,
    source_in_azure: azure.sourceInAzure ?? "",
  };
}

/** Roles of a customer that Azure Lighthouse refuses, in its definitions or in Azure. A kept role is no refused one. */
function roleCells(id: string, roles: readonly RoleStatus[]): Cells {
  const held = roles.filter(({ customers }) => customers.includes(id));
  const named = (some: readonly RoleStatus[]) => some.map(({ roleName }) => roleName).join(";");
  const of = (verdict: RoleStatus["verdict"]) =>
    named(held.filter((each) => !each.isKept && each.verdict === verdict));
  return {
    refused_roles: of("refused"),
    deprecated_roles: of("deprecated"),
    roles_not_in_catalogue: of("not-in-catalogue"),
    kept_roles: named(held.filter(({ isKept }) => isKept)),
  };
}

function placeOf({ customer, offer, subscriptionId }: DeviationStatus): Cells {
  return { customer, offer, subscription_id: subscriptionId };
}

function deviationCells({ until, isPast }: DeviationStatus): Cells {
  return { deviation_until: until, deviation_state: isPast ? "past" : "allowed" };
}

function deviationKey({ customer, offer, subscription_id }: Cells): string {
  return [customer, offer, subscription_id].join(" ");
}
