import type { CustomerAccess } from "../../access/access-side.ts";
import { firstSpelling } from "../../access/scope-spelling.ts";
import { type Read, readAllowed } from "../../documents/problem.ts";
import { compareText } from "../../values/compare-text.ts";
import { failed } from "../../values/result.ts";
import { accessAt, momentOf, recordedMoment } from "./plan-access.ts";
import { changeProblems, managedChanges } from "./plan-changes.ts";
import { configurationProblems } from "./plan-configuration.ts";
import { type PlanDocument, planSchema } from "./plan-schema.ts";
import { type Replaced, replacedBy } from "./replaced.ts";

/** Access before and after a Terraform plan of one customer. */
export interface ReadPlan {
  /** Existing access, as Terraform found it. */
  readonly before: CustomerAccess;
  readonly after: CustomerAccess;
  /** Access in Terraform's state before it read Azure; equal to `before` without drift. */
  readonly recorded: CustomerAccess;
  /** ARM names of resources that are deleted and created again. Their address is the same or another. */
  readonly replaced: Replaced;
  /** Addresses of resources that are imported from Azure. */
  readonly imported: readonly string[];
  /** Resources whose address changed. */
  readonly moved: readonly { readonly from: string; readonly to: string }[];
  /** Addresses of resources that are replaced because they are tainted: created, but not read back. */
  readonly tainted: readonly string[];
  /** Addresses of resources that changed outside Terraform since the last apply. */
  readonly drifted: readonly string[];
}

/**
 * Reads the output of `terraform show -json` for a saved plan. Refuses the whole plan where a part of it is unknown, or
 * access is known only after apply. Also where it failed or is incomplete (targeted or refresh-only).
 *
 * @param customer a customer's id: a plan does not name its stack
 * @see https://developer.hashicorp.com/terraform/internals/json-format
 */
export function readPlan(customer: string, document: unknown): Read<ReadPlan> {
  const read = readAllowed(planSchema, document);
  if (!read.ok) return read;
  const plan = read.value;
  const problems = [...configurationProblems(plan), ...changeProblems(plan)];
  // Azure's spelling of a group comes first, so that it is the one for both moments
  const spelling = firstSpelling();
  const before = accessAt(momentOf(plan, "before"), customer, plan, spelling);
  const after = accessAt(momentOf(plan, "after"), customer, plan, spelling);
  const recorded = accessAt(recordedMoment(plan), customer, plan, spelling);
  if (!before.ok || !after.ok || !recorded.ok || problems.length > 0) {
    const moments = [before, after, recorded].flatMap((each) => (each.ok ? [] : each.error));
    return failed([...problems, ...moments]);
  }
  // a plan shows every removal: no subscription is missing after it without one
  const subscriptionIds = [
    ...new Set([before, after, recorded].flatMap(({ value }) => value.subscriptionIds)),
  ].sort(compareText);
  return {
    ok: true,
    value: {
      before: { ...before.value, subscriptionIds },
      after: { ...after.value, subscriptionIds },
      recorded: { ...recorded.value, subscriptionIds },
      ...facts(plan),
    },
  };
}

function facts(
  plan: PlanDocument,
): Pick<ReadPlan, "replaced" | "imported" | "moved" | "tainted" | "drifted"> {
  const managed = managedChanges(plan.resource_changes).map(({ each }) => each);
  return {
    replaced: replacedBy(managed),
    imported: managed.filter(({ change }) => change.importing !== undefined).map(({ address }) => address),
    moved: managed.flatMap(({ address, previous_address: from }) =>
      from === undefined ? [] : [{ from, to: address }],
    ),
    tainted: managed
      .filter(({ action_reason: reason }) => reason === "replace_because_tainted")
      .map(({ address }) => address),
    drifted: (plan.resource_drift ?? []).map(({ address }) => address).sort(compareText),
  };
}
