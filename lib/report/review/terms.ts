import type { AccessGrant, EligibleAccess } from "../../delegation/access-grant.ts";
import { activationMinutes } from "../../delegation/just-in-time-access-policy.ts";

/** In which ways access is easier or harder to use than it was. */
interface Terms {
  readonly easier: string[];
  readonly stricter: string[];
}

/**
 * What changes in the way of access, in words: nothing of it gives or takes a permission. Standing access is easier than
 * any on request (issue 4, section 2).
 */
export function termsText(before: AccessGrant["access"], after: AccessGrant["access"]): string[] {
  const terms: Terms = { easier: [], stricter: [] };
  if (before.kind === "eligible" && after.kind === "eligible") compare(before, after, terms);
  else if (before.kind === "eligible") terms.easier.push("standing, where it had to be activated");
  else if (after.kind === "eligible") terms.stricter.push("on request, where it was standing");
  const line = (word: string, texts: readonly string[]) =>
    texts.length === 0 ? [] : [`${word}: ${texts.join("; ")}`];
  return [...line("on easier terms", terms.easier), ...line("on stricter terms", terms.stricter)];
}

function compare(before: EligibleAccess, after: EligibleAccess, { easier, stricter }: Terms): void {
  if (before.multiFactorAuthProvider !== after.multiFactorAuthProvider) {
    if (after.multiFactorAuthProvider === "None") easier.push("without multifactor authentication");
    else stricter.push("with multifactor authentication");
  }
  const [old, now] = [before, after].map((each) => activationMinutes(each.maximumActivationDuration) ?? 0);
  if (old !== undefined && now !== undefined && old !== now)
    (now > old ? easier : stricter).push(`an activation lasts ${now > old ? "longer" : "less long"}`);
  compareApprovers(before, after, { easier, stricter });
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
