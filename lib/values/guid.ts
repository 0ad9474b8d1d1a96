/** A GUID in the 8-4-4-4-12 form. Parsed definitions hold it in lower case: azurerm compares case-sensitively. */
export type Guid = string;

/** Matches a GUID in either case. Version and variant digits are not checked: Entra does not guarantee them. */
export const GUID_PATTERN: RegExp =
  /^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$/;

/** Pattern source of a GUID in lower case, for use inside longer patterns. */
export const LOWER_CASE_GUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";

/** Matches a GUID in lower case, as in synthesized stacks. */
export const LOWER_CASE_GUID_PATTERN: RegExp = new RegExp(`^${LOWER_CASE_GUID}$`);
