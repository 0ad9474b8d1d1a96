import { countOutcomes, outcomeOf, type PreflightFinding, REASONS } from "../../preflight/reasons.ts";
import { jsonText } from "../json-text.ts";
import { describeFinding } from "./describe.ts";
import { CHECK_WORDS } from "./words.ts";

/** Version of the form; it rises when a field changes its meaning or is removed. */
const VERSION = 1;

/** A preflight for programs. It has every finding with its facts, what was checked, and what to do. */
export function jsonPreflight(customer: string, findings: readonly PreflightFinding[]): string {
  return jsonText({
    version: VERSION,
    customer,
    outcomes: countOutcomes(findings),
    findings: findings.map((each) => {
      const { check, outcome } = { ...REASONS[each.code], outcome: outcomeOf(each) };
      const { line, fix = null } = describeFinding(each);
      return {
        check,
        outcome,
        code: each.code,
        facts: each.facts,
        asked: CHECK_WORDS[check].asks,
        line,
        fix,
      };
    }),
  });
}
