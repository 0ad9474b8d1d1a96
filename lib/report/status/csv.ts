import { stringify } from "csv-stringify/sync";
import type { CustomerStatus } from "../../status/estate-status.ts";
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
] as const;

/**
 * The status of an estate as CSV (RFC 4180): a line for each delegated scope, and one for a delegation or customer without
 * any. Text that a spreadsheet could take for a formula begins with an apostrophe.
 */
export function csvStatus({ status }: ShownStatus): string {
  const lines = status.customers
    .flatMap((each) => linesOf(each).map((cells) => [...cells, ...acceptanceCells(each)]))
    .map((cells) => cells.map(forTerminal));
  return stringify([[...COLUMNS], ...lines], { escape_formulas: true });
}

function acceptanceCells({ acceptance: { state, recordedOn } }: CustomerStatus): string[] {
  return [state, recordedOn ?? ""];
}

/** Columns but those of the acceptance. */
const SCOPE_COLUMNS = COLUMNS.length - 2;

function linesOf({ id, name, deployedBy, delegations }: CustomerStatus): string[][] {
  const customer = [id, name, deployedBy];
  const padded = (cells: readonly string[]) => [
    ...cells,
    ...Array<string>(SCOPE_COLUMNS - cells.length).fill(""),
  ];
  if (delegations.length === 0) return [padded(customer)];
  return delegations.flatMap(({ offer, plan, version, update = "", state, scopes }) => {
    const taken = [...customer, offer, plan, version, update, state];
    if (scopes.length === 0) return [padded(taken)];
    return scopes.map((scope) => [
      ...taken,
      scope.subscription,
      scope.subscriptionId ?? "",
      (scope.resourceGroups ?? []).join(";"),
      scope.state,
      scope.sourceInAzure ?? "",
    ]);
  });
}
