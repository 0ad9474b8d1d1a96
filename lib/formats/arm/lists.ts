import type * as z from "zod";
import type { CustomerAccess } from "../../access/access-side.ts";
import { documentProblem, type Problem, type Read, readAllowed, readAt } from "../../documents/problem.ts";
import { compareText } from "../../values/compare-text.ts";
import type { Guid } from "../../values/guid.ts";
import { failed, success } from "../../values/result.ts";
import { assembleAccess, type ReadAssignment, type ReadDefinition } from "../azurerm/assemble.ts";
import { findDefinition } from "../azurerm/resolve-definition.ts";
import { readDefinitionId, readScope } from "../azurerm/scope-spelling.ts";
import { definitionValuesOf } from "./list-definition.ts";
import { type ArmAssignment, type ArmDefinition, armAssignments, armDefinitions } from "./list-schema.ts";

/** Both lists of the same subscriptions. */
export interface ArmLists {
  /** What `az managedservices definition list` prints, or REST answers. */
  readonly definitions: unknown;
  /** What `az managedservices assignment list` prints, or REST answers. */
  readonly assignments: unknown;
}

/**
 * The access that Azure lists, by customer, sorted. Refused where a page is left over, where anything is not settled
 * (created, deleted or failed), and where an assignment's definition is not listed.
 *
 * @param customerOf the customer that a subscription belongs to. @default - the subscription's id stands for one
 */
export function readArmLists(
  { definitions, assignments }: ArmLists,
  customerOf: (subscriptionId: Guid) => string = (subscriptionId) => subscriptionId,
): Read<readonly CustomerAccess[]> {
  const read = readAt(readListed(armDefinitions, definitions), ["definitions"]);
  if (!read.ok) return read;
  const placed = readAt(readListed(armAssignments, assignments), ["assignments"]);
  if (!placed.ok) return placed;
  const problems: Problem[] = [];
  const known = read.value.flatMap((each, index) => readDefinition(each, ["definitions", index], problems));
  const put = placed.value.flatMap((each, index) =>
    readAssignment(each, known, ["assignments", index], problems),
  );
  return problems.length > 0 ? failed(problems) : byCustomer(known, put, customerOf);
}

function readListed<T>(
  schema: { readonly list: z.ZodType<T[]>; readonly answer: z.ZodType<{ value: T[] }> },
  document: unknown,
): Read<readonly T[]> {
  if (Array.isArray(document)) return readAllowed(schema.list, document);
  const read = readAllowed(schema.answer, document);
  return read.ok ? success(read.value.value) : read;
}

type Place = readonly (string | number)[];

function readDefinition(each: ArmDefinition, path: Place, problems: Problem[]): ReadDefinition[] {
  settled(each.properties.provisioningState, path, problems);
  const id = readDefinitionId(each.id);
  if (id !== undefined && id.registrationDefinitionId === each.name.toLowerCase())
    return [{ subscriptionId: id.subscriptionId, values: definitionValuesOf(each) }];
  const problem = "is not the id of the definition of this name at a subscription";
  problems.push(documentProblem("value-not-allowed", [...path, "id"], problem, each.id));
  return [];
}

const ASSIGNMENT_ID =
  /^(.+)\/providers\/Microsoft\.ManagedServices\/registrationAssignments\/([0-9a-f-]{36})$/i;

function readAssignment(
  { id, name, properties }: ArmAssignment,
  definitions: readonly ReadDefinition[],
  path: Place,
  problems: Problem[],
): ReadAssignment[] {
  settled(properties.provisioningState, path, problems);
  const [, at = "", own = ""] = ASSIGNMENT_ID.exec(id) ?? [];
  const scope = readScope(at);
  if (scope === undefined || own.toLowerCase() !== name.toLowerCase()) {
    const problem = "is not the id of the assignment of this name at a subscription or resource group";
    problems.push(documentProblem("value-not-allowed", [...path, "id"], problem, id));
    return [];
  }
  const definition = findDefinition(properties.registrationDefinitionId, definitions);
  if (definition?.subscriptionId === scope.subscriptionId) return [{ id: name, scope, definition }];
  const place = [...path, "properties", "registrationDefinitionId"];
  const problem = "is no listed definition of the assignment's subscription";
  problems.push(documentProblem("reference-unresolved", place, problem, properties.registrationDefinitionId));
  return [];
}

function settled(state: string | null | undefined, path: Place, problems: Problem[]): void {
  if (state === undefined || state === null || state === "Succeeded") return;
  const place = [...path, "properties", "provisioningState"];
  problems.push(documentProblem("document-unfinished", place, "is not Succeeded", state));
}

function byCustomer(
  definitions: readonly ReadDefinition[],
  assignments: readonly ReadAssignment[],
  customerOf: (subscriptionId: Guid) => string,
): Read<readonly CustomerAccess[]> {
  const customers = new Map<string, Set<Guid>>();
  for (const { subscriptionId } of definitions) {
    const customer = customerOf(subscriptionId);
    customers.set(customer, (customers.get(customer) ?? new Set()).add(subscriptionId));
  }
  const value: CustomerAccess[] = [];
  const problems: Problem[] = [];
  for (const [customer, ids] of [...customers].sort(([a], [b]) => compareText(a, b))) {
    const access = assembleAccess(
      customer,
      ids,
      definitions.filter(({ subscriptionId }) => ids.has(subscriptionId)),
      assignments.filter(({ scope }) => ids.has(scope.subscriptionId)),
    );
    if (access.ok) value.push(access.value);
    else for (const problem of access.error) problems.push(problem);
  }
  return problems.length > 0 ? failed(problems) : success(value);
}
