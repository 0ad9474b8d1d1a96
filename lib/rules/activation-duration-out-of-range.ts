import {
  activationMinutes,
  canonicalDuration,
  LONGEST_ACTIVATION_MINUTES,
  SHORTEST_ACTIVATION_MINUTES,
} from "../delegation/just-in-time-access-policy.ts";
import { eligibleAuthorizations, roleName } from "./offer-parts.ts";
import { principalFacts, principalText } from "./principals.ts";
import type { OfferRule } from "./rule.ts";

/** LH015: the longest activation is within what Lighthouse allows. */
export const activationDurationOutOfRange: OfferRule = {
  code: "LH015",
  kind: "activation-duration-out-of-range",
  severity: "error",
  judges: "offer",
  title: "Every maximum activation duration lies between 30 minutes and 8 hours",
  what: "A just-in-time access policy has a maximum activation duration below 30 minutes or above 8 hours.",
  harm: "Lighthouse documents these as the shortest and the longest activation. azurerm lets any duration through, so it would turn out only at the deployment that the service does not.",
  fix: "Take a duration from PT30M to PT8H, in steps of half an hour.",
  accept: "Never: it is outside what Lighthouse documents.",
  source:
    "Microsoft: Create eligible authorizations (maximum duration); that the service refuses other values is inference",
  *check({ value: offer, file }, { catalogue }) {
    for (const { principal, role, justInTimeAccessPolicy: policy, path } of eligibleAuthorizations(offer)) {
      const minutes = activationMinutes(policy.maximumActivationDuration);
      if (minutes === undefined) continue;
      const tooShort = minutes < SHORTEST_ACTIVATION_MINUTES;
      if (!tooShort && minutes <= LONGEST_ACTIVATION_MINUTES) continue;
      const name = roleName(catalogue, role);
      const nearest = canonicalDuration(tooShort ? SHORTEST_ACTIVATION_MINUTES : LONGEST_ACTIVATION_MINUTES);
      yield {
        at: { file, path: [...path, "justInTimeAccessPolicy", "maximumActivationDuration"] },
        problem: `The ${principalText(principal)} may activate ${name} for ${minutes} minutes, which is too ${tooShort ? "short" : "long"}`,
        received: policy.maximumActivationDuration,
        allowed: "PT30M to PT8H",
        fix: `write ${nearest}, or a duration between PT30M and PT8H`,
        facts: { principal: principalFacts(principal), role: name, minutes, nearest },
      };
    }
  },
};
