import { expect, test } from "vitest";
import { tooManyApprovers } from "../../lib/rules/too-many-approvers.ts";
import { anOfferOf, guidOf, PRINCIPALS } from "../support/builders.ts";
import { findingsIn, theFindingIn, VERSION } from "../support/one-offer.ts";

const approvers = (characters: string) =>
  [...characters].map((character) => ({
    type: "User",
    objectId: guidOf(character),
    displayName: `Approver ${character}`,
  }));

const approvedBy = (characters: string) =>
  anOfferOf({
    eligibleAuthorizations: [
      {
        principal: PRINCIPALS.engineers,
        role: "Contributor",
        justInTimeAccessPolicy: { approvers: approvers(characters) },
      },
    ],
  });

test("too-many-approvers finds the eleventh approver", () => {
  const finding = theFindingIn(tooManyApprovers, approvedBy("0123456789a"));
  expect(finding).toMatchObject({
    code: "LH017",
    severity: "error",
    at: { path: [...VERSION, "eligibleAuthorizations", 0, "justInTimeAccessPolicy", "approvers"] },
    received: "11 approvers",
  });
  expect(finding.problem).toBe('Activations of Contributor by the group "Engineers" have 11 approvers');
});

test("too-many-approvers leaves ten alone, and does not count a repetition", () => {
  expect(findingsIn(tooManyApprovers, approvedBy("0123456789"))).toEqual([]);
  expect(findingsIn(tooManyApprovers, approvedBy("01234567890123456789"))).toEqual([]);
});
