import { stringify } from "csv-stringify/sync";
import type { CustomerStatus, DelegationStatus } from "../../status/estate-status.ts";
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
] as const;

/**
 * The status of an estate as CSV (RFC 4180). It has a line for each delegated scope. A delegation or customer without
 * scopes has a line too. Text that a spreadsheet could take for a formula begins with an apostrophe.
 */
export function csvStatus({ status }: ShownStatus): string {
  const lines = status.customers
    .flatMap((each) =>
      linesOf(each).map(({ cells, of }) => [
        ...cells,
        ...acceptanceCells(each),
        of?.accepted?.version ?? "",
        of?.waitingSince ?? "",
      ]),
    )
    .map((cells) => cells.map(forTerminal));
  return stringify([[...COLUMNS], ...lines], { escape_formulas: true });
}

function acceptanceCells({ acceptance: { state, recordedOn, signature } }: CustomerStatus): string[] {
  return [state, recordedOn ?? "", recordedOn === undefined ? "" : signature];
}

/** Columns but those of the acceptance and of waiting. */
const SCOPE_COLUMNS = COLUMNS.length - 5;

interface ScopeLine {
  readonly cells: readonly string[];
  /** Undefined for a customer that takes nothing. */
  readonly of: DelegationStatus | undefined;
}

function linesOf({ id, name, deployedBy, delegations }: CustomerStatus): ScopeLine[] {
  const customer = [id, name, deployedBy];
  const padded = (cells: readonly string[]) => [
    ...cells,
    ...Array<string>(SCOPE_COLUMNS - cells.length).fill(""),
  ];
  if (delegations.length === 0) return [{ cells: padded(customer), of: undefined }];
  return delegations.flatMap((of) => {
    const { offer, plan, version, update = "", state, scopes } = of;
    const taken = [...customer, offer, plan, version, update, state];
    if (scopes.length === 0) return [{ cells: padded(taken), of }];
    return scopes.map((scope) => ({
      cells: [
        ...taken,
        scope.subscription,
        scope.subscriptionId ?? "",
        (scope.resourceGroups ?? []).join(";"),
        scope.state,
        scope.sourceInAzure ?? "",
      ],
      of,
    }));
  });
}
