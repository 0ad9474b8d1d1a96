import { definitionKey } from "../../access/access-parts.ts";
import type { CustomerAccess } from "../../access/access-side.ts";
import { assembleAccess, type DecodedAssignment, type DecodedDefinition } from "../../access/assemble.ts";
import type { FoundAccess } from "../../access/found-access.ts";
import {
  parseRegistrationAssignmentId,
  parseRegistrationDefinitionId,
} from "../../delegation/registration.ts";
import { documentProblem, type Problem, type Read, readOnce } from "../../documents/problem.ts";
import { compareText } from "../../values/compare-text.ts";
import { groupBy } from "../../values/group-by.ts";
import type { Guid } from "../../values/guid.ts";
import type { Path } from "../../values/path.ts";
import { collect, failed, type Result, success } from "../../values/result.ts";
import { ELIGIBLE_UNKNOWN_ALLOWED, showsEligibleAccess } from "./api-version.ts";
import { decodeDefinition } from "./decode.ts";
import {
  type FailedDefinition,
  failedNotes,
  unassignedNotes,
  unknownAnswerNotes,
  unknownPartNotes,
} from "./list-notes.ts";
import {
  expandedDefinitions,
  FAILED_STATES,
  type Listed,
  type ListedAnswers,
  listedAssignments,
  listedDefinitions,
} from "./resources.ts";
import type { RegistrationAssignmentResource, RegistrationDefinitionResource } from "./schema.ts";

/** Both lists of the same subscriptions, in any shape that {@link listedDefinitions} reads. */
export interface ArmLists {
  /** Undefined where assignments are expanded: each holds a copy of its definition. */
  readonly definitions: unknown;
  readonly assignments: unknown;
  /**
   * Whether the API version is known to show eligible access, as in a keeper snapshot.
   *
   * @default - false: every definition must show it
   */
  readonly isVersionKnown?: boolean;
  /** See {@link FoundAccess.read}. Their resource groups were read too. */
  readonly read?: ReadonlySet<Guid> | undefined;
}

/** The resources of both lists, as Azure answers them. */
export interface ListedResources {
  readonly definitions: readonly RegistrationDefinitionResource[];
  readonly assignments: readonly RegistrationAssignmentResource[];
  /**
   * Tenants of subscriptions, as Azure answers for the subscription itself. They win over those that definitions name, which
   * may be of before a move. @default - definitions name them
   */
  readonly tenants?: ReadonlyMap<Guid, Guid>;
}

/** Reads the resources of both lists. Refuses a missing page, ignores unknown properties, and compares no resources. */
export function readListedResources(lists: ArmLists): Read<ListedResources> {
  const listed = readListed(lists);
  if (!listed.ok) return listed;
  const { definitions, assignments } = listed.value;
  return success({
    definitions: definitions.map(({ resource }) => resource),
    assignments: assignments.map(({ resource }) => resource),
  });
}

/**
 * Decodes Azure's lists into access by subscription, sorted. Refuses a missing page, an unfinished resource, an assignment
 * whose definition is missing, and definitions that cannot show eligible access.
 */
export function readArmLists(lists: ArmLists): Read<FoundAccess> {
  const listed = readListed(lists);
  if (!listed.ok) return listed;
  const { definitions, assignments, unknown } = listed.value;
  const problems: Problem[] = [];
  const read = new ListReader(lists.isVersionKnown === true, problems);
  const known = definitions.flatMap((each) => read.definition(each));
  const byId = new Map(known.map((each) => [keyOf(each), each]));
  const put = assignments.flatMap((each) => read.assignment(each, byId));
  if (problems.length > 0) return failed(problems);
  const access = bySubscription(known, put);
  if (!access.ok) return access;
  return success({
    subscriptions: access.value,
    notes: [
      ...failedNotes(read.failed),
      ...unassignedNotes(access.value, lists.read),
      ...unknownPartNotes([...definitions, ...assignments]),
      ...unknownAnswerNotes(unknown),
    ],
    tenantNames: tenantNames(definitions),
    read: lists.read,
  });
}

/** The resources of both lists with their positions. */
export interface BothLists {
  readonly definitions: readonly Listed<RegistrationDefinitionResource>[];
  readonly assignments: readonly Listed<RegistrationAssignmentResource>[];
  /** Names of unknown properties of the answers around them. */
  readonly unknown: readonly string[];
}

/** Reads the resources of both lists. Each has its position and the names of its unknown properties. */
export function readListed(lists: ArmLists): Read<BothLists> {
  const assignments = listedAssignments(lists.assignments, ["assignments"]);
  if (!assignments.ok) return assignments;
  const definitions = definitionsOf(lists, assignments.value.resources);
  if (!definitions.ok) return definitions;
  return success({
    definitions: definitions.value.resources,
    assignments: assignments.value.resources,
    unknown: [...definitions.value.unknown, ...assignments.value.unknown],
  });
}

