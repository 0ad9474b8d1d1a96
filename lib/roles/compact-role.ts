import { isObject } from "../values/json-object.ts";
import type { Path } from "../values/path.ts";
import { isGuid, isRoleName } from "./catalogue-values.ts";
import { type PackedActions, packActions, unpackActions } from "./compact-actions.ts";

import {
  type BuiltInRole,
  PERMISSION_FIELDS,
  type PermissionBlock,
  type PermissionField,
} from "./role-catalogue.ts";

/** A role, or its first problem with the place. */
export type CompactRoleReading = { readonly role: BuiltInRole } | CatalogueProblem;

/** A problem of a catalogue. */
export interface CatalogueProblem {
  /** A clause that begins with the place, where there is one. */
  readonly problem: string;
  /** The place; empty for the whole. */
  readonly path: Path;
}

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

function fault(problem: string, ...path: Path): CatalogueProblem {
  return { problem, path };
}

function readBlock(value: unknown): PermissionBlock | CatalogueProblem {
  if (!isObject(value)) return fault("is not an object");
  const stray = unknownKey(value, BLOCK_KEYS);
  if (stray !== undefined) return fault(`has the unknown field "${stray}"`, stray);
  const lists: Partial<Record<PermissionField, readonly string[]>> = {};
  for (const field of PERMISSION_FIELDS) {
    const actions = Object.hasOwn(value, field) ? unpackActions(value[field]) : [];
    if (actions === undefined) return fault(`has malformed ${field}`, field);
    lists[field] = actions;
  }
  const condition = value["condition"] ?? null;
  if (condition !== null && (typeof condition !== "string" || !condition.isWellFormed()))
    return fault("has a condition that is not a text", "condition");
  const { actions = [], notActions = [], dataActions = [], notDataActions = [] } = lists;
  return { actions, notActions, dataActions, notDataActions, condition };
}

/** Parses one role of the compact form. Anything missing, malformed or unknown is a problem. */
export function readCompactRole(value: unknown): CompactRoleReading {
  if (!isObject(value)) return fault("is not an object");
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
