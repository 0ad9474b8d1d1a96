import {
  ACTIVATION_STEP_MINUTES,
  LONGEST_ACTIVATION_MINUTES,
  SHORTEST_ACTIVATION_MINUTES,
} from "../delegation/azure-limits.ts";
import { activationMinutes, canonicalDuration } from "../delegation/just-in-time-access-policy.ts";
import { eligibleAuthorizations, roleName } from "./offer-parts.ts";
import { principalFacts, principalText } from "./principals.ts";
import type { OfferRule } from "./rule.ts";

const SHORTEST = canonicalDuration(SHORTEST_ACTIVATION_MINUTES);
const LONGEST = canonicalDuration(LONGEST_ACTIVATION_MINUTES);

/** LH016: the maximum activation duration is a multiple of half an hour. */
export const activationDurationOddStep: OfferRule = {
  code: "LH016",
  kind: "activation-duration-odd-step",
  severity: "warning",
  judges: "offer",
  title: "Every maximum activation duration is a whole number of half hours",
  what: `A just-in-time access policy has a maximum activation duration between ${SHORTEST_ACTIVATION_MINUTES} minutes and ${LONGEST_ACTIVATION_MINUTES / 60} hours that is not a multiple of ${ACTIVATION_STEP_MINUTES} minutes.`,
  harm: "Microsoft advises half-hour steps. Whether the service accepts other values is not documented, so the deployment may fail.",
  fix: "Round it to half an hour, such as PT1H30M.",
  accept: "When a registration definition with this duration has been accepted in a trial.",
  source:
    "Microsoft: Create eligible authorizations (half-hour increments, for simplicity); that other values may be refused is inference",
  *check({ value: offer, file }, { catalogue }) {
    for (const { principal, role, justInTimeAccessPolicy: policy, path } of eligibleAuthorizations(offer)) {
      const minutes = activationMinutes(policy.maximumActivationDuration);
      if (minutes === undefined || minutes % ACTIVATION_STEP_MINUTES === 0) continue;
      if (minutes < SHORTEST_ACTIVATION_MINUTES || minutes > LONGEST_ACTIVATION_MINUTES) continue;
      const name = roleName(catalogue, role);
      const shorter = canonicalDuration(minutes - (minutes % ACTIVATION_STEP_MINUTES));
      const longer = canonicalDuration(
        minutes - (minutes % ACTIVATION_STEP_MINUTES) + ACTIVATION_STEP_MINUTES,
      );
      yield {
        at: { file, path: [...path, "justInTimeAccessPolicy", "maximumActivationDuration"] },
        problem: `The ${principalText(principal)} may activate ${name} for ${minutes} minutes, which is not a whole number of half hours`,
        received: policy.maximumActivationDuration,
        allowed: `a multiple of ${ACTIVATION_STEP_MINUTES} minutes from ${SHORTEST} to ${LONGEST}`,
        fix: `write ${shorter} or ${longer}`,
        facts: { principal: principalFacts(principal), role: name, minutes, shorter, longer },
      };
    }
  },
};
