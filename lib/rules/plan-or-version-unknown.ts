import type { Delegation } from "../delegation/customer.ts";
import { compareVersions } from "../delegation/identifiers.ts";
import type { Offer, Plan } from "../delegation/offer.ts";
import { listed } from "../values/listed.ts";
import { nearest } from "../values/nearest.ts";
import { own } from "../values/own.ts";
import { findOffer } from "./estate.ts";
import type { Breach } from "./finding.ts";
import type { CustomerRule } from "./rule.ts";

const MOST_SHOWN = 10;

/** LH041: every delegation names a plan and version that its offer has. */
export const planOrVersionUnknown: CustomerRule = {
  code: "LH041",
  kind: "plan-or-version-unknown",
  severity: "error",
  judges: "customer",
  title: "Every delegation names a plan of its offer and a version of that plan",
  what: "`plan` of a delegation is not a plan of the offer, or `version` is not a version of the plan.",
  harm: "The customer's stack cannot be synthesized. Neither new access nor a removal of access reaches Azure.",
  fix: "Write a plan and a version that the offer has, or publish the version in the offer.",
  accept: "Never: without the version it is not known who gets access.",
  source: "This project's own: a customer names its plan and version by their ids",
  *check({ value: customer, file }, estate) {
    for (const [index, delegation] of customer.delegations.entries()) {
      const offer = findOffer(estate, delegation.offer)?.value;
      if (offer === undefined) continue;
      const plan = own(offer.plans, delegation.plan);
      const path = ["delegations", index];
      if (plan === undefined) {
        yield { at: { file, path: [...path, "plan"] }, ...unknownPlan(offer, delegation) };
      } else if (own(plan.versions, delegation.version) === undefined) {
        yield { at: { file, path: [...path, "version"] }, ...unknownVersion(plan, delegation) };
      }
    }
  },
};

function unknownPlan({ plans }: Offer, { offer, plan }: Delegation): Omit<Breach, "at"> {
  const ids = Object.keys(plans);
  const near = nearest(plan, ids);
  return {
    problem: `Offer ${offer} has no plan ${plan}`,
    received: plan,
    allowed:
      ids.length === 0 ? "nothing: the offer has no plan" : `a plan of the offer: ${listed(ids, MOST_SHOWN)}`,
    fix: near === undefined ? "write a plan of the offer" : `did you mean ${near}?`,
    facts: { offer, plan, plans: ids, near: near ?? null },
  };
}

function unknownVersion({ versions }: Plan, { offer, plan, version }: Delegation): Omit<Breach, "at"> {
  const numbers = Object.keys(versions).sort(compareVersions);
  return {
    problem: `Plan ${plan} of offer ${offer} has no version ${version}`,
    received: version,
    allowed:
      numbers.length === 0
        ? "nothing: the plan has no version"
        : `a version of the plan: ${versionsText(numbers)}`,
    fix: "write a version of the plan, or publish this one in the offer",
    facts: { offer, plan, version, versions: numbers },
  };
}

/** The highest versions, in ascending order: authors rarely intend an old one. */
function versionsText(versions: readonly string[]): string {
  const shown = versions.slice(-MOST_SHOWN).join(", ");
  return versions.length > MOST_SHOWN ? `${shown} (the highest ${MOST_SHOWN} of ${versions.length})` : shown;
}
