import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { State } from "../delegation/estate-defaults.ts";
import { ID_PATTERN } from "../delegation/identifiers.ts";
import { parseScopeId } from "../delegation/scope.ts";
import { OWN, readJsonFile } from "../documents/read-file.ts";
import { compareText } from "../values/compare-text.ts";
import type { Guid } from "../values/guid.ts";
import { isObject, listAt, objectAt } from "../values/json-object.ts";

/**
 * Reads from local Terraform state the subscriptions with delegations, by customer id. Empty for remote state, because
 * synthesis needs no credentials.
 *
 * @param ids the customers to look up; `undefined` for all states
 */
export function readLocalState(
  root: string,
  state: State,
  ids: readonly string[] | undefined,
): ReadonlyMap<string, readonly Guid[]> {
  if (state.backend !== "local") return new Map();
  const folder = join(root, state.folder);
  const found = (ids ?? idsIn(folder)).map((id): [string, Guid[]] => [
    id,
    subscriptionsIn(join(folder, `${id}.tfstate`)),
  ]);
  return new Map(found.filter(([, subscriptions]) => subscriptions.length > 0));
}

/** Whether there is a local state of a customer that can be read. A state elsewhere says nothing here. */
export function hasLocalState(root: string, state: State, id: string): boolean {
  if (state.backend !== "local") return false;
  const read = readJsonFile(join(root, state.folder, `${id}.tfstate`), "local-state", OWN);
  return read.ok && isObject(read.value) && Array.isArray(read.value["resources"]);
}

function idsIn(folder: string): string[] {
  try {
    const names = readdirSync(folder).filter((name) => name.endsWith(".tfstate"));
    return names.map((name) => name.slice(0, -".tfstate".length)).filter((id) => ID_PATTERN.test(id));
  } catch {
    // no state folder: nothing was deployed from here
    return [];
  }
}

function subscriptionsIn(file: string): Guid[] {
  const state = readJsonFile(file, "local-state", OWN);
  // missing, or unreadable: Terraform refuses that itself
  if (!state.ok || !isObject(state.value)) return [];
  const scopes = listAt(state.value, "resources")
    .map((resource) => objectAt(resource))
    .filter(({ type }) => typeof type === "string" && type.startsWith("azurerm_lighthouse_"))
    .flatMap((resource) => listAt(resource, "instances"))
    .map((instance) => parseScopeId(String(objectAt(instance, "attributes")["scope"])));
  return [...new Set(scopes.flatMap((scope) => (scope === undefined ? [] : [scope.subscriptionId])))].sort(
    compareText,
  );
}
