import { expect, test } from "vitest";
import { eligibleGroupApprovesItself } from "../../lib/rules/eligible-group-approves-itself.ts";
import { anOfferOf, PRINCIPALS } from "../support/builders.ts";
import { findingsIn, theFindingIn, VERSION } from "../support/one-offer.ts";

const { person, engineers, approvers: leads, automation } = PRINCIPALS;

const offerOf = (principal: object, ...approvers: readonly object[]) =>
  anOfferOf({
    eligibleAuthorizations: [{ principal, role: "Contributor", justInTimeAccessPolicy: { approvers } }],
  });

test("eligible-group-approves-itself finds a group that is its only approver, named once or twice", () => {
  for (const offer of [offerOf(engineers, engineers), offerOf(engineers, engineers, engineers)]) {
    const finding = theFindingIn(eligibleGroupApprovesItself, offer);
    expect(finding).toMatchObject({
      code: "LH019",
      severity: "warning",
      at: { path: [...VERSION, "eligibleAuthorizations", 0, "justInTimeAccessPolicy", "approvers"] },
      received: 'group "Engineers"',
    });
    expect(finding.problem).toContain("only approver of its own members' activation of Contributor");
  }
});

test("eligible-group-approves-itself leaves a second approver, another one and none alone", () => {
  expect(findingsIn(eligibleGroupApprovesItself, offerOf(engineers, engineers, leads))).toEqual([]);
  expect(findingsIn(eligibleGroupApprovesItself, offerOf(engineers, leads))).toEqual([]);
  expect(findingsIn(eligibleGroupApprovesItself, offerOf(engineers))).toEqual([]);
});

test("eligible-group-approves-itself leaves users and service principals to other rules", () => {
  expect(findingsIn(eligibleGroupApprovesItself, offerOf(person, person))).toEqual([]);
  expect(findingsIn(eligibleGroupApprovesItself, offerOf(automation, automation))).toEqual([]);
});
