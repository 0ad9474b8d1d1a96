/** Pattern of offer and customer ids. 2 to 50 characters that form neither a path nor an expression. */
export const ID_PATTERN: RegExp = /^[a-z][a-z0-9-]{1,49}$/;

/**
 * Whether Windows reserves a name for a device. No file and no folder can have it there, with any ending.
 *
 * @see https://learn.microsoft.com/windows/win32/fileio/naming-a-file
 */
export function isDeviceName(id: string): boolean {
  return /^(?:con|prn|aux|nul|com\d|lpt\d)$/i.test(id);
}

/** Pattern of plan ids, as in the marketplace. 1 to 50 lower-case letters, digits, hyphens and underscores. */
export const PLAN_ID_PATTERN: RegExp = /^[a-z0-9][a-z0-9_-]{0,49}$/;

/** A plan version, `n.n.n`, no leading zeros (Partner Center's manifest version). */
export const VERSION_PATTERN: RegExp = /^(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})$/;

/**
 * Name of a resource group. 1 to 90 letters, digits, `-`, `_`, `.`, `(`, `)`, not ending in a period.
 *
 * @see https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules
 */
export const RESOURCE_GROUP_PATTERN: RegExp = /^[-\p{L}\p{Nd}_.()]{0,89}[-\p{L}\p{Nd}_()]$/u;

/** Compares plan versions (`n.n.n`) numerically: 1.10.0 follows 1.9.0. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a.split(".").map(Number), b.split(".").map(Number)];
  for (let part = 0; part < 3; part++) {
    const difference = (left[part] ?? 0) - (right[part] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
