import { expect, test } from "vitest";
import { activationDurationOutOfRange as rule } from "../../lib/rules/activation-duration-out-of-range.ts";
import { anOfferOf, PRINCIPALS } from "../support/builders.ts";
import { findingsIn, theFindingIn, VERSION } from "../support/one-offer.ts";

const lasting = (maximumActivationDuration?: string) =>
  anOfferOf({
    eligibleAuthorizations: [
      {
        principal: PRINCIPALS.engineers,
        role: "Contributor",
        justInTimeAccessPolicy: maximumActivationDuration === undefined ? {} : { maximumActivationDuration },
      },
    ],
  });

test("activation-duration-out-of-range finds a duration below 30 minutes", () => {
  const finding = theFindingIn(rule, lasting("PT29M"));
  expect(finding).toMatchObject({
    code: "LH015",
    severity: "error",
    at: {
      path: [...VERSION, "eligibleAuthorizations", 0, "justInTimeAccessPolicy", "maximumActivationDuration"],
    },
    received: "PT29M",
    facts: { minutes: 29, nearest: "PT30M" },
  });
  expect(finding.problem).toContain(
    'group "Engineers" may activate Contributor for 29 minutes, which is too short',
  );
});

test("activation-duration-out-of-range finds a duration above 8 hours however it is written", () => {
  for (const duration of ["PT8H1M", "PT481M", "PT7H61M", "PT24H", "PT9999H9999M"]) {
    const finding = theFindingIn(rule, lasting(duration));
    expect(finding.received).toBe(duration);
    expect(finding.problem).toContain("too long");
    expect(finding.fix).toContain("PT8H");
  }
});

test("activation-duration-out-of-range finds no time at all", () => {
  expect(theFindingIn(rule, lasting("PT0H0M")).problem).toContain("for 0 minutes");
});

test("activation-duration-out-of-range leaves both ends, what lies between, and the default alone", () => {
  for (const duration of ["PT30M", "PT0H30M", "PT31M", "PT4H", "PT8H", "PT480M", "PT7H60M", undefined]) {
    expect(findingsIn(rule, lasting(duration))).toEqual([]);
  }
});
