import { own } from "../delegation/identifiers.ts";
import type { CheckResult } from "./check.ts";
import type { RuleContext } from "./context.ts";
import type { Finding } from "./finding.ts";

/**
 * Leaves out what a selected synthesis has nothing to do with: findings inside plan versions that none of the
 * selected customers takes. A draft of tomorrow's version must not stop today's revocation.
 */
export function concerningSelection(result: CheckResult, context: RuleContext): CheckResult {
  if (context.whole) return result;
  return { ...result, findings: result.findings.filter((finding) => concerns(finding, context)) };
}

function concerns({ at }: Finding, { offers, customers }: RuleContext): boolean {
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
