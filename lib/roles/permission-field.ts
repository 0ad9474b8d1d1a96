import type { PermissionBlock } from "./role-catalogue.ts";

/** The four lists of a permission block. */
export type PermissionField = Exclude<keyof PermissionBlock, "condition">;

// the table makes a new list of the block a compile error here, so no reader or writer can overlook it
const FIELDS = {
  actions: true,
  notActions: true,
  dataActions: true,
  notDataActions: true,
} satisfies Record<PermissionField, true>;

/** The four lists in the order in which Azure documents and this project writes them. */
export const PERMISSION_FIELDS: readonly PermissionField[] = Object.keys(FIELDS) as PermissionField[];
