import type { CustomerAccess } from "../../access/access-side.ts";
import {
  assembleAccess,
  type DecodedAssignment,
  type DecodedDefinition,
  findDefinition,
} from "../../access/assemble.ts";
import { parseScopeIdOfAnyCase } from "../../delegation/scope.ts";
import { type Problem, type Read, readAllowed, readAt, readOnce, refusal } from "../../documents/problem.ts";
import { isObject } from "../../values/json-object.ts";
import type { Path } from "../../values/path.ts";
import { failed, success } from "../../values/result.ts";
import { decodeDefinition } from "../azurerm/decode.ts";
import { addressOf, foreignGuard, foreignResource } from "./own-address.ts";
import { filedState, type StateResource, shownState } from "./state-schema.ts";

/** A resource with its own path and that of its values. */
type Placed = StateResource & { readonly path: Path; readonly valuesPath: Path };

type OfType<T extends StateResource["type"]> = Extract<Placed, { readonly type: T }>;

/** What Terraform's state of one customer remembers. */
export interface ReadState {
  readonly access: CustomerAccess;
  /** Addresses of what is tainted: made, but not read back. The next plan replaces it. */
  readonly tainted: readonly string[];
}

/**
 * Access of one customer in Terraform's state. The input is the state file (version 4), or the output of
 * `terraform show -json`. Later changes in Azure are not in it. The state of another Terraform configuration is refused
 * by its addresses.
 *
 * @param customer a customer's id: a state does not name its stack
 */
export function readState(customer: string, document: unknown): Read<ReadState> {
  const read =
    isObject(document) && Object.hasOwn(document, "version") ? fromFile(document) : shown(document);
  if (!read.ok) return read;
  const problems = read.value.flatMap(foreign);
  const taken = <T>(part: Read<T>): T[] => {
    if (part.ok) return [part.value];
    problems.push(...part.error);
    return [];
  };
  const definitions = read.value.flatMap((each) =>
    each.type === "azurerm_lighthouse_definition"
      ? taken(readAt(decodeDefinition(each.values, each.name), each.valuesPath))
      : [],
  );
  const assignments = read.value.flatMap((each) =>
    each.type === "azurerm_lighthouse_assignment"
      ? taken(readAt(assignmentIn(each, definitions), each.valuesPath))
      : [],
  );
  if (problems.length > 0) return failed(problems);
  const guarded = read.value.flatMap((each) =>
    each.type === "azurerm_subscription" ? each.values.subscription_id.toLowerCase() : [],
  );
  const all = [...guarded, ...definitions.map(({ subscriptionId }) => subscriptionId)];
  const tainted = read.value.filter((each) => each.tainted === true).map(addressOf);
  const access = readOnce(assembleAccess(customer, all, definitions, assignments));
  return access.ok ? success({ access: access.value, tainted }) : access;
}

function foreign(each: Placed): Problem[] {
  return each.type === "azurerm_subscription"
    ? foreignGuard(each, each.values.subscription_id, each.path)
    : foreignResource(each, each.values.scope, each.path);
}

function assignmentIn(
  { values }: OfType<"azurerm_lighthouse_assignment">,
  definitions: readonly DecodedDefinition[],
): Read<DecodedAssignment> {
  const { name: registrationAssignmentId, scope: written, lighthouse_definition_id: id } = values;
  const scope = parseScopeIdOfAnyCase(written);
  const definition = findDefinition(id ?? "", definitions);
  if (scope !== undefined && definition?.subscriptionId === scope.subscriptionId)
    return success({ registrationAssignmentId, scope, definition });
  const key = scope === undefined ? "scope" : "lighthouse_definition_id";
  const problem = "does not assign a definition of this state to a scope in its subscription";
  return refusal("reference-unresolved", [key], problem, values[key]);
}

function shown(document: unknown): Read<readonly Placed[]> {
  const read = readAllowed(shownState, document);
  if (!read.ok) return read;
  const resources = read.value.values?.root_module.resources ?? [];
  return success(
    resources.map((each, index) => {
      const path = ["values", "root_module", "resources", index];
      return { ...each, path, valuesPath: [...path, "values"] };
    }),
  );
}

function fromFile(document: unknown): Read<readonly Placed[]> {
  const read = readAllowed(filedState, document);
  if (!read.ok) return read;
  return success(
    (read.value.resources ?? []).map((each, index) => {
      const path = ["resources", index];
      return { ...each, path, valuesPath: [...path, "instances", 0, "attributes"] };
    }),
  );
}
