import type { Path } from "../values/path.ts";
import { isGuid, isRoleName } from "./catalogue-values.ts";
import { type PackedActions, packActions, unpackActions } from "./compact-actions.ts";
import { isJsonObject } from "./json-text.ts";
import { PERMISSION_FIELDS, type PermissionField } from "./permission-field.ts";
import type { BuiltInRole, PermissionBlock } from "./role-catalogue.ts";

/** A role read from the compact form, or what is wrong with it, beginning with the field's name, and where. */
export type CompactRoleReading =
  | { readonly role: BuiltInRole }
  | { readonly problem: string; readonly path: Path };

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

/** One role as one line of JSON; empty lists and absent conditions are left out. */
export function formatCompactRole(role: BuiltInRole): string {
  return JSON.stringify({ name: role.name, id: role.id, permissions: role.permissions.map(packBlock) });
}

// a misspelt key must not be passed over: "dataAction" unread would turn a refused role into a supported one
function unknownKey(
  value: Readonly<Record<string, unknown>>,
  known: ReadonlySet<string>,
): string | undefined {
  return Object.keys(value).find((key) => !known.has(key));
}

/** What is wrong with a part of a role, and in which of its fields, where it is one. */
interface Fault {
  readonly problem: string;
  readonly path: Path;
}

function fault(problem: string, ...path: Path): Fault {
  return { problem, path };
}

function readBlock(value: unknown): PermissionBlock | Fault {
  if (!isJsonObject(value)) return fault("is not an object");
  const stray = unknownKey(value, BLOCK_KEYS);
  if (stray !== undefined) return fault(`has the unknown field "${stray}"`, stray);
  const lists: Partial<Record<PermissionField, readonly string[]>> = {};
  for (const field of PERMISSION_FIELDS) {
    const actions = Object.hasOwn(value, field) ? unpackActions(value[field]) : [];
    if (actions === undefined) return fault(`has malformed ${field}`, field);
    lists[field] = actions;
  }
  const condition = value["condition"] ?? null;
  if (condition !== null && typeof condition !== "string")
    return fault("has a condition that is not a text", "condition");
  const { actions = [], notActions = [], dataActions = [], notDataActions = [] } = lists;
  return { actions, notActions, dataActions, notDataActions, condition };
}

/** Reads what one line of the compact form holds. Anything missing, malformed or unknown is a problem. */
export function readCompactRole(value: unknown): CompactRoleReading {
  if (!isJsonObject(value)) return fault("is not an object");
  const stray = unknownKey(value, ROLE_KEYS);
  if (stray !== undefined) return fault(`has the unknown field "${stray}"`, stray);
  const { name, id, permissions } = value;
  if (typeof name !== "string" || !isRoleName(name)) return fault("name is not a role name", "name");
  if (typeof id !== "string" || !isGuid(id)) return fault("id is not a GUID", "id");
  if (!Array.isArray(permissions) || permissions.length === 0)
    return fault("permissions is not a filled array", "permissions");
  const blocks: PermissionBlock[] = [];
  for (const [index, entry] of permissions.entries()) {
    const block = readBlock(entry);
    if ("problem" in block)
      return fault(`permissions[${index}] ${block.problem}`, "permissions", index, ...block.path);
    blocks.push(block);
  }
  return { role: { id, name, permissions: blocks } };
}
