import type { CapabilityCode } from "./capabilities.ts";
import type { HeldCapability } from "./decide.ts";

/** Name of the service that stands for all services. */
const EVERY_SERVICE = "every service";

/** Capabilities for every service, and the group of capabilities for single services that each includes. */
const INCLUDED = {
  "delete.everything": "delete.",
  "change.everything": "change.",
  "read.everything": "read.configuration",
} as const satisfies Partial<Record<CapabilityCode, string>>;

/** Leaves out capabilities for single services where the one for every service is held. */
export function withoutSubsumed(held: readonly HeldCapability[]): HeldCapability[] {
  const groups = Object.entries(INCLUDED).filter(([code]) =>
    held.some((each) => each.code === code && each.services.some(({ service }) => service === EVERY_SERVICE)),
  );
  return held.filter(
    ({ code }) => !groups.some(([wide, beginning]) => code !== wide && code.startsWith(beginning)),
  );
}
