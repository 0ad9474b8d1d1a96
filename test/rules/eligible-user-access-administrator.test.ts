import { expect, test } from "vitest";
import { eligibleUserAccessAdministrator as rule } from "../../lib/rules/eligible-user-access-administrator.ts";
import { anOfferOf, PRINCIPALS } from "../support/builders.ts";
import { findingsIn, theFindingIn, VERSION } from "../support/one-offer.ts";

const { engineers, automation } = PRINCIPALS;

const eligibleFor = (role: unknown) => ({ principal: engineers, role, justInTimeAccessPolicy: {} });

test("eligible-user-access-administrator finds the role by name", () => {
  const offer = anOfferOf({ eligibleAuthorizations: [eligibleFor("User Access Administrator")] });
  const finding = theFindingIn(rule, offer);
  expect(finding).toMatchObject({
    code: "LH009",
    severity: "error",
    at: { path: [...VERSION, "eligibleAuthorizations", 0, "role"] },
    received: "User Access Administrator",
  });
  expect(finding.problem).toContain('group "Engineers" is eligible for User Access Administrator');
});

test("eligible-user-access-administrator finds the role by GUID", () => {
  const id = "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9";
  expect(theFindingIn(rule, anOfferOf({ eligibleAuthorizations: [eligibleFor({ id })] })).received).toBe(id);
});

test("eligible-user-access-administrator leaves a standing one and other eligible roles alone", () => {
  const offer = anOfferOf({
    authorizations: [
      { principal: automation, role: "User Access Administrator", delegatedRoleDefinitions: ["Contributor"] },
    ],
    eligibleAuthorizations: [eligibleFor("Contributor"), eligibleFor("Some Custom Role")],
  });
  expect(findingsIn(rule, offer)).toEqual([]);
});
