import type { AccessGrant, EligibleAccess } from "../../access/access-grant.ts";
import { activationMinutes } from "../../delegation/just-in-time-access-policy.ts";
import { durationText } from "../authorization-text.ts";
import { shorten } from "./shorten.ts";

/** In which ways access is easier or harder to use than it was, or neither can be said. */
interface Terms {
  readonly easier: string[];
  readonly stricter: string[];
  readonly other: string[];
}

/**
 * What changes in the way of access, in words: nothing of it gives or takes a permission. Standing access is easier than
 * any on request.
 */
export function termsText(before: AccessGrant["access"], after: AccessGrant["access"]): string[] {
  const terms: Terms = { easier: [], stricter: [], other: [] };
  if (before.kind === "eligible" && after.kind === "eligible") compare(before, after, terms);
  else if (before.kind === "eligible") terms.easier.push("standing, where it had to be activated");
  else if (after.kind === "eligible") terms.stricter.push("on request, where it was standing");
  const line = (word: string, texts: readonly string[]) =>
    texts.length === 0 ? [] : [`${word}: ${texts.join("; ")}`];
  return [
    ...line("on easier terms", terms.easier),
    ...line("on stricter terms", terms.stricter),
    ...line("on other terms", terms.other),
  ];
}

function compare(before: EligibleAccess, after: EligibleAccess, terms: Terms): void {
  if (before.multiFactorAuthProvider !== after.multiFactorAuthProvider) {
    if (after.multiFactorAuthProvider === "None") terms.easier.push("without multifactor authentication");
    else terms.stricter.push("with multifactor authentication");
  }
  compareDurations(before.maximumActivationDuration, after.maximumActivationDuration, terms);
  compareApprovers(before, after, terms);
}

function compareDurations(before: string, after: string, { easier, stricter, other }: Terms): void {
  if (before === after) return;
  const [old, now] = [activationMinutes(before), activationMinutes(after)];
  if (old === undefined || now === undefined) {
    const [from, to] = [before, after].map((each) => shorten(durationText(each)));
    other.push(`an activation lasts ${to} instead of ${from}`);
  } else if (now > old) easier.push("an activation lasts longer");
  else if (now < old) stricter.push("an activation lasts less long");
}

function compareApprovers(before: EligibleAccess, after: EligibleAccess, { easier, stricter }: Terms): void {
  const [old, now] = [before, after].map(
    ({ approvers }) => new Set(approvers.map(({ principalId }) => principalId)),
  );
  if (old === undefined || now === undefined) return;
  const gone = [...old].filter((id) => !now.has(id)).length;
  const come = [...now].filter((id) => !old.has(id)).length;
  if (now.size === 0 && old.size > 0) easier.push("nobody has to approve any more");
  else if (old.size === 0 && now.size > 0) stricter.push("somebody has to approve from now on");
  else {
    if (come > 0) easier.push(`${come} more may approve`);
    if (gone > 0) stricter.push(`${gone} who could approve can no more`);
  }
}
