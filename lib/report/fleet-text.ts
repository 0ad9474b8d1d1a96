import type { FleetChange, FleetReason, FleetRun } from "../fleet/fleet-change.ts";
import type { FleetJob } from "../fleet/jobs.ts";
import type { StackPart } from "../fleet/stack-parts.ts";

/** Customers that a terminal names one by one; of more it says how many. */
const MOST_NAMED = 20;

const PARTS = {
  resources: "delegations",
  imports: "imports",
  guards: "the tenant guard",
  providers: "sign-in",
  state: "where the state is",
  outputs: "outputs",
  settings: "versions of Terraform or azurerm",
} satisfies Record<StackPart, string>;

const REASONS = {
  all: "no base was named",
  new: "new",
  changed: "changed",
  vanished: "vanished: is destroyed",
} satisfies Record<FleetReason, string>;

/** A fleet as text of a terminal: who runs and why, how it is divided, and who does not run. */
export function fleetText(change: FleetChange, jobs: readonly FleetJob[]): string {
  const { runs, unchanged } = change;
  const lines = [
    `${customersText(runs.length)} to run in ${jobs.length} ${jobs.length === 1 ? "job" : "jobs"}, ${unchanged} unchanged`,
    ...runs.slice(0, MOST_NAMED).map((run) => `  ${run.customer}: ${reasonText(run)}`),
    ...(runs.length > MOST_NAMED ? [`  and ${runs.length - MOST_NAMED} more`] : []),
    ...leftOut(change.deployedByCustomer, "deploy themselves, and are in no job"),
    ...leftOut(change.vanished, "vanished, and stay deployed: --include-destroys destroys them"),
    ...leftOut(change.withoutTags, "changed without the tags asked for, and do not run"),
  ];
  return `${lines.join("\n")}\n`;
}

/** The ids of customers with an action, one on each line, for `xargs` and GNU parallel. */
export function fleetIds({ runs }: FleetChange, action: FleetRun["action"]): string {
  return runs.flatMap((run) => (run.action === action ? [`${run.customer}\n`] : [])).join("");
}

function reasonText({ reason, parts }: FleetRun): string {
  const named = parts.map((part) => PARTS[part]).join(", ");
  return named === "" ? REASONS[reason] : `${REASONS[reason]}: ${named}`;
}

function leftOut(customers: readonly string[], why: string): string[] {
  if (customers.length === 0) return [];
  const named = customers.slice(0, MOST_NAMED).join(", ");
  const more = customers.length > MOST_NAMED ? ` and ${customers.length - MOST_NAMED} more` : "";
  return [`${customersText(customers.length)} ${why}: ${named}${more}`];
}

function customersText(count: number): string {
  return count === 1 ? "1 customer" : `${count} customers`;
}
