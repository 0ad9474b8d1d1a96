import { parseScopeIdOfAnyCase, type Scope } from "../../delegation/scope.ts";
import { documentProblem, type Problem } from "../../documents/problem.ts";
import type { Guid } from "../../values/guid.ts";
import type { Path } from "../../values/path.ts";
import { isResourceName, subscriptionName } from "../azurerm/addresses.ts";

/*
 * Plans and states of other Terraform configurations have the same resource types. Their addresses distinguish them: a
 * name in a stack contains the subscription, so it is compared with the values beside it.
 */

/** Address parts of a resource or data source, in every form of plan or state. */
export interface Addressed {
  readonly mode: "managed" | "data";
  readonly type: "azurerm_lighthouse_definition" | "azurerm_lighthouse_assignment" | "azurerm_subscription";
  readonly name: string;
  /** Undefined where the document has none, as in a state file. */
  readonly address?: string;
}

/** The address of a resource in the root module without `count` or `for_each`. */
export function addressOf({ mode, type, name }: Addressed): string {
  return `${mode === "data" ? "data." : ""}${type}.${name}`;
}

/**
 * Reports a definition or assignment whose address differs from the stack's address for its scope. A scope that cannot
 * be read is reported by the reader of values.
 *
 * @param path of the resource in its document
 * @param scope ARM id of the scope; undefined where it is unknown
 */
export function foreignResource(each: Addressed, scope: string | undefined, path: Path): Problem[] {
  const read = parseScopeIdOfAnyCase(scope ?? "");
  if (read === undefined || (isOwnName(each, read) && isAtRoot(each))) return [];
  const allowed =
    each.type === "azurerm_lighthouse_definition"
      ? "<offer id>_<subscription id>"
      : "<offer id>_<subscription id>, and _<resource group> where there is one,";
  return [foreign(each, `${each.type}.${allowed} with the subscription ${read.subscriptionId}`, path)];
}

/** Reports a data source that is not the guard of the subscription that it reads. */
export function foreignGuard(each: Addressed, subscriptionId: Guid | undefined, path: Path): Problem[] {
  const id = subscriptionId?.toLowerCase();
  if (id !== undefined && each.name === subscriptionName(id) && isAtRoot(each)) return [];
  const named = subscriptionName(id ?? "<subscription id>");
  return [foreign(each, `data.azurerm_subscription.${named}`, path)];
}

/** Whether a managed resource has the address of a keeper stack for this scope. Of any offer. */
export function isOwnAddress(address: string, scope: Scope): boolean {
  const [type = "", name = "", ...others] = address.split(".");
  if (others.length > 0) return false;
  if (type === "azurerm_lighthouse_definition")
    return isResourceName(name, { subscriptionId: scope.subscriptionId });
  return type === "azurerm_lighthouse_assignment" && isResourceName(name, scope);
}

function isOwnName({ type, name }: Addressed, scope: Scope): boolean {
  const isDefinition = type === "azurerm_lighthouse_definition";
  return isResourceName(name, isDefinition ? { subscriptionId: scope.subscriptionId } : scope);
}

function isAtRoot(each: Addressed): boolean {
  return each.address === undefined || each.address === addressOf(each);
}

function foreign(each: Addressed, allowed: string, path: Path): Problem {
  const problem = "is not an address of a stack that keeper wrote";
  const key = each.address === undefined ? "name" : "address";
  return documentProblem(
    "address-foreign",
    [...path, key],
    problem,
    each.address ?? addressOf(each),
    allowed,
  );
}
