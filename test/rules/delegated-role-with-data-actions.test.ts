import { expect, test } from "vitest";
import { delegatedRoleWithDataActions } from "../../lib/rules/delegated-role-with-data-actions.ts";
import { anOfferOf, PRINCIPALS } from "../support/builders.ts";
import { sampleCatalogue } from "../support/catalogue.ts";
import { findingsIn, theFindingIn, VERSION } from "../support/one-offer.ts";

const { date } = sampleCatalogue();

const offerWith = (...delegatedRoleDefinitions: readonly unknown[]) =>
  anOfferOf({
    authorizations: [
      { principal: PRINCIPALS.automation, role: "User Access Administrator", delegatedRoleDefinitions },
    ],
  });

test("delegated-role-with-data-actions finds a role refused for data actions only", () => {
  const finding = theFindingIn(
    delegatedRoleWithDataActions,
    offerWith("Contributor", "Storage Blob Data Reader"),
  );
  expect(finding).toMatchObject({
    code: "LH008",
    severity: "warning",
    at: { path: [...VERSION, "authorizations", 0, "delegatedRoleDefinitions", 1] },
    received: "Storage Blob Data Reader",
  });
  expect(finding.problem).toContain("it carries data actions");
  expect(finding.problem).toContain("is not certain");
  expect(finding.problem).toContain(`role catalogue of ${date}`);
});

test("delegated-role-with-data-actions finds a role by its GUID and names it", () => {
  const id = "2A2B9908-6EA1-4AE2-8E65-A410DF84E7D1";
  const finding = theFindingIn(delegatedRoleWithDataActions, offerWith({ id }));
  expect(finding.problem).toContain("Storage Blob Data Reader");
  expect(finding.facts).toMatchObject({ role: "Storage Blob Data Reader" });
});

test("delegated-role-with-data-actions leaves roles alone that are refused for something else too, or not at all", () => {
  const offer = offerWith("Owner", "Purview role 1 (Deprecated)", "Contributor", "Some Custom Role");
  expect(findingsIn(delegatedRoleWithDataActions, offer)).toEqual([]);
});

test("delegated-role-with-data-actions does not judge the role of the authorization itself", () => {
  const offer = anOfferOf({
    authorizations: [{ principal: PRINCIPALS.automation, role: "Storage Blob Data Reader" }],
  });
  expect(findingsIn(delegatedRoleWithDataActions, offer)).toEqual([]);
});
