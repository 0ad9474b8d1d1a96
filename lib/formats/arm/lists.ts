import type * as z from "zod";
import type { CustomerAccess } from "../../access/access-side.ts";
import {
  assembleAccess,
  type DecodedAssignment,
  type DecodedDefinition,
  findDefinition,
} from "../../access/assemble.ts";
import {
  parseRegistrationAssignmentId,
  parseRegistrationDefinitionId,
} from "../../delegation/registration.ts";
import {
  documentProblem,
  type Problem,
  type Read,
  readAllowed,
  readAt,
  readOnce,
} from "../../documents/problem.ts";
import { compareText } from "../../values/compare-text.ts";
import { groupBy } from "../../values/group-by.ts";
import type { Guid } from "../../values/guid.ts";
import type { Path } from "../../values/path.ts";
import { collect, failed, success } from "../../values/result.ts";
import { decodeDefinition } from "./decode.ts";
import {
  listedAssignments,
  listedDefinitions,
  type RegistrationAssignmentResource,
  type RegistrationDefinitionResource,
} from "./schema.ts";

/** Both lists of the same subscriptions. */
export interface ArmLists {
  /** Output of `az managedservices definition list`, or the answer of REST. */
  readonly definitions: unknown;
  /** Output of `az managedservices assignment list`, or the answer of REST. */
  readonly assignments: unknown;
}

/** The resources of both lists, as Azure answers them. */
export interface ListedResources {
  readonly definitions: readonly RegistrationDefinitionResource[];
  readonly assignments: readonly RegistrationAssignmentResource[];
}

/** Reads the resources of both lists. Refuses a missing page and unknown properties; compares no resources. */
export function readListedResources({ definitions, assignments }: ArmLists): Read<ListedResources> {
  const listed = readAt(readListed(listedDefinitions, definitions), ["definitions"]);
  if (!listed.ok) return listed;
  const placed = readAt(readListed(listedAssignments, assignments), ["assignments"]);
  return placed.ok ? success({ definitions: listed.value, assignments: placed.value }) : placed;
}

/**
 * Decodes Azure's lists into access by customer, sorted. Refuses lists with a missing page, a resource in another state
 * than Succeeded, or an assignment whose definition is not listed.
 *
 * @param customerOf returns the customer of a subscription. @default - the subscription's id
 */
export function readArmLists(
  lists: ArmLists,
  customerOf: (subscriptionId: Guid) => string = (subscriptionId) => subscriptionId,
): Read<readonly CustomerAccess[]> {
  const read = readListedResources(lists);
  if (!read.ok) return read;
  const { definitions, assignments } = read.value;
  const problems: Problem[] = [];
  const known = definitions.flatMap((each, index) => readDefinition(each, ["definitions", index], problems));
  const put = assignments.flatMap((each, index) =>
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

function readDefinition(
  resource: RegistrationDefinitionResource,
  path: Path,
  problems: Problem[],
): DecodedDefinition[] {
  requireSettled(resource, path, problems);
  const id = parseRegistrationDefinitionId(resource.id);
  if (id !== undefined && id.registrationDefinitionId === resource.name.toLowerCase())
    return [decodeDefinition(id.subscriptionId, resource.name, resource)];
  const problem = "is not the id of the definition of this name at a subscription";
  problems.push(documentProblem("value-not-allowed", [...path, "id"], problem, resource.id));
  return [];
}

function readAssignment(
  resource: RegistrationAssignmentResource,
  definitions: readonly DecodedDefinition[],
  path: Path,
  problems: Problem[],
): DecodedAssignment[] {
  requireSettled(resource, path, problems);
  const id = parseRegistrationAssignmentId(resource.id);
  if (id === undefined || id.registrationAssignmentId !== resource.name.toLowerCase()) {
    const problem = "is not the id of the assignment of this name at a subscription or resource group";
    problems.push(documentProblem("value-not-allowed", [...path, "id"], problem, resource.id));
    return [];
  }
  const { registrationDefinitionId } = resource.properties;
  const definition = findDefinition(registrationDefinitionId, definitions);
  if (definition?.subscriptionId === id.scope.subscriptionId) return [{ ...id, definition }];
  const place = [...path, "properties", "registrationDefinitionId"];
  const problem = "is not a listed definition of the assignment's subscription";
  problems.push(documentProblem("reference-unresolved", place, problem, registrationDefinitionId));
  return [];
}

function requireSettled(
  { properties }: RegistrationDefinitionResource | RegistrationAssignmentResource,
  path: Path,
  problems: Problem[],
): void {
  const state = properties.provisioningState;
  if (state === undefined || state === "Succeeded") return;
  const place = [...path, "properties", "provisioningState"];
  problems.push(documentProblem("document-unfinished", place, "is not Succeeded", state));
}

function byCustomer(
  definitions: readonly DecodedDefinition[],
  assignments: readonly DecodedAssignment[],
  customerOf: (subscriptionId: Guid) => string,
): Read<readonly CustomerAccess[]> {
  const own = groupBy(definitions, (each) => customerOf(each.subscriptionId));
  const placed = groupBy(assignments, (each) => customerOf(each.scope.subscriptionId));
  const access = [...own]
    .sort(([a], [b]) => compareText(a, b))
    .map(([customer, theirs]) => {
      const subscriptions = theirs.map(({ subscriptionId }) => subscriptionId);
      return assembleAccess(customer, subscriptions, theirs, placed.get(customer) ?? []);
    });
  return readOnce(collect(access));
}
