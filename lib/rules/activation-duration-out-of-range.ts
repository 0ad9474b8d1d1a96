import { LONGEST_ACTIVATION_MINUTES, SHORTEST_ACTIVATION_MINUTES } from "../delegation/azure-limits.ts";
import { activationMinutes, canonicalDuration } from "../delegation/just-in-time-access-policy.ts";
import { roleName } from "./offer-parts.ts";
import { principalFacts, principalText } from "./principals.ts";
import { refusedEligible } from "./refused-authorizations.ts";
import type { OfferRule } from "./rule.ts";

const SHORTEST = canonicalDuration(SHORTEST_ACTIVATION_MINUTES);
const LONGEST = canonicalDuration(LONGEST_ACTIVATION_MINUTES);

/** LH015: the maximum activation duration is within the limits of Lighthouse. */
export const activationDurationOutOfRange: OfferRule = {
  code: "LH015",
  kind: "activation-duration-out-of-range",
  severity: "error",
  judges: "offer",
  title: `Every maximum activation duration lies between ${SHORTEST_ACTIVATION_MINUTES} minutes and ${LONGEST_ACTIVATION_MINUTES / 60} hours`,
  what: `A just-in-time access policy has a maximum activation duration below ${SHORTEST_ACTIVATION_MINUTES} minutes or above ${LONGEST_ACTIVATION_MINUTES / 60} hours.`,
  harm: "Lighthouse documents these limits. azurerm accepts any duration, so the deployment would fail only when the service refuses it.",
  fix: `Take a duration from ${SHORTEST} to ${LONGEST}, in steps of half an hour.`,
  accept: "Never: it is outside what Lighthouse documents.",
  source:
    "Microsoft: Create eligible authorizations (maximum duration); that the service refuses other values is inference",
  *check({ value: offer, file }, { catalogue }) {
    for (const { authorization, refusal } of refusedEligible(offer, catalogue, "activation-out-of-range")) {
      const { principal, role, justInTimeAccessPolicy: policy, path } = authorization;
      const minutes = activationMinutes(policy.maximumActivationDuration);
      // parsed durations consist of hours and minutes
      if (minutes === undefined) continue;
      const tooShort = refusal.limit === "shortest";
      const name = roleName(catalogue, role);
      const nearest = tooShort ? SHORTEST : LONGEST;
      yield {
        at: { file, path: [...path, "justInTimeAccessPolicy", "maximumActivationDuration"] },
        problem: `The ${principalText(principal)} may activate ${name} for ${minutes} minutes, which is too ${tooShort ? "short" : "long"}`,
        received: policy.maximumActivationDuration,
        allowed: `${SHORTEST} to ${LONGEST}`,
        fix: `write ${nearest}, or a duration between ${SHORTEST} and ${LONGEST}`,
        facts: { principal: principalFacts(principal), role: name, minutes, nearest },
      };
    }
  },
};
