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

/** A number of an ISO 8601 duration. The last part may have a fraction, after a period or comma. */
const NUMBER = "(\\d{1,6}(?:[.,]\\d{1,6})?)";

/** Years and months have no fixed length: only zero of them can be read. */
const DURATION_PATTERN = new RegExp(
  `^P(?=\\d|T\\d)(?:0+Y)?(?:0+M)?(?:${NUMBER}W)?(?:${NUMBER}D)?(?:T(?=\\d)(?:${NUMBER}H)?(?:${NUMBER}M)?(?:${NUMBER}S)?)?$`,
);

/** Minutes of a week, a day, an hour, a minute and a second. */
const MINUTES = [7 * 24 * 60, 24 * 60, 60, 1, 1 / 60] as const;

/** Minutes of an ISO 8601 duration. Undefined for any other text, and where minutes are not whole. */
export function activationMinutes(duration: string): number | undefined {
  const match = DURATION_PATTERN.exec(duration);
  if (match === null) return undefined;
  const minutes = MINUTES.reduce(
    (sum, each, index) => sum + Number((match[index + 1] ?? "0").replace(",", ".")) * each,
    0,
  );
  const whole = Math.round(minutes);
  return Math.abs(minutes - whole) < 1e-6 ? whole : undefined;
}

/** Formats a duration canonically: `PT30M`, `PT4H`, `PT4H30M`. */
export function canonicalDuration(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return `PT${hours > 0 ? `${hours}H` : ""}${rest > 0 || hours === 0 ? `${rest}M` : ""}`;
}
