import type { FoundDelegation, FoundDelegations, LeftOut } from "../../access/found-delegation.ts";
import {
  parseRegistrationAssignmentId,
  parseRegistrationDefinitionId,
} from "../../delegation/registration.ts";
import type { Read } from "../../documents/problem.ts";
import { groupBy } from "../../values/group-by.ts";
import { success } from "../../values/result.ts";
import { decodeDefinition } from "./decode.ts";
import { type ArmLists, readArmLists, readListed } from "./lists.ts";
import { FAILED_STATES, type Listed } from "./resources.ts";
import type { RegistrationAssignmentResource, RegistrationDefinitionResource } from "./schema.ts";

/**
 * The delegations that Azure's lists show, each with its position. Refuses what {@link readArmLists} refuses. Names
 * definitions that failed or are not assigned, and properties that this version does not know.
 */
export function foundInLists(lists: ArmLists): Read<FoundDelegations> {
  const access = readArmLists(lists);
  if (!access.ok) return access;
  const listed = readListed(lists);
  if (!listed.ok) return listed;
  const assigned = groupBy(listed.value.assignments, definitionOf);
  const delegations: FoundDelegation[] = [];
  const leftOut: LeftOut[] = [];
  for (const each of listed.value.definitions) {
    const state = each.resource.properties.provisioningState;
    const own = assigned.get(each.resource.id.toLowerCase()) ?? [];
    if (state !== undefined && FAILED_STATES.has(state))
      leftOut.push({ ...named(each), why: `is in the state ${state} and grants nothing` });
    else if (own.length === 0) leftOut.push({ ...named(each), ...unassigned(each, lists) });
    else delegations.push(foundDelegation(each, own));
    if (each.unknown.length > 0)
      leftOut.push({
        ...named(each),
        what: `${each.unknown.join(", ")} of ${named(each).what}`,
        why: "is of an API that this version of keeper does not know",
      });
  }
  return success({ delegations, leftOut, subscriptions: new Map() });
}

function definitionOf({ resource }: Listed<RegistrationAssignmentResource>): string {
  return resource.properties.registrationDefinitionId.toLowerCase();
}

function named({ resource, path }: Listed<RegistrationDefinitionResource>): Pick<LeftOut, "path" | "what"> {
  const name = resource.properties.registrationDefinitionName ?? "";
  return { path, what: `definition ${JSON.stringify(name)} (${resource.name})` };
}

/** Assignments of resource groups are lists of their own: without them, nothing is known. */
function unassigned(
  { resource }: Listed<RegistrationDefinitionResource>,
  { read }: ArmLists,
): Pick<LeftOut, "why" | "isUnknown"> {
  const id = parseRegistrationDefinitionId(resource.id);
  if (id !== undefined && read?.has(id.subscriptionId) === true)
    return { why: "has no assignment and grants nothing" };
  const why =
    "has no assignment in these lists; assignments of resource groups have lists of their own and were not read";
  return { why, isUnknown: true };
}

function foundDelegation(
  { resource, path }: Listed<RegistrationDefinitionResource>,
  assignments: readonly Listed<RegistrationAssignmentResource>[],
): FoundDelegation {
  const { manageeTenantId, manageeTenantName, managedByTenantName } = resource.properties;
  const id = parseRegistrationDefinitionId(resource.id);
  if (id === undefined) throw new Error("the lists were not read before");
  return {
    definition: decodeDefinition(id.subscriptionId, id.registrationDefinitionId, resource),
    assignments: assignments.flatMap((each) => parseRegistrationAssignmentId(each.resource.id) ?? []),
    managingTenantName: managedByTenantName,
    customerTenantId: manageeTenantId?.toLowerCase(),
    customerTenantName: manageeTenantName,
    path,
  };
}
