import { ACCESS } from "./access.ts";
import type { Capability } from "./capability.ts";
import { CHANGE } from "./change.ts";
import { CODE } from "./code.ts";
import { DATA } from "./data.ts";
import { DELETE } from "./delete.ts";
import { GOVERNANCE } from "./governance.ts";
import { KEYS } from "./keys.ts";
import { READING } from "./reading.ts";
import { SECURITY } from "./security.ts";

const TABLE = {
  ...ACCESS,
  ...DATA,
  ...KEYS,
  ...CODE,
  ...SECURITY,
  ...GOVERNANCE,
  ...DELETE,
  ...CHANGE,
  ...READING,
};

/** Code of a capability, such as `keys.storage`. Codes are a contract; sentences are not. */
export type CapabilityCode = keyof typeof TABLE;

/** Every capability by code, in the order to read them: access first, reading last. */
export const CAPABILITIES: Readonly<Record<CapabilityCode, Capability>> = TABLE;

/** Codes in the order of the table. */
export const CAPABILITY_CODES: readonly CapabilityCode[] = Object.keys(TABLE) as CapabilityCode[];
