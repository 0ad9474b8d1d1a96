import { CAPABILITIES, type CapabilityCode } from "../capabilities/capabilities.ts";
import { SEVERITIES } from "../capabilities/capability.ts";

/** Capabilities that are named first among equally severe ones. They say most about what a principal can do. */
const TOLD_FIRST: readonly CapabilityCode[] = [
  "access.elevate",
  "access.assign-roles",
  "change.everything",
  "delete.everything",
  "keys.storage",
  "code.machines",
  "data.read-secrets",
  "data.read-files",
];

/** Capabilities, the most dangerous first. Among equals those that say most, then in their given order. */
export function worstFirst<T extends { readonly code: CapabilityCode }>(capabilities: readonly T[]): T[] {
  return [...capabilities].sort((a, b) => rankOf(a.code) - rankOf(b.code));
}

function rankOf(code: CapabilityCode): number {
  const told = TOLD_FIRST.indexOf(code);
  const severity = SEVERITIES.indexOf(CAPABILITIES[code].severity);
  return severity * (TOLD_FIRST.length + 1) + (told < 0 ? TOLD_FIRST.length : told);
}
