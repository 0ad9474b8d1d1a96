import { activationMinutes } from "../delegation/just-in-time-access-policy.ts";

/** Terms on which eligible access is activated. */
export interface EligibleTerms {
  readonly multiFactorAuthProvider: "Azure" | "None";
  /** ISO 8601, in hours and minutes. */
  readonly maximumActivationDuration: string;
  readonly approvers: readonly { readonly displayName: string }[];
}

/** Standing access in words, with the names of the roles that it may assign. */
export function standingText(delegatedRoles: readonly string[]): string {
  return delegatedRoles.length === 0 ? "standing" : `standing; may assign ${delegatedRoles.join(", ")}`;
}

/** A duration in hours and minutes; unchanged where it is none that Azure accepts. */
export function durationText(duration: string): string {
  const minutes = activationMinutes(duration);
  if (minutes === undefined || minutes === 0) return duration;
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return [hours > 0 ? `${hours} h` : "", rest > 0 ? `${rest} min` : ""]
    .filter((part) => part !== "")
    .join(" ");
}

/** A just-in-time access policy in words. Example: "on request, up to 4 h, MFA, approved by Leads". */
export function eligibleText(policy: EligibleTerms): string {
  return `on request, ${activationText(policy)}`;
}

/** The terms of an activation in words: "up to 4 h, MFA, approved by Leads". */
export function activationText(policy: EligibleTerms): string {
  const approval =
    policy.approvers.length === 0
      ? "self-activated"
      : `approved by ${policy.approvers.map(({ displayName }) => displayName).join(" or ")}`;
  return `up to ${durationText(policy.maximumActivationDuration)}, ${policy.multiFactorAuthProvider === "Azure" ? "MFA" : "no MFA"}, ${approval}`;
}
