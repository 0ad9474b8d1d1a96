import type { Principal } from "./principal.ts";

/** The condition under which an eligible authorization can be activated (ARM `justInTimeAccessPolicy`). */
export interface JustInTimeAccessPolicy {
  /** `Azure` asks for multifactor authentication, `None` does not. @default "Azure" */
  readonly multiFactorAuthProvider: "Azure" | "None";
  /** ISO 8601 duration, as the author wrote it. @default "PT8H" - the service's own default */
  readonly maximumActivationDuration: string;
  /** Who may approve; empty means that the principal activates alone. */
  readonly approvers: readonly Principal[];
}

const DURATION_PATTERN = /^PT(?=\d)(?:(\d{1,4})H)?(?:(\d{1,4})M)?$/;

/** Minutes of an ISO 8601 duration in hours and minutes, or undefined for anything else (days, seconds, text). */
export function activationMinutes(duration: string): number | undefined {
  const match = DURATION_PATTERN.exec(duration);
  if (match === null) return undefined;
  return Number(match[1] ?? 0) * 60 + Number(match[2] ?? 0);
}

/** The one spelling of a duration that is written out: `PT30M`, `PT4H`, `PT4H30M`. */
export function canonicalDuration(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return `PT${hours > 0 ? `${hours}H` : ""}${rest > 0 || hours === 0 ? `${rest}M` : ""}`;
}
