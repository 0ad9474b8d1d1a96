/** A GUID in the 8-4-4-4-12 form. Parsed definitions hold it in lower case: azurerm compares case-sensitively. */
export type Guid = string;

/** A GUID in either case. Version and variant digits are not judged: Entra promises none. */
export const GUID_PATTERN: RegExp =
  /^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$/;

/** Source of a pattern that matches a GUID in lower case, for patterns that hold one. */
export const LOWER_CASE_GUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";

/** A GUID in lower case, as synthesized stacks have it. */
export const LOWER_CASE_GUID_PATTERN: RegExp = new RegExp(`^${LOWER_CASE_GUID}$`);
