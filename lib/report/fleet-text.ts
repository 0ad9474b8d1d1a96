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
  settings: "settings of Terraform, or versions of it or azurerm",
  providerLock: "the provider lock",
} satisfies Record<StackPart, string>;

const REASONS = {
  all: "no base was named",
  new: "new",
  changed: "changed",
  deployer: "deployed itself before",
  vanished: "vanished: is destroyed",
} satisfies Record<FleetReason, string>;

/** A fleet as text of a terminal. It says which customers run and why, how they are divided, and which do not run. */
export function fleetText(change: FleetChange, jobs: readonly FleetJob[]): string {
  const { runs, unchanged } = change;
  const lines = [
    `${runs.length === 1 ? "1 customer" : `${runs.length} customers`} to run in ${jobs.length} ${jobs.length === 1 ? "job" : "jobs"}, ${unchanged} unchanged`,
    ...runs.slice(0, MOST_NAMED).map((run) => `  ${run.customer}: ${reasonText(run)}`),
    ...(runs.length > MOST_NAMED ? [`  and ${runs.length - MOST_NAMED} more`] : []),
  ];
  return `${lines.join("\n")}\n${notRunText({ ...change, runs: [] })}`;
}

/** Ids of the customers to apply, one on each line. For `xargs` and GNU parallel. */
export function fleetIds({ runs }: FleetChange): string {
  return runs.flatMap((run) => (run.action === "apply" ? [`${run.customer}\n`] : [])).join("");
}

/** What a plain list does not hold, and why; empty where it holds all. */
export function notRunText({ runs, deployedByCustomer, vanished, withoutTags }: FleetChange): string {
  const destroyed = runs.filter(({ action }) => action === "destroy").map(({ customer }) => customer);
  return [
    ...named("to destroy, from destroys/", destroyed),
    ...named("deployed by the customer, in no job", deployedByCustomer),
    ...named("vanished, and not destroyed without --include-destroys", vanished),
    ...named("without the tags, not run", withoutTags),
  ].join("");
}

function reasonText({ reason, parts }: FleetRun): string {
  const words = parts.map((part) => PARTS[part]).join(", ");
  return words === "" ? REASONS[reason] : `${REASONS[reason]}: ${words}`;
}

function named(why: string, customers: readonly string[]): string[] {
  if (customers.length === 0) return [];
  const more = customers.length > MOST_NAMED ? ` and ${customers.length - MOST_NAMED} more` : "";
  return [`${why}: ${customers.slice(0, MOST_NAMED).join(", ")}${more}\n`];
}
