import { expect, test } from "vitest";
import { activationDurationOddStep as rule } from "../../lib/rules/activation-duration-odd-step.ts";
import { anOfferOf, PRINCIPALS } from "../support/builders.ts";
import { findingsIn, theFindingIn, VERSION } from "../support/one-offer.ts";

const lasting = (maximumActivationDuration: string) =>
  anOfferOf({
    eligibleAuthorizations: [
      {
        principal: PRINCIPALS.engineers,
        role: "Contributor",
        justInTimeAccessPolicy: { maximumActivationDuration },
      },
    ],
  });

test("activation-duration-odd-step finds a duration that is not a whole number of half hours", () => {
  const finding = theFindingIn(rule, lasting("PT1H45M"));
  expect(finding).toMatchObject({
    code: "LH016",
    severity: "warning",
    at: {
      path: [...VERSION, "eligibleAuthorizations", 0, "justInTimeAccessPolicy", "maximumActivationDuration"],
    },
    received: "PT1H45M",
    fix: "write PT1H30M or PT2H",
  });
  expect(finding.problem).toContain("may activate Contributor for 105 minutes");
});

test("activation-duration-odd-step finds the minutes next to both ends of the range", () => {
  expect(theFindingIn(rule, lasting("PT31M")).fix).toBe("write PT30M or PT1H");
  expect(theFindingIn(rule, lasting("PT479M")).fix).toBe("write PT7H30M or PT8H");
});

test("activation-duration-odd-step leaves half hours alone however they are written", () => {
  for (const duration of ["PT30M", "PT90M", "PT1H60M", "PT4H30M", "PT8H"]) {
    expect(findingsIn(rule, lasting(duration))).toEqual([]);
  }
});

test("activation-duration-odd-step leaves durations out of range to the other rule", () => {
  for (const duration of ["PT29M", "PT1M", "PT481M", "PT8H15M"]) {
    expect(findingsIn(rule, lasting(duration))).toEqual([]);
  }
});
