import type { CustomerAccess } from "../../access/access-side.ts";
import {
  assembleAccess,
  type DecodedAssignment,
  type DecodedDefinition,
  findDefinition,
} from "../../access/assemble.ts";
import type { Spelling } from "../../access/scope-spelling.ts";
import { parseScopeIdOfAnyCase } from "../../delegation/scope.ts";
import {
  documentProblem,
  type Problem,
  type Read,
  readAllowed,
  readAt,
  readOnce,
  refusal,
} from "../../documents/problem.ts";
import type { Path } from "../../values/path.ts";
import { failed, success } from "../../values/result.ts";
import { decodeDefinition } from "../azurerm/decode.ts";
import { definitionValues } from "../azurerm/lighthouse-values.ts";
import { type ManagedChange, managedChanges } from "./plan-changes.ts";
import { guardedSubscriptions, referredAddress } from "./plan-configuration.ts";
import type { AssignmentChange, DefinitionChange, PlanDocument } from "./plan-schema.ts";

/** The part of a plan's changes to read. */
export interface Moment {
  readonly of: "before" | "after";
  readonly changes: readonly { readonly path: Path; readonly each: ManagedChange }[];
}

/** The moment before or after every change. */
export function momentOf(plan: PlanDocument, of: "before" | "after"): Moment {
  const changes = managedChanges(plan.resource_changes).map(({ index, each }) => ({
    path: ["resource_changes", index, "change", of],
    each,
  }));
  return { of, changes };
}

/** The moment before changes outside Terraform: the values in its state. */
export function recordedMoment(plan: PlanDocument): Moment {
  const drifted = managedChanges(plan.resource_drift).map(({ index, each }) => ({
    path: ["resource_drift", index, "change", "before"],
    each,
  }));
  const addresses = new Set(drifted.map(({ each }) => each.previous_address ?? each.address));
  const others = momentOf(plan, "before").changes.filter(
    ({ each }) => !addresses.has(each.address) && !addresses.has(each.previous_address ?? each.address),
  );
  return { of: "before", changes: [...others, ...drifted] };
}

/** Access of one customer at a moment of a plan. As failure, all values that are unknown or refer to nothing. */
export function accessAt(
  { of, changes }: Moment,
  customer: string,
  plan: PlanDocument,
  spelling: Spelling,
): Read<CustomerAccess> {
  const problems: Problem[] = [];
  const taken = <T>(read: Read<T>): T[] => {
    if (read.ok) return [read.value];
    for (const problem of read.error) problems.push(problem);
    return [];
  };
  const present = changes.filter(({ each }) => each.change[of] !== null);
  const definitions = new Map(
    present.flatMap(({ path, each }) =>
      each.type === "azurerm_lighthouse_definition"
        ? taken(readAt(definitionAt(each, of), path)).map((read) => [each.address, read] as const)
        : [],
    ),
  );
  const assignments = present.flatMap(({ path, each }) =>
    each.type === "azurerm_lighthouse_assignment"
      ? taken(readAt(assignmentAt(each, of, definitions, plan), path))
      : [],
  );
  if (problems.length > 0) return failed(problems);
  const all = [...definitions.values()];
  const subscriptions = [...guardedSubscriptions(plan), ...all.map(({ subscriptionId }) => subscriptionId)];
  return readOnce(assembleAccess(customer, subscriptions, all, assignments, spelling));
}

function definitionAt({ change }: DefinitionChange, of: "before" | "after"): Read<DecodedDefinition> {
  const unknown = of === "after" ? unknownPaths(change.after_unknown).filter(([key]) => key !== "id") : [];
  if (unknown.length > 0) {
    const problems = unknown.map((path) =>
      documentProblem("value-unknown", path, "is known only after apply", undefined),
    );
    return failed(problems);
  }
  const read = readAllowed(definitionValues, change[of]);
  return read.ok ? decodeDefinition(read.value) : read;
}

function assignmentAt(
  change: AssignmentChange,
  of: "before" | "after",
  definitions: ReadonlyMap<string, DecodedDefinition>,
  plan: PlanDocument,
): Read<DecodedAssignment> {
  const { name, scope: written } = change.change[of] ?? {};
  if (name === undefined) return refusal("value-unknown", ["name"], "is known only after apply", undefined);
  if (written === undefined)
    return refusal("value-unknown", ["scope"], "is known only after apply", undefined);
  const scope = parseScopeIdOfAnyCase(written);
  if (scope === undefined)
    return refusal(
      "value-not-allowed",
      ["scope"],
      "is no ARM id of a subscription or resource group",
      written,
    );
  const definition = definitionOf(change, of, definitions, plan);
  if (definition !== undefined && definition.subscriptionId === scope.subscriptionId)
    return success({ registrationAssignmentId: name, scope, definition });
  const problem = "is not a definition of this plan, or one in another subscription";
  const received = change.change[of]?.lighthouse_definition_id;
  return refusal("reference-unresolved", ["lighthouse_definition_id"], problem, received);
}

function definitionOf(
  { change, address }: AssignmentChange,
  of: "before" | "after",
  definitions: ReadonlyMap<string, DecodedDefinition>,
  plan: PlanDocument,
): DecodedDefinition | undefined {
  const id = change[of]?.lighthouse_definition_id;
  if (typeof id === "string") return findDefinition(id, definitions.values());
  // unknown is legitimate where the definition is created too: then the configuration refers to it
  const unknown =
    of === "after" && unknownPaths(change.after_unknown).some(([key]) => key === "lighthouse_definition_id");
  return unknown ? definitions.get(referredAddress(address, plan) ?? "") : undefined;
}

/** Where Terraform marks something as unknown; no deeper than values go. */
function unknownPaths(value: unknown, path: Path = []): Path[] {
  const deepest = 12;
  if (value === true || path.length > deepest) return [path];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => unknownPaths(inner, [...path, key]));
}
