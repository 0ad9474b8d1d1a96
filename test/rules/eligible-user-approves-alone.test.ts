import { expect, test } from "vitest";
import { eligibleUserApprovesAlone } from "../../lib/rules/eligible-user-approves-alone.ts";
import { anOfferOf, PRINCIPALS } from "../support/builders.ts";
import { findingsIn, theFindingIn, VERSION } from "../support/one-offer.ts";

const { person, engineers, approvers: leads, automation } = PRINCIPALS;

const offerOf = (principal: object, ...approvers: readonly object[]) =>
  anOfferOf({
    eligibleAuthorizations: [{ principal, role: "Contributor", justInTimeAccessPolicy: { approvers } }],
  });

test("eligible-user-approves-alone finds a user who is the only approver", () => {
  const finding = theFindingIn(eligibleUserApprovesAlone, offerOf(person, person));
  expect(finding).toMatchObject({
    code: "LH018",
    severity: "error",
    at: { path: [...VERSION, "eligibleAuthorizations", 0, "justInTimeAccessPolicy", "approvers"] },
    received: 'user "A Person"',
  });
  expect(finding.problem).toContain("only approver of their own activation of Contributor");
});

test("eligible-user-approves-alone finds the user named twice under two display names", () => {
  const offer = offerOf(person, { ...person, displayName: "Another Name" }, person);
  expect(theFindingIn(eligibleUserApprovesAlone, offer).code).toBe("LH018");
});

test("eligible-user-approves-alone leaves a second approver, another one and none alone", () => {
  expect(findingsIn(eligibleUserApprovesAlone, offerOf(person, person, leads))).toEqual([]);
  expect(findingsIn(eligibleUserApprovesAlone, offerOf(person, leads))).toEqual([]);
  expect(findingsIn(eligibleUserApprovesAlone, offerOf(person))).toEqual([]);
});

test("eligible-user-approves-alone leaves groups and service principals to other rules", () => {
  expect(findingsIn(eligibleUserApprovesAlone, offerOf(engineers, engineers))).toEqual([]);
  expect(findingsIn(eligibleUserApprovesAlone, offerOf(automation, automation))).toEqual([]);
});

test("eligible-user-approves-alone judges what is written, not what a revocation leaves of it", () => {
  const revoked = { since: "2026-11-30", reason: "left the company" };
  expect(findingsIn(eligibleUserApprovesAlone, offerOf(person, person, { ...leads, revoked }))).toEqual([]);
  const alone = { principal: person, role: "Reader", justInTimeAccessPolicy: { approvers: [person] } };
  const offer = anOfferOf({
    authorizations: [{ principal: { ...leads, revoked }, role: "Reader" }],
    eligibleAuthorizations: [alone],
  });
  expect(theFindingIn(eligibleUserApprovesAlone, offer).code).toBe("LH018");
});
