import { type Read, readAllowed } from "../../documents/problem.ts";
import { failed, success } from "../../values/result.ts";
import { changeProblems, managedChanges } from "./plan-changes.ts";
import { planSchema } from "./plan-schema.ts";

/** What a plan does with each definition and assignment. */
export interface PlanActions {
  /** Addresses of resources that are imported as they are. */
  readonly imported: readonly string[];
  /** Resources that are created, changed, replaced or destroyed, imported or not. */
  readonly changed: readonly { readonly address: string; readonly action: string }[];
}

/** Reads the actions of a saved plan. Refuses it where it failed, is incomplete, or holds anything unknown. */
export function readPlanActions(document: unknown): Read<PlanActions> {
  const read = readAllowed(planSchema, document);
  if (!read.ok) return read;
  const problems = [...changeProblems(read.value)];
  if (problems.length > 0) return failed(problems);
  const managed = managedChanges(read.value.resource_changes).map(({ each }) => each);
  const isUnchanged = ({ change }: (typeof managed)[number]) => change.actions.join() === "no-op";
  return success({
    imported: managed
      .filter((each) => isUnchanged(each) && each.change.importing !== undefined)
      .map(({ address }) => address),
    changed: managed
      .filter((each) => !isUnchanged(each))
      .map(({ address, change }) => ({ address, action: change.actions.join(" and ") })),
  });
}
