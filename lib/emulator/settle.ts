import { sortGrants } from "../access/access-grant.ts";
import { grantsOn } from "../access/assemble.ts";
import { decodeDefinition } from "../formats/arm/decode.ts";
import type { RegistrationDefinitionBody } from "../formats/arm/schema.ts";
import { USER_ACCESS_ADMINISTRATOR_ROLE_ID } from "../roles/well-known-roles.ts";
import { asciiLowerCase } from "../values/ascii-lower-case.ts";
import { assignmentKey } from "./access-ledger.ts";
import {
  type DelegationEvent,
  type Operation,
  type Store,
  type StoredAssignment,
  type StoredDefinition,
  subscriptionOf,
} from "./store.ts";

/** Completes every due operation in order of time: its resource becomes final, and access follows. */
export function settle(store: Store, now: number): void {
  const due = [...store.operations.values()].filter(({ ended, endsAt }) => !ended && endsAt <= now);
  for (const operation of due.sort((a, b) => a.endsAt - b.endsAt)) {
    store.operations.set(operation.id, { ...operation, ended: true });
    ENDINGS[operation.kind](store, operation);
  }
}

const ENDINGS = {
  definitionPut: endDefinitionPut,
  assignmentPut: endAssignmentPut,
  assignmentDelete: endAssignmentDelete,
} satisfies Record<Operation["kind"], (store: Store, operation: Operation) => void>;

function endDefinitionPut(store: Store, { resource, outcome, endsAt }: Operation): void {
  const definition = store.definitions.get(resource);
  if (definition === undefined) return;
  if (outcome === "Failed") {
    // an existing definition returns to its former content
    const { sent, inForce } = definition;
    store.definitions.set(resource, { ...definition, sent: inForce ?? sent, provisioningState: "Failed" });
    return;
  }
  const final: StoredDefinition = { ...definition, inForce: definition.sent, provisioningState: "Succeeded" };
  store.definitions.set(resource, final);
  for (const assignment of store.assignments.values()) {
    // an assignment with a pending operation gets its access when that ends
    if (refersTo(assignment, resource) && assignment.provisioningState === "Succeeded")
      giveAccess(store, final, assignment, endsAt);
  }
}

function endAssignmentPut(store: Store, { resource, outcome, endsAt }: Operation): void {
  const assignment = store.assignments.get(resource);
  if (assignment === undefined) return;
  store.assignments.set(resource, { ...assignment, provisioningState: outcome });
  const definition = store.definitions.get(
    asciiLowerCase(assignment.sent.properties.registrationDefinitionId),
  );
  if (outcome !== "Succeeded" || definition === undefined) return;
  giveAccess(store, definition, assignment, endsAt);
  log(store, "register", assignment, endsAt);
}

function endAssignmentDelete(store: Store, { resource, outcome, endsAt }: Operation): void {
  const assignment = store.assignments.get(resource);
  if (assignment === undefined) return;
  if (outcome === "Failed") {
    store.assignments.set(resource, { ...assignment, provisioningState: "Succeeded" });
    return;
  }
  store.assignments.delete(resource);
  log(store, "unregister", assignment, endsAt);
  store.ledger.remove(assignmentKey(assignment.scope, assignment.name), endsAt);
}

/** Writes an event into the activity log of the managing tenant. Updates are logged as additions. */
function log(
  store: Store,
  kind: DelegationEvent["kind"],
  { scope, sent }: StoredAssignment,
  at: number,
): void {
  const key = asciiLowerCase(sent.properties.registrationDefinitionId);
  const managingTenantId = store.definitions.get(key)?.sent.properties.managedByTenantId;
  if (managingTenantId !== undefined) store.events.push({ kind, at, managingTenantId, scope });
}

/** Puts the access of an assignment in force, by its definition's body in force. `at` is in milliseconds. */
export function giveAccess(
  store: Store,
  definition: StoredDefinition,
  assignment: StoredAssignment,
  at: number,
): void {
  const body = definition.inForce;
  if (body === undefined) return;
  const { scope, name } = assignment;
  const decoded = decodeDefinition(
    subscriptionOf(definition.scope).toLowerCase(),
    definition.name,
    effective(body),
  );
  store.ledger.assign(assignmentKey(scope, name), sortGrants(grantsOn(scope, decoded, name)), at);
}

/** The effective part of a definition: delegated roles only with User Access Administrator (clause E034). */
function effective(body: RegistrationDefinitionBody): RegistrationDefinitionBody {
  const authorizations = body.properties.authorizations.map((each) => {
    const { delegatedRoleDefinitionIds: _, ...rest } = each;
    return each.roleDefinitionId.toLowerCase() === USER_ACCESS_ADMINISTRATOR_ROLE_ID ? each : rest;
  });
  return { ...body, properties: { ...body.properties, authorizations } };
}

/** Whether an assignment references the definition with this key. */
export function refersTo({ sent }: StoredAssignment, definitionKey: string): boolean {
  return asciiLowerCase(sent.properties.registrationDefinitionId) === definitionKey;
}
