import type { CustomerAccess } from "../../access/access-side.ts";
import {
  assembleAccess,
  type DecodedAssignment,
  type DecodedDefinition,
  findDefinition,
} from "../../access/assemble.ts";
import { parseScopeIdOfAnyCase } from "../../delegation/scope.ts";
import {
  documentProblem,
  type Problem,
  type Read,
  readAllowed,
  readAt,
  readOnce,
} from "../../documents/problem.ts";
import type { Guid } from "../../values/guid.ts";
import { isObject } from "../../values/json-object.ts";
import type { Path } from "../../values/path.ts";
import { failed, success } from "../../values/result.ts";
import { decodeDefinition } from "../azurerm/decode.ts";
import type { AssignmentValues, DefinitionValues } from "../azurerm/lighthouse-values.ts";
import { filedState, shownState } from "./state-schema.ts";

/** A resource of either form of a state. */
type StateResource = { readonly path: Path; readonly name: string } & (
  | { readonly type: "azurerm_lighthouse_definition"; readonly values: DefinitionValues }
  | { readonly type: "azurerm_lighthouse_assignment"; readonly values: AssignmentValues }
  | { readonly type: "azurerm_subscription" }
);

/**
 * The access that Terraform's state of one customer remembers: the state file (version 4), or what
 * `terraform show -json` prints of it. What changed in Azure since is not in it.
 *
 * @param customer a customer's id: a state does not name its stack
 */
export function readState(customer: string, document: unknown): Read<CustomerAccess> {
  const read =
    isObject(document) && Object.hasOwn(document, "version") ? fromFile(document) : shown(document);
  if (!read.ok) return read;
  const problems: Problem[] = [];
  const definitions: DecodedDefinition[] = [];
  const subscriptions: Guid[] = [];
  for (const each of read.value) {
    if (each.type === "azurerm_subscription") subscriptions.push(each.name.replace(/^subscription_/, ""));
    if (each.type !== "azurerm_lighthouse_definition") continue;
    const definition = readAt(decodeDefinition(each.values, each.name), each.path);
    if (definition.ok) definitions.push(definition.value);
    else problems.push(...definition.error);
  }
  const assignments = read.value.flatMap((each): DecodedAssignment[] => {
    if (each.type !== "azurerm_lighthouse_assignment") return [];
    const { name, lighthouse_definition_id: id } = each.values;
    const scope = parseScopeIdOfAnyCase(each.values.scope);
    const definition = findDefinition(id ?? "", definitions);
    if (scope !== undefined && definition?.subscriptionId === scope.subscriptionId)
      return [{ registrationAssignmentId: name, scope, definition }];
    const path = [...each.path, scope === undefined ? "scope" : "lighthouse_definition_id"];
    const problem = "does not put a definition of this state on a scope in its subscription";
    problems.push(documentProblem("reference-unresolved", path, problem, id));
    return [];
  });
  if (problems.length > 0) return failed(problems);
  const all = [...subscriptions, ...definitions.map(({ subscriptionId }) => subscriptionId)];
  return readOnce(assembleAccess(customer, all, definitions, assignments));
}

function shown(document: unknown): Read<readonly StateResource[]> {
  const read = readAllowed(shownState, document);
  if (!read.ok) return read;
  const resources = read.value.values?.root_module.resources ?? [];
  const value = resources.map((each, index): StateResource => {
    const path = ["values", "root_module", "resources", index, "values"];
    return each.type === "azurerm_subscription"
      ? { type: each.type, name: each.name, path }
      : ({ type: each.type, name: each.name, values: each.values, path } as StateResource);
  });
  return success(value);
}

function fromFile(document: unknown): Read<readonly StateResource[]> {
  const read = readAllowed(filedState, document);
  if (!read.ok) return read;
  const value = (read.value.resources ?? []).map((each, index): StateResource => {
    const path = ["resources", index, "instances", 0, "attributes"];
    return each.type === "azurerm_subscription"
      ? { type: each.type, name: each.name, path }
      : ({ type: each.type, name: each.name, values: each.instances[0].attributes, path } as StateResource);
  });
  return success(value);
}
