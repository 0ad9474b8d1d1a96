import type { FleetChange, FleetRun } from "../fleet/fleet-change.ts";
import type { StackPart } from "../fleet/stack-parts.ts";
import { readStack } from "../formats/stack/decode.ts";
import { onlyNarrows } from "../review/only-narrows.ts";
import type { ReadFleetSide } from "./fleet-sides.ts";

/** Parts of a stack that differ where authorizations do. */
const PARTS_OF_ACCESS: readonly StackPart[] = ["resources", "outputs"];

/** Marks the customers from which the change only takes access away. */
export function withNarrowing(
  change: FleetChange,
  before: ReadFleetSide | undefined,
  after: ReadFleetSide,
): FleetChange {
  const isNarrowing = ({ customer, reason, parts }: FleetRun) => {
    const [old, made] = [before?.texts.get(customer), after.texts.get(customer)];
    if (reason !== "changed" || old === undefined || made === undefined) return false;
    if (!parts.every((part) => PARTS_OF_ACCESS.includes(part))) return false;
    const [had, has] = [readStack(customer, old), readStack(customer, made)];
    return had.ok && has.ok && onlyNarrows(had.value, has.value);
  };
  return {
    ...change,
    runs: change.runs.map((run) => (isNarrowing(run) ? { ...run, narrowing: true } : run)),
  };
}
