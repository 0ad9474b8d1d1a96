import { blocksOf } from "../permissions/block.ts";
import { includes, type Permissions, unionOf } from "../permissions/permissions.ts";
import { CAPABILITIES, CAPABILITY_CODES, type CapabilityCode } from "./capabilities.ts";
import type { HeldCapability } from "./decide.ts";
import type { GrantedPermissions } from "./granted.ts";
import type { KnownWay } from "./known-ways.ts";

const startingWith = (...beginnings: readonly string[]): CapabilityCode[] =>
  CAPABILITY_CODES.filter((code) => beginnings.some((beginning) => code.startsWith(beginning)));

const TABLE = {
  "no-access-management": [...startingWith("access."), "delegation.create"],
  "no-stored-data": [...startingWith("data."), "backup.restore", "read.programs"],
  "no-keys": [...startingWith("keys."), "data.read-secrets", "data.read-settings"],
  // a write to a service may run code there
  "no-code": [...startingWith("code.", "identity.", "change."), "data.sign-in-to-machines"],
  "no-deletion": [...startingWith("delete."), "logging.erase", "backup.stop"],
  "no-weakening-of-security": [
    ...startingWith("logging.", "alerts.disable", "security.change", "network.open", "policy.weaken"),
    ...startingWith("locks.change", "backup.change", "backup.stop", "backup.weaken"),
  ],
  "only-reading": CAPABILITY_CODES.filter((code) => CAPABILITIES[code].category !== "read"),
  "no-logs": ["read.logs"],
  "no-costs": ["read.costs", "cost.change", "cost.purchase"],
} satisfies Readonly<Record<string, readonly CapabilityCode[]>>;

/** Code of a statement that something is not allowed. */
export type AssuranceCode = keyof typeof TABLE;

/**
 * Capabilities by statement that something is not allowed. A statement holds where none of its capabilities is held or
 * reached.
 */
export const ASSURANCES: Readonly<Record<AssuranceCode, readonly CapabilityCode[]>> = TABLE;

/** Codes in the order of the table. */
export const ASSURANCE_CODES: readonly AssuranceCode[] = Object.keys(TABLE) as AssuranceCode[];

/** Everything that a principal has or can reach on one scope. */
export interface Within {
  readonly permissions: GrantedPermissions;
  readonly own: readonly HeldCapability[];
  readonly handedOut: readonly HeldCapability[];
  readonly ways: readonly KnownWay[];
}

/**
 * Statements about what is not allowed. No capability of theirs is held, can be handed to a managed identity, or is
 * reached by a known way. Empty with an unknown role, or where the principal can act as a managed identity. The roles
 * of both are not known.
 */
export function assurancesOf({ permissions, own, handedOut, ways }: Within): AssuranceCode[] {
  const within = new Set<CapabilityCode>([
    ...[...own, ...handedOut].map(({ code }) => code),
    ...ways.flatMap(({ reaches }) => reaches),
  ]);
  const together = unionOf([permissions.own, permissions.handedOut]);
  if (together.unknownRoles.length > 0 || within.has("identity.act")) return [];
  return ASSURANCE_CODES.filter((code) => {
    if (code === "only-reading" && !includes(READING_ONLY, together)) return false;
    return !ASSURANCES[code].some((each) => within.has(each));
  });
}

/** Every read operation of the control plane. */
const READING_ONLY: Permissions = {
  blocks: blocksOf(
    { actions: ["*/read"], notActions: [], dataActions: [], notDataActions: [], condition: null },
    ["control"],
  ),
  unknownRoles: [],
};