/** The listed definitions; without a list, the distinct copies in expanded assignments. */
function definitionsOf(
  { definitions }: ArmLists,
  assignments: readonly Listed<RegistrationAssignmentResource>[],
): Read<ListedAnswers<RegistrationDefinitionResource>> {
  if (definitions !== undefined) return listedDefinitions(definitions, ["definitions"]);
  const copies = expandedDefinitions(assignments);
  if (!copies.ok) return copies;
  const contentOf = ({ id, name, plan, properties }: RegistrationDefinitionResource) =>
    JSON.stringify([id.toLowerCase(), name.toLowerCase(), plan, properties]);
  const distinct = new Map(copies.value.map((each) => [contentOf(each.resource), each]));
  return success({ resources: [...distinct.values()], unknown: [] });
}

/** Reads resources of lists, and collects problems and failed definitions. */
class ListReader {
  readonly #failed = new Map<string, FailedDefinition>();
  readonly #isVersionKnown: boolean;
  readonly #problems: Problem[];

  constructor(isVersionKnown: boolean, problems: Problem[]) {
    this.#isVersionKnown = isVersionKnown;
    this.#problems = problems;
  }

  get failed(): readonly FailedDefinition[] {
    return [...this.#failed.values()];
  }

  definition({ resource, path }: Listed<RegistrationDefinitionResource>): DecodedDefinition[] {
    const id = parseRegistrationDefinitionId(resource.id);
    if (id === undefined || id.registrationDefinitionId !== resource.name.toLowerCase()) {
      const problem = "is not the id of the definition of this name at a subscription";
      this.#refuse("value-not-allowed", [...path, "id"], problem, resource.id);
      return [];
    }
    const { provisioningState: state, managedByTenantId } = resource.properties;
    if (state !== undefined && FAILED_STATES.has(state)) {
      const name = resource.properties.registrationDefinitionName ?? "";
      const definition = { ...id, managingTenantId: managedByTenantId.toLowerCase(), name };
      this.#failed.set(keyOf(definition), { definition, state, assignments: [] });
      return [];
    }
    this.#requireSettled(resource, path);
    if (!this.#isVersionKnown && !showsEligibleAccess(resource)) {
      const problem = "comes from an API that does not show eligible access, or from an unknown one";
      this.#problems.push(
        documentProblem("eligible-unknown", path, problem, resource.name, ELIGIBLE_UNKNOWN_ALLOWED),
      );
    }
    return [decodeDefinition(id.subscriptionId, resource.name, resource)];
  }

  assignment(
    { resource, path }: Listed<RegistrationAssignmentResource>,
    definitions: ReadonlyMap<string, DecodedDefinition>,
  ): DecodedAssignment[] {
    const id = parseRegistrationAssignmentId(resource.id);
    if (id === undefined || id.registrationAssignmentId !== resource.name.toLowerCase()) {
      const problem = "is not the id of the assignment of this name at a subscription or resource group";
      this.#refuse("value-not-allowed", [...path, "id"], problem, resource.id);
      return [];
    }
    const { registrationDefinitionId } = resource.properties;
    const target = parseRegistrationDefinitionId(registrationDefinitionId);
    const key =
      target?.subscriptionId === id.scope.subscriptionId && target !== undefined ? keyOf(target) : "";
    const failedOne = this.#failed.get(key);
    if (failedOne !== undefined) {
      failedOne.assignments.push(resource.id);
      return [];
    }
    this.#requireSettled(resource, path);
    const definition = definitions.get(key);
    if (definition !== undefined) return [{ ...id, definition }];
    const problem = "is not a listed definition of the assignment's subscription";
    const place = [...path, "properties", "registrationDefinitionId"];
    this.#refuse("reference-unresolved", place, problem, registrationDefinitionId);
    return [];
  }

  #requireSettled(
    { properties }: RegistrationDefinitionResource | RegistrationAssignmentResource,
    path: Path,
  ): void {
    const state = properties.provisioningState;
    if (state === undefined || state === "Succeeded") return;
    const place = [...path, "properties", "provisioningState"];
    this.#refuse("document-unfinished", place, "is not Succeeded", state);
  }

  #refuse(
    kind: "value-not-allowed" | "reference-unresolved" | "document-unfinished",
    path: Path,
    problem: string,
    received: unknown,
  ): void {
    this.#problems.push(documentProblem(kind, path, problem, received));
  }
}

function keyOf({
  subscriptionId,
  registrationDefinitionId,
}: Pick<DecodedDefinition, "subscriptionId" | "registrationDefinitionId">): string {
  return definitionKey(subscriptionId, registrationDefinitionId.toLowerCase());
}

function tenantNames(definitions: readonly Listed<RegistrationDefinitionResource>[]): Map<Guid, string> {
  return new Map(
    definitions.flatMap(({ resource: { properties } }): [Guid, string][] => {
      const { managedByTenantId, managedByTenantName } = properties;
      return managedByTenantName ? [[managedByTenantId.toLowerCase(), managedByTenantName]] : [];
    }),
  );
}

function bySubscription(
  definitions: readonly DecodedDefinition[],
  assignments: readonly DecodedAssignment[],
): Read<readonly CustomerAccess[]> {
  const own = groupBy(definitions, ({ subscriptionId }) => subscriptionId);
  const placed = groupBy(assignments, ({ scope }) => scope.subscriptionId);
  const access: Result<CustomerAccess, readonly string[]>[] = [...own]
    .sort(([a], [b]) => compareText(a, b))
    .map(([id, theirs]) => assembleAccess(id, [id], theirs, placed.get(id) ?? []));
  return readOnce(collect(access));
}
