import { own } from "../values/own.ts";
import type { CheckResult } from "./check.ts";
import type { Estate } from "./estate.ts";
import type { Finding } from "./finding.ts";
import { lockNotCurrent } from "./lock-not-current.ts";
import { takenVersionNotRecorded } from "./taken-version-not-recorded.ts";

/** Findings that a complete synthesis ends itself. */
const WRITTEN_BY_SYNTHESIS: ReadonlySet<string> = new Set([
  lockNotCurrent.code,
  takenVersionNotRecorded.code,
]);

/**
 * Removes findings that do not concern a synthesis. A complete synthesis writes the lock and the record itself. A
 * selected one ignores findings in plan versions that none of its customers takes. A draft of a version must not stop a
 * revocation.
 */
export function concerningSynthesis(result: CheckResult, estate: Estate): CheckResult {
  const findings = estate.isComplete
    ? result.findings.filter(({ code }) => !WRITTEN_BY_SYNTHESIS.has(code))
    : result.findings.filter((finding) => concerns(finding, estate));
  return { ...result, findings };
}

function concerns({ at }: Finding, { offers, customers }: Estate): boolean {
  const offer = offers.find(({ file }) => file === at.file)?.value;
  const [plans, planId, versions, number] = at.path;
  if (offer === undefined || plans !== "plans" || versions !== "versions") return true;
  if (own(offer.plans, String(planId)) === undefined) return true;
  return customers.some(({ value }) =>
    value.delegations.some(
      (each) => each.offer === offer.id && each.plan === planId && each.version === number,
    ),
  );
}
