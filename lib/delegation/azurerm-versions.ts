/** Default version constraint of an estate: all azurerm versions with known behaviour. */
export const DEFAULT_AZURERM_VERSION = ">= 4.55.0, < 6.0.0";

/** A range of versions, as comparable numbers: 4.55.0 is 4,055,000. */
interface Range {
  readonly lowest: number;
  /** The first version above the range. */
  readonly beyond: number;
}

const KNOWN: Range = { lowest: 4_055_000, beyond: 6_000_000 };
const MAJOR = 1_000_000;
const MINOR = 1_000;

/** Whether a Terraform version constraint selects a version, and only versions of 4.55 to 5.x. */
export function withinKnownVersions(constraint: string): boolean {
  const ranges = constraint.split(",").map(rangeOf);
  if (!ranges.every((range) => range !== undefined)) return false;
  const lowest = Math.max(...ranges.map((range) => range.lowest));
  const beyond = Math.min(...ranges.map((range) => range.beyond));
  return lowest >= KNOWN.lowest && beyond <= KNOWN.beyond && lowest < beyond;
}

function rangeOf(part: string): Range | undefined {
  const match = /^\s*(=|>=|<|~>)?\s*(\d{1,3})\.(\d{1,3})(?:\.(\d{1,3}))?\s*$/.exec(part);
  if (match === null) return undefined;
  const [, operator, major, minor, patch] = match;
  const version = Number(major) * MAJOR + Number(minor) * MINOR + Number(patch ?? 0);
  switch (operator) {
    case ">=":
      return { lowest: version, beyond: Number.POSITIVE_INFINITY };
    case "<":
      return { lowest: 0, beyond: version };
    case "~>": {
      // "~> 5.2" stays below 6.0.0, "~> 5.2.1" below 5.3.0
      const next = patch === undefined ? (Number(major) + 1) * MAJOR : version - Number(patch) + MINOR;
      return { lowest: version, beyond: next };
    }
    default:
      return { lowest: version, beyond: version + 1 };
  }
}
