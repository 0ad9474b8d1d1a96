import type { EstateFacts } from "../delegation/estate-facts.ts";
import { compareText } from "../values/compare-text.ts";
import { own } from "../values/own.ts";
import { differingParts, type StackPart, type StackParts } from "./stack-parts.ts";

/** A side of a fleet: synthesized stacks by customer, and what facts say of customers. */
export interface FleetSide {
  readonly stacks: ReadonlyMap<string, StackParts>;
  readonly customers: EstateFacts["customers"];
}

/**
 * Why a customer has to run. Where no base was named, all have to. `deployer`: the customer deployed itself before, and the
 * provider does now.
 */
export type FleetReason = "all" | "new" | "changed" | "deployer" | "vanished";

/** A customer that has to run. */
export interface FleetRun {
  readonly customer: string;
  /** A vanished customer is destroyed, from the base's stack. */
  readonly action: "apply" | "destroy";
  readonly reason: FleetReason;
  /** Parts of the stack that differ. None where the whole stack is new, vanished or asked for. */
  readonly parts: readonly StackPart[];
  readonly tags: Readonly<Record<string, string>>;
  /** Whether the change takes access away there and does nothing else. Then it waits for no earlier apply. */
  readonly narrowing?: true;
}

/** What a fleet has to run, and what it leaves out. Ids are sorted everywhere. */
export interface FleetChange {
  readonly runs: readonly FleetRun[];
  /** To run, but these customers deploy themselves: they are in no job. */
  readonly deployedByCustomer: readonly string[];
  /** Vanished, and not destroyed, because that was not asked for. */
  readonly vanished: readonly string[];
  /** To run, but without the tags that were asked for. */
  readonly withoutTags: readonly string[];
  /** How many stacks are as they were. */
  readonly unchanged: number;
}

/** What to run. */
export interface FleetSelection {
  /** Tags that a customer must have, all of them. */
  readonly tags: Readonly<Record<string, string>>;
  /** Whether vanished customers are destroyed. */
  readonly includeDestroys: boolean;
}

/**
 * Customers that have to run, by their final stacks. A comment in a shared file is no reason. A role of a shared set is
 * a reason for every customer that has it.
 *
 * @param before undefined where no base was named: then all customers run
 */
export function fleetChange(
  before: FleetSide | undefined,
  after: FleetSide,
  { tags, includeDestroys }: FleetSelection,
): FleetChange {
  const ids = [...new Set([...(before?.stacks.keys() ?? []), ...after.stacks.keys()])].sort(compareText);
  const found = ids.flatMap((id) => runOf(id, before, after) ?? []);
  const isOwn = ({ customer }: FleetRun) =>
    deploysItself(after.stacks.has(customer) ? after : before, customer);
  const hasTags = (run: FleetRun) =>
    Object.entries(tags).every(([key, value]) => own(run.tags, key) === value);
  const deployed = found.filter((run) => !isOwn(run));
  const asked = deployed.filter(hasTags);
  const isLeftOut = ({ action }: FleetRun) => action === "destroy" && !includeDestroys;
  return {
    runs: asked.filter((run) => !isLeftOut(run)),
    deployedByCustomer: found.filter(isOwn).map(({ customer }) => customer),
    vanished: asked.filter(isLeftOut).map(({ customer }) => customer),
    withoutTags: deployed.filter((run) => !hasTags(run)).map(({ customer }) => customer),
    unchanged: ids.length - found.length,
  };
}

function runOf(customer: string, before: FleetSide | undefined, after: FleetSide): FleetRun | undefined {
  const [old, made] = [before?.stacks.get(customer), after.stacks.get(customer)];
  const side = made === undefined ? before : after;
  const tags = own(side?.customers ?? {}, customer)?.tags ?? {};
  if (made === undefined) return { customer, action: "destroy", reason: "vanished", parts: [], tags };
  if (before === undefined) return { customer, action: "apply", reason: "all", parts: [], tags };
  if (old === undefined) return { customer, action: "apply", reason: "new", parts: [], tags };
  const parts = differingParts(old, made);
  if (parts.length > 0) return { customer, action: "apply", reason: "changed", parts, tags };
  // what its own pipeline applied may be older than the base
  const isTakenOver = deploysItself(before, customer) && !deploysItself(after, customer);
  return isTakenOver ? { customer, action: "apply", reason: "deployer", parts, tags } : undefined;
}

function deploysItself(side: FleetSide | undefined, customer: string): boolean {
  return own(side?.customers ?? {}, customer)?.deployedBy === "customer";
}
