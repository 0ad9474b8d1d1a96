import { expect, test } from "vitest";
import { noExitPath } from "../../lib/rules/no-exit-path.ts";
import { anOffer, anOfferOf, PRINCIPALS, TIDY_AUTHORIZATIONS } from "../support/builders.ts";
import { findingsIn, theFindingIn, VERSION } from "../support/one-offer.ts";

const DELETE_ROLE = "Managed Services Registration assignment Delete Role";
const { operators } = PRINCIPALS;

const READER = { principal: operators, role: "Reader" };

test("no-exit-path finds a version in which nobody may remove the delegation", () => {
  const finding = theFindingIn(noExitPath, anOfferOf({ authorizations: [READER] }));
  expect(finding).toMatchObject({
    code: "LH025",
    severity: "warning",
    at: { path: VERSION },
    received: "no authorization for the role",
  });
  expect(finding.problem).toBe(`Version 1.0.0 of plan standard names the ${DELETE_ROLE} in no authorization`);
});

test("no-exit-path says so where the role is only eligible", () => {
  const offer = anOfferOf({
    authorizations: [READER],
    eligibleAuthorizations: [{ principal: operators, role: DELETE_ROLE, justInTimeAccessPolicy: {} }],
  });
  const finding = theFindingIn(noExitPath, offer);
  expect(finding.problem).toContain("only in an eligible authorization");
  expect(finding.facts).toMatchObject({ onlyEligible: true });
});

test("no-exit-path does not take an unknown eligible role for the Delete Role", () => {
  const offer = anOfferOf({
    authorizations: [READER],
    eligibleAuthorizations: [{ principal: operators, role: "Some Custom Role", justInTimeAccessPolicy: {} }],
  });
  expect(theFindingIn(noExitPath, offer).facts).toMatchObject({ onlyEligible: false });
});

test("no-exit-path judges each version", () => {
  const versions = {
    "1.0.0": { authorizations: [READER] },
    "1.1.0": { authorizations: TIDY_AUTHORIZATIONS },
  };
  const offer = anOffer({ plans: { standard: { visibility: "public", versions } } });
  expect(theFindingIn(noExitPath, offer).at.path).toEqual(VERSION);
});

test("no-exit-path leaves a version alone that has the role, also by GUID or from an included set", () => {
  expect(findingsIn(noExitPath, anOffer())).toEqual([]);
  const role = { id: "91c1777a-f3dc-4fae-b103-61d183457e46" };
  const offer = anOfferOf({
    authorizations: [READER],
    includes: [{ authorizations: [{ principal: operators, role }] }],
  });
  expect(findingsIn(noExitPath, offer)).toEqual([]);
});

test("no-exit-path waits while a standing role is unknown: it may be the Delete Role misspelled", () => {
  const role = "Managed Services Registration Assignment Delete Role";
  const offer = anOfferOf({ authorizations: [READER, { principal: operators, role }] });
  expect(findingsIn(noExitPath, offer)).toEqual([]);
});
