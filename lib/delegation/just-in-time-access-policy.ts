import type { Principal } from "./principal.ts";

/** The conditions for activating an eligible authorization (ARM `justInTimeAccessPolicy`). */
export interface JustInTimeAccessPolicy {
  /** `Azure` requires multifactor authentication, `None` does not. @default "Azure" */
  readonly multiFactorAuthProvider: "Azure" | "None";
  /** ISO 8601 duration, as the author wrote it. @default "PT8H" - the service's default */
  readonly maximumActivationDuration: string;
  /** Approvers; empty where an activation needs no approval. */
  readonly approvers: readonly Principal[];
}

const DURATION_PATTERN = /^PT(?=\d)(?:(\d{1,4})H)?(?:(\d{1,4})M)?$/;

/** Minutes of an ISO 8601 duration in hours and minutes; undefined for any other text (days, seconds). */
export function activationMinutes(duration: string): number | undefined {
  const match = DURATION_PATTERN.exec(duration);
  if (match === null) return undefined;
  return Number(match[1] ?? 0) * 60 + Number(match[2] ?? 0);
}

/** Formats a duration canonically: `PT30M`, `PT4H`, `PT4H30M`. */
export function canonicalDuration(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return `PT${hours > 0 ? `${hours}H` : ""}${rest > 0 || hours === 0 ? `${rest}M` : ""}`;
}
