import { documentProblem, type Problem } from "../../documents/problem.ts";
import { stableJson } from "../../values/canonical-json.ts";
import { foreignGuard, foreignResource } from "./own-address.ts";
import type { AssignmentChange, DefinitionChange, PlanDocument } from "./plan-schema.ts";

/** A change of a definition or an assignment. */
export type ManagedChange = DefinitionChange | AssignmentChange;

/** The changes of definitions and assignments; reading a guard changes nothing. */
export function managedChanges(
  changes: PlanDocument["resource_changes"],
): readonly { readonly index: number; readonly each: ManagedChange }[] {
  return (changes ?? []).flatMap((each, index) => (each.mode === "managed" ? [{ index, each }] : []));
}

/** Problems of a plan that failed, is incomplete, or cannot be applied. */
export function* changeProblems(plan: PlanDocument): Generator<Problem> {
  const managed = managedChanges(plan.resource_changes);
  const unfinished = (path: string, problem: string, received: unknown) =>
    documentProblem("document-unfinished", [path], problem, received);
  if (plan.errored) yield unfinished("errored", "is a plan that failed", true);
  if (!plan.complete) yield unfinished("complete", "is a targeted plan, which leaves something out", false);
  if (isRefreshOnly(plan))
    yield unfinished("resource_changes", "is a refresh-only plan, which says nothing of changes", undefined);
  if ((plan.deferred_changes ?? []).length > 0)
    yield unfinished("deferred_changes", "leaves changes for later", plan.deferred_changes);
  const changing = managed.some(({ each }) => each.change.actions[0] !== "no-op");
  if (changing && !plan.applyable) yield unfinished("applyable", "is a plan that cannot be applied", false);
  yield* failedChecks(plan);
  for (const part of ["resource_changes", "resource_drift"] as const) {
    for (const { index, each } of managedChanges(plan[part])) yield* misstated(each, [part, index]);
    yield* foreign(plan[part], part);
  }
  yield* contradicted(plan);
  // an incomplete plan is named above, and a plan that destroys lists only what exists
  if (plan.complete && !plan.errored && !isRefreshOnly(plan) && !destroysAll(plan)) yield* unspoken(plan);
}

/**
 * Whether a plan destroys everything (`-destroy`). It deletes what the state holds, plans nothing, and reads no guard.
 * Terraform does not name the mode, so every mark of it is required.
 */
function destroysAll({ resource_changes, planned_values, prior_state, checks = [] }: PlanDocument): boolean {
  const managed = managedChanges(resource_changes).map(({ each }) => each);
  const deleted = new Set(managed.map(({ address }) => address));
  const held = prior_state?.values?.root_module.resources ?? [];
  return (
    managed.every(({ change }) => change.after === null) &&
    (planned_values.root_module.resources ?? []).length === 0 &&
    checks.every(({ status }) => status === "unknown") &&
    held.every(({ address, mode }) => mode === "data" || deleted.has(address))
  );
}

/** Whether a plan lists no change, though its configuration has resources (`-refresh-only`). */
function isRefreshOnly(plan: PlanDocument): boolean {
  const configured = plan.configuration.root_module.resources ?? [];
  return (
    plan.complete &&
    !plan.errored &&
    managedChanges(plan.resource_changes).length === 0 &&
    configured.some(({ mode }) => mode === "managed") &&
    !destroysAll(plan)
  );
}

/** Guards that did not pass. While it destroys everything, Terraform does not check guards. */
function* failedChecks({ checks = [], resource_changes }: PlanDocument): Generator<Problem> {
  const allDeleted = managedChanges(resource_changes).every(({ each }) => each.change.after === null);
  for (const [index, { status, instances = [] }] of checks.entries()) {
    const statuses = [status, ...instances.map((each) => each.status)];
    const bad = statuses.find((each) => each !== "pass" && !(allDeleted && each === "unknown"));
    if (bad === undefined) continue;
    yield documentProblem(
      "document-unfinished",
      ["checks", index, "status"],
      "is a guard that did not pass",
      bad,
    );
  }
}

/** Resources of another Terraform configuration, by their values before and after the change. */
function* foreign(changes: PlanDocument["resource_changes"], part: string): Generator<Problem> {
  for (const [index, each] of (changes ?? []).entries()) {
    const path = [part, index];
    for (const moment of ["before", "after"] as const) {
      if (each.change[moment] === null) continue;
      yield* each.type === "azurerm_subscription"
        ? foreignGuard(each, each.change[moment].subscription_id, path)
        : foreignResource(each, each.change[moment].scope, path);
    }
  }
}

/** Changes whose action does not match their values. */
function* misstated(each: ManagedChange, path: readonly (string | number)[]): Generator<Problem> {
  const { actions, before, after } = each.change;
  const fits = {
    "no-op": () => before !== null && stableJson(before) === stableJson(after),
    create: () => before === null && after !== null,
    update: () => before !== null && after !== null,
    delete: () => before !== null && after === null,
    read: () => false,
  };
  const replaces = actions.length === 2;
  if (replaces ? before !== null && after !== null : fits[actions[0]]()) return;
  yield documentProblem(
    "value-not-allowed",
    [...path, "change", "actions"],
    "does not match before and after",
    actions,
  );
}

/** Resources that are only in the changes, or twice in the changes. */
function* contradicted(plan: PlanDocument): Generator<Problem> {
  const configured = configuredAddresses(plan);
  const spoken = new Set<string>();
  for (const { index, each } of managedChanges(plan.resource_changes)) {
    const path = ["resource_changes", index, "address"];
    if (spoken.has(each.address)) yield documentProblem("duplicate", path, "occurs twice", each.address);
    spoken.add(each.address);
    if (each.change.after !== null && !configured.has(each.address))
      yield documentProblem("document-unfinished", path, "is not in the configuration", each.address);
  }
}

/** Resources that are only in the configuration. */
function* unspoken(plan: PlanDocument): Generator<Problem> {
  const spoken = new Set(managedChanges(plan.resource_changes).map(({ each }) => each.address));
  for (const address of configuredAddresses(plan)) {
    if (!spoken.has(address))
      yield documentProblem("document-unfinished", ["resource_changes"], "leaves a resource out", address);
  }
}

function configuredAddresses({ configuration }: PlanDocument): ReadonlySet<string> {
  const managed = (configuration.root_module.resources ?? []).filter(({ mode }) => mode === "managed");
  return new Set(managed.map(({ address }) => address));
}
