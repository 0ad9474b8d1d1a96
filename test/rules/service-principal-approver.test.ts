import { expect, test } from "vitest";
import { servicePrincipalApprover } from "../../lib/rules/service-principal-approver.ts";
import { anOfferOf, PRINCIPALS } from "../support/builders.ts";
import { findingsIn, theFindingIn, VERSION } from "../support/one-offer.ts";

const { engineers, approvers: leads, person, automation } = PRINCIPALS;

const approvedBy = (...approvers: readonly object[]) =>
  anOfferOf({
    eligibleAuthorizations: [
      { principal: engineers, role: "Contributor", justInTimeAccessPolicy: { approvers } },
    ],
  });

test("service-principal-approver finds a service principal among the approvers, at its place", () => {
  const finding = theFindingIn(servicePrincipalApprover, approvedBy(leads, automation));
  expect(finding).toMatchObject({
    code: "LH011",
    severity: "error",
    at: { path: [...VERSION, "eligibleAuthorizations", 0, "justInTimeAccessPolicy", "approvers", 1] },
    received: 'service principal "Automation"',
  });
  expect(finding.problem).toContain('approver of the group "Engineers" for Contributor');
});

test("service-principal-approver leaves users, groups and no approvers alone", () => {
  expect(findingsIn(servicePrincipalApprover, approvedBy(leads, person))).toEqual([]);
  expect(findingsIn(servicePrincipalApprover, approvedBy())).toEqual([]);
});
