import type { Offer } from "../../lib/delegation/offer.ts";
import { checkRules } from "../../lib/rules/check.ts";
import type { Finding } from "../../lib/rules/finding.ts";
import type { OfferRule } from "../../lib/rules/rule.ts";
import { aContext } from "./builders.ts";

/** Path of the one plan version of a test offer. */
export const VERSION: readonly string[] = ["plans", "standard", "versions", "1.0.0"];

/** What one rule finds in one offer. */
export function findingsIn(rule: OfferRule, offer: Offer): readonly Finding[] {
  return checkRules(aContext({ offers: [offer] }), [rule]).findings;
}

/** The only thing that one rule finds in one offer. */
export function theFindingIn(rule: OfferRule, offer: Offer): Finding {
  const [finding, ...rest] = findingsIn(rule, offer);
  if (finding === undefined || rest.length > 0) {
    throw new Error(
      `expected one finding of ${rule.code}, got ${rest.length + (finding === undefined ? 0 : 1)}`,
    );
  }
  return finding;
}
