import { expect, test } from "vitest";
import { delegatedRolesWithoutUserAccessAdministrator as rule } from "../../lib/rules/delegated-roles-without-user-access-administrator.ts";
import { anOfferOf, PRINCIPALS } from "../support/builders.ts";
import { findingsIn, theFindingIn, VERSION } from "../support/one-offer.ts";

const { automation } = PRINCIPALS;

const offerWith = (role: string, delegatedRoleDefinitions: readonly unknown[]) =>
  anOfferOf({ authorizations: [{ principal: automation, role, delegatedRoleDefinitions }] });

test("delegated-roles-without-user-access-administrator finds the list beside another role", () => {
  const id = "b24988ac-6180-42a0-ab88-20f7382dd24c";
  const finding = theFindingIn(rule, offerWith("Reader", [{ id }, "Monitoring Contributor"]));
  expect(finding).toMatchObject({
    code: "LH006",
    severity: "error",
    at: { path: [...VERSION, "authorizations", 0, "delegatedRoleDefinitions"] },
    received: "Contributor, Monitoring Contributor",
  });
  expect(finding.problem).toContain('service principal "Automation" is given Reader, which assigns no roles');
});

test("delegated-roles-without-user-access-administrator leaves User Access Administrator alone", () => {
  expect(findingsIn(rule, offerWith("User Access Administrator", ["Contributor"]))).toEqual([]);
});

test("delegated-roles-without-user-access-administrator leaves an empty list and an unknown role alone", () => {
  expect(findingsIn(rule, offerWith("Reader", []))).toEqual([]);
  expect(findingsIn(rule, offerWith("Some Custom Role", ["Contributor"]))).toEqual([]);
});
