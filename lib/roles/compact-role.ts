import { isObject } from "../values/json-object.ts";
import { isGuid, isRoleName } from "./catalogue-values.ts";
import { type PackedActions, packActions, unpackActions } from "./compact-actions.ts";

import {
  type BuiltInRole,
  PERMISSION_FIELDS,
  type PermissionBlock,
  type PermissionField,
} from "./role-catalogue.ts";

/** A role, or its first problem. */
export type CompactRoleReading = { readonly role: BuiltInRole } | { readonly problem: string };

const BLOCK_KEYS: ReadonlySet<string> = new Set<string>([...PERMISSION_FIELDS, "condition"]);
const ROLE_KEYS: ReadonlySet<string> = new Set(["name", "id", "permissions"]);

function packBlock(block: PermissionBlock): Readonly<Record<string, PackedActions | string>> {
  const packed: Record<string, PackedActions | string> = {};
  for (const field of PERMISSION_FIELDS) {
    if (block[field].length > 0) packed[field] = packActions(block[field]);
  }
  if (block.condition !== null) packed["condition"] = block.condition;
  return packed;
}

/** Formats a role as one line of JSON, without empty lists and missing conditions. */
export function formatCompactRole(role: BuiltInRole): string {
  return JSON.stringify({ name: role.name, id: role.id, permissions: role.permissions.map(packBlock) });
}

// unknown keys are refused: ignoring a misspelt "dataAction" would turn a refused role into a supported one
function unknownKey(
  value: Readonly<Record<string, unknown>>,
  known: ReadonlySet<string>,
): string | undefined {
  return Object.keys(value).find((key) => !known.has(key));
}

function readBlock(value: unknown): PermissionBlock | string {
  if (!isObject(value)) return "is not an object";
  const stray = unknownKey(value, BLOCK_KEYS);
  if (stray !== undefined) return `has the unknown field "${stray}"`;
  const lists: Partial<Record<PermissionField, readonly string[]>> = {};
  for (const field of PERMISSION_FIELDS) {
    const actions = Object.hasOwn(value, field) ? unpackActions(value[field]) : [];
    if (actions === undefined) return `has malformed ${field}`;
    lists[field] = actions;
  }
  const condition = value["condition"] ?? null;
  if (condition !== null && typeof condition !== "string") return "has a condition that is not a text";
  const { actions = [], notActions = [], dataActions = [], notDataActions = [] } = lists;
  return { actions, notActions, dataActions, notDataActions, condition };
}

/** Parses one role of the compact form. Anything missing, malformed or unknown is a problem. */
export function readCompactRole(value: unknown): CompactRoleReading {
  if (!isObject(value)) return { problem: "is not an object" };
  const stray = unknownKey(value, ROLE_KEYS);
  if (stray !== undefined) return { problem: `has the unknown field "${stray}"` };
  const { name, id, permissions } = value;
  if (typeof name !== "string" || !isRoleName(name)) return { problem: "name is not a role name" };
  if (typeof id !== "string" || !isGuid(id)) return { problem: "id is not a GUID" };
  if (!Array.isArray(permissions) || permissions.length === 0)
    return { problem: "permissions is not a filled array" };
  const blocks: PermissionBlock[] = [];
  for (const [index, entry] of permissions.entries()) {
    const block = readBlock(entry);
    if (typeof block === "string") return { problem: `permissions[${index}] ${block}` };
    blocks.push(block);
  }
  return { role: { id, name, permissions: blocks } };
}
