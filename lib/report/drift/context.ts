import type { EstateFacts } from "../../delegation/estate-facts.ts";
import type { Snapshot } from "../../formats/snapshot/snapshot.ts";
import type { Guid } from "../../values/guid.ts";
import { own } from "../../values/own.ts";
import type { ReportContext } from "../review/context.ts";

/** Everything beside the findings that a report of drift needs. */
export interface DriftContext {
  readonly report: ReportContext;
  /** The snapshot's name, as passed by the user. */
  readonly from: string;
  readonly snapshot: Pick<Snapshot, "ended" | "subscriptions" | "tenants">;
  readonly facts: EstateFacts | undefined;
  /** Whether delegations outside the estate may be missing in the snapshot. */
  readonly isIncomplete: boolean;
  /** Tenants of customers at the last synthesis. */
  readonly tenants: ReadonlyMap<string, Guid>;
}

/** Whether the customer applies its stack itself. */
export function isDeployedByCustomer(customer: string | undefined, { facts }: DriftContext): boolean {
  return customer !== undefined && own(facts?.customers ?? {}, customer)?.deployedBy === "customer";
}

/** The file that defines a customer. Where it is not known, the folder of such files. */
export function fileOf(customer: string | undefined, { report }: DriftContext): string {
  return (customer === undefined ? undefined : report.sourceOf(customer)?.file) ?? "customers/";
}
