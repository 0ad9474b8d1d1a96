import { expect, test } from "vitest";
import { delegatedRoleRefused } from "../../lib/rules/delegated-role-refused.ts";
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

test("delegated-role-refused finds Owner at its place in the list and names the catalogue's date", () => {
  const finding = theFindingIn(delegatedRoleRefused, offerWith("Contributor", "Owner"));
  expect(finding).toMatchObject({
    code: "LH007",
    severity: "error",
    at: { path: [...VERSION, "authorizations", 0, "delegatedRoleDefinitions", 1] },
    received: "Owner",
  });
  expect(finding.problem).toContain("it is the Owner role");
  expect(finding.problem).toContain(`role catalogue of ${date}`);
});

test("delegated-role-refused finds User Access Administrator by GUID and says why", () => {
  const id = "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9";
  const finding = theFindingIn(delegatedRoleRefused, offerWith({ id }));
  expect(finding.received).toBe(id);
  expect(finding.problem).toContain("User Access Administrator");
  expect(finding.problem).toContain("assigns the listed roles and cannot be one of them");
  expect(finding.problem).toContain(`role catalogue of ${date}`);
});

test("delegated-role-refused finds a restricted role, a deprecated one, and a deprecated one with data actions", () => {
  const offer = offerWith("Locks Contributor", "Security Manager (Legacy)", "Purview role 1 (Deprecated)");
  expect(findingsIn(delegatedRoleRefused, offer).map(({ received }) => received)).toEqual([
    "Locks Contributor",
    "Security Manager (Legacy)",
    "Purview role 1 (Deprecated)",
  ]);
});

test("delegated-role-refused leaves roles with data actions only, supported and unknown ones alone", () => {
  const offer = offerWith("Storage Blob Data Reader", "Contributor", "Some Custom Role");
  expect(findingsIn(delegatedRoleRefused, offer)).toEqual([]);
});

test("delegated-role-refused does not judge the role of the authorization itself", () => {
  const offer = anOfferOf({ authorizations: [{ principal: PRINCIPALS.automation, role: "Owner" }] });
  expect(findingsIn(delegatedRoleRefused, offer)).toEqual([]);
});
