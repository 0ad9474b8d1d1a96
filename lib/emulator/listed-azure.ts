import { parseRegistrationAssignmentId, parseRegistrationDefinitionId } from "../delegation/registration.ts";
import { scopeId } from "../delegation/scope.ts";
import type { ListedResources } from "../formats/arm/lists.ts";
import type { RegistrationDefinitionResource } from "../formats/arm/schema.ts";
import { asciiLowerCase } from "../values/ascii-lower-case.ts";
import { groupBy } from "../values/group-by.ts";
import type { Guid } from "../values/guid.ts";
import { assignmentKey } from "./access-ledger.ts";
import type { DirectoryTenant, ListedDirectory, ListedSubscription } from "./directory.ts";
import { registerForDelegation } from "./resource-providers.ts";
import { giveAccess, refersTo } from "./settle.ts";
import { type ProvisioningState, type SavedAzure, Store } from "./store.ts";

/**
 * The state of an emulated Azure that holds what Azure's lists hold. Access counts as there from the start: the history
 * is empty.
 *
 * @param resources lists that `readArmLists` accepts
 */
export function savedFromLists(
  resources: ListedResources,
): SavedAzure & { readonly listed: ListedDirectory } {
  const store = new Store();
  storeDefinitions(store, resources);
  storeAssignments(store, resources);
  const listed = listedDirectory(resources);
  for (const { id } of listed.subscriptions) registerForDelegation(id, store);
  return { ...store.save(), history: [], listed };
}

function storeDefinitions(store: Store, { definitions }: ListedResources): void {
  for (const { id, name, plan, properties } of definitions) {
    const subscriptionId = parseRegistrationDefinitionId(id)?.subscriptionId ?? "";
    const { provisioningState, manageeTenantId, manageeTenantName, managedByTenantName, ...sent } =
      properties;
    const body = { properties: sent, ...(plan === undefined ? {} : { plan }) };
    const state = settledState(provisioningState);
    store.definitions.set(asciiLowerCase(id), {
      scope: `/subscriptions/${subscriptionId}`,
      name,
      sent: body,
      inForce: state === "Succeeded" ? body : undefined,
      provisioningState: state,
    });
  }
}

function storeAssignments(store: Store, { assignments }: ListedResources): void {
  for (const { id, name, properties } of assignments) {
    const place = parseRegistrationAssignmentId(id);
    if (place === undefined) continue;
    const { registrationDefinitionId, provisioningState } = properties;
    const scope = scopeId(place.scope);
    const assignment = {
      scope,
      name,
      sent: { properties: { registrationDefinitionId } },
      provisioningState: settledState(provisioningState),
    };
    store.assignments.set(assignmentKey(scope, name), assignment);
    for (const [definitionKey, definition] of store.definitions)
      if (assignment.provisioningState === "Succeeded" && refersTo(assignment, definitionKey))
        giveAccess(store, definition, assignment, 0);
  }
}

/** A missing state means Succeeded, as in lists of older API versions. */
function settledState(state: string | undefined): ProvisioningState {
  return state === undefined || state === "Succeeded" ? "Succeeded" : "Failed";
}

function listedDirectory({ definitions, assignments, tenants }: ListedResources): ListedDirectory {
  const scopes = assignments.flatMap(({ id }) => parseRegistrationAssignmentId(id)?.scope ?? []);
  const groups = groupBy(scopes, ({ subscriptionId }) => subscriptionId);
  const owned = groupBy(definitions, ({ id }) => parseRegistrationDefinitionId(id)?.subscriptionId ?? "");
  const subscriptions = [...owned].map(([id, theirs]): ListedSubscription => {
    const named = theirs.map(({ properties }) => properties.manageeTenantId).find((each) => each);
    const tenantId = tenants?.get(id) ?? named;
    const resourceGroups = (groups.get(id) ?? []).flatMap(({ resourceGroup }) => resourceGroup ?? []);
    return {
      id,
      ...(tenantId === undefined ? {} : { tenantId: tenantId.toLowerCase() }),
      resourceGroups,
    };
  });
  return { tenants: definitions.flatMap(tenantsOf), subscriptions };
}

function tenantsOf({ properties }: RegistrationDefinitionResource): DirectoryTenant[] {
  const { manageeTenantId, manageeTenantName, managedByTenantId, managedByTenantName } = properties;
  const tenant = (id: Guid | undefined, name: string | undefined): DirectoryTenant[] =>
    id === undefined || id === "" ? [] : [{ id: id.toLowerCase(), name: name ?? id, principals: [] }];
  return [...tenant(manageeTenantId, manageeTenantName), ...tenant(managedByTenantId, managedByTenantName)];
}
