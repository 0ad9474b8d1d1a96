import { compareVersions, own } from "../delegation/identifiers.ts";
import { findOffer } from "./delegations.ts";
import { enumerate } from "./enumeration.ts";
import type { CustomerRule } from "./rule.ts";
import { nearestId } from "./similar-ids.ts";

const MOST_SHOWN = 10;

/** LH041: every plan and version taken is one of its offer. */
export const planOrVersionUnknown: CustomerRule = {
  code: "LH041",
  kind: "plan-or-version-unknown",
  severity: "error",
  judges: "customer",
  title: "Every delegation names a plan of its offer and a version of that plan",
  what: "`plan` of a delegation is no plan of the offer, or `version` no version of the plan.",
  harm: "There is nothing to delegate: the customer's stack cannot be made, and neither new access nor a removal of access reaches Azure.",
  fix: "Take a plan and a version that the offer has, or publish the version in the offer.",
  accept: "Never: without the version it is not known who gets access.",
  source: "This project's own: a customer names its plan and version by their ids",
  *check({ value: customer, file }, context) {
    for (const [index, delegation] of customer.delegations.entries()) {
      const { offer: offerId, plan: planId, version } = delegation;
      const offer = findOffer(context, offerId)?.value;
      if (offer === undefined) continue;
      const plan = own(offer.plans, planId);
      if (plan === undefined) {
        const plans = Object.keys(offer.plans);
        const near = nearestId(planId, plans);
        yield {
          at: { file, path: ["delegations", index, "plan"] },
          problem: `Offer ${offerId} has no plan ${planId}`,
          received: planId,
          allowed:
            plans.length === 0
              ? "nothing: the offer has no plan"
              : `a plan of the offer: ${enumerate(plans, MOST_SHOWN)}`,
          fix: near === undefined ? "take a plan of the offer" : `did you mean ${near}?`,
          facts: { offer: offerId, plan: planId, plans, near: near ?? null },
        };
      } else if (own(plan.versions, version) === undefined) {
        const versions = Object.keys(plan.versions).sort(compareVersions);
        yield {
          at: { file, path: ["delegations", index, "version"] },
          problem: `Plan ${planId} of offer ${offerId} has no version ${version}`,
          received: version,
          allowed:
            versions.length === 0
              ? "nothing: the plan has no version"
              : `a version of the plan: ${versionsText(versions)}`,
          fix: "take a version of the plan, or publish this one in the offer",
          facts: { offer: offerId, plan: planId, version, versions },
        };
      }
    }
  },
};

/** The highest versions, lowest first: an unknown one is rarely an old one. */
function versionsText(versions: readonly string[]): string {
  const shown = versions.slice(-MOST_SHOWN).join(", ");
  return versions.length > MOST_SHOWN ? `${shown} (the highest ${MOST_SHOWN} of ${versions.length})` : shown;
}
