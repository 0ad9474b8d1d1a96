import { isObject } from "../values/json-object.ts";
import { isAction, isGuid, isRoleName } from "./catalogue-values.ts";
import type { BuiltInRole, PermissionBlock, PermissionField } from "./role-catalogue.ts";

/** A problem of one field of an entry. `field` is a path such as `permissions[0].dataActions`. */
export interface FieldProblem {
  readonly field: string;
  readonly message: string;
}

/** A parsed entry of the Azure CLI's list. */
export type AzureCliEntry =
  | { readonly kind: "builtIn"; readonly role: BuiltInRole }
  | { readonly kind: "custom" }
  | { readonly kind: "problems"; readonly problems: readonly FieldProblem[] };

type Fields = Readonly<Record<string, unknown>>;

// a missing list is a problem, not an empty list: without its dataActions a refused role would count as supported
function readActions(
  block: Fields,
  key: PermissionField,
  at: string,
  problems: FieldProblem[],
): readonly string[] {
  const value = block[key];
  const field = `${at}.${key}`;
  if (!Array.isArray(value)) {
    problems.push({ field, message: value === undefined ? "is missing" : "is not an array" });
    return [];
  }
  // Azure's list has actions with a trailing space, which would break an exact match
  const actions = value.map((action) => (typeof action === "string" ? action.trim() : ""));
  const bad = actions.findIndex((action) => !isAction(action));
  if (bad >= 0) problems.push({ field: `${field}[${bad}]`, message: "is not an action" });
  return actions;
}

function readBlock(value: unknown, at: string, problems: FieldProblem[]): PermissionBlock {
  if (!isObject(value)) problems.push({ field: at, message: "is not an object" });
  const block = isObject(value) ? value : {};
  const condition = block["condition"] ?? null;
  if (condition !== null && typeof condition !== "string") {
    problems.push({ field: `${at}.condition`, message: "is neither a text nor null" });
  }
  const list = (key: PermissionField): readonly string[] =>
    isObject(value) ? readActions(block, key, at, problems) : [];
  return {
    actions: list("actions"),
    notActions: list("notActions"),
    dataActions: list("dataActions"),
    notDataActions: list("notDataActions"),
    condition: typeof condition === "string" && condition !== "" ? condition : null,
  };
}

function readPermissions(value: unknown, problems: FieldProblem[]): readonly PermissionBlock[] {
  if (Array.isArray(value) && value.length > 0) {
    return value.map((block, index) => readBlock(block, `permissions[${index}]`, problems));
  }
  problems.push({ field: "permissions", message: "is not a filled array" });
  return [];
}

/**
 * Parses an entry of `az role definition list --output json`. Ignores unneeded fields and the content of custom roles.
 * Trims the role's name: Azure's list has one with a trailing space ("Azure Arc VMware Administrator role ").
 */
export function readAzureCliEntry(entry: unknown): AzureCliEntry {
  if (!isObject(entry)) return { kind: "problems", problems: [{ field: "", message: "is not an object" }] };
  const { roleName, name, roleType, permissions } = entry;
  if (roleType === "CustomRole") return { kind: "custom" };
  const problems: FieldProblem[] = [];
  if (roleType !== undefined && roleType !== "BuiltInRole") {
    problems.push({ field: "roleType", message: "is neither BuiltInRole nor CustomRole" });
  }
  const trimmed = typeof roleName === "string" ? roleName.trim() : "";
  if (!isRoleName(trimmed)) problems.push({ field: "roleName", message: "is not a role name" });
  const id = typeof name === "string" ? name : "";
  if (!isGuid(id)) problems.push({ field: "name", message: "is not a GUID" });
  const blocks = readPermissions(permissions, problems);
  if (problems.length > 0) return { kind: "problems", problems };
  return { kind: "builtIn", role: { id, name: trimmed, permissions: blocks } };
}
