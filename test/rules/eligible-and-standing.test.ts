import { expect, test } from "vitest";
import { eligibleAndStanding } from "../../lib/rules/eligible-and-standing.ts";
import { anOffer, anOfferOf, PRINCIPALS } from "../support/builders.ts";
import { findingsIn, theFindingIn, VERSION } from "../support/one-offer.ts";

const { engineers, operators } = PRINCIPALS;

const standing = (principal: object, role: unknown) => ({ principal, role });
const eligible = (principal: object, role: unknown) => ({ principal, role, justInTimeAccessPolicy: {} });

test("eligible-and-standing finds a role that is held standing as well", () => {
  const offer = anOfferOf({
    authorizations: [standing(engineers, "Reader"), standing(engineers, "Contributor")],
    eligibleAuthorizations: [eligible(engineers, "Contributor")],
  });
  const finding = theFindingIn(eligibleAndStanding, offer);
  expect(finding).toMatchObject({
    code: "LH024",
    severity: "warning",
    at: { path: [...VERSION, "eligibleAuthorizations", 0] },
    received: "an eligible authorization for Contributor",
  });
  expect(finding.problem).toContain(
    'group "Engineers" is eligible for Contributor and holds it standing as well',
  );
});

test("eligible-and-standing sees through GUIDs and included sets", () => {
  const offer = anOfferOf({
    includes: [{ authorizations: [standing(engineers, { id: "b24988ac-6180-42a0-ab88-20f7382dd24c" })] }],
    eligibleAuthorizations: [eligible(engineers, "Contributor")],
  });
  expect(theFindingIn(eligibleAndStanding, offer).facts).toMatchObject({ role: "Contributor" });
});

test("eligible-and-standing leaves another role, another principal and another version alone", () => {
  const offer = anOfferOf({
    authorizations: [standing(engineers, "Reader"), standing(operators, "Contributor")],
    eligibleAuthorizations: [eligible(engineers, "Contributor")],
  });
  expect(findingsIn(eligibleAndStanding, offer)).toEqual([]);
  const versions = {
    "1.0.0": { authorizations: [standing(engineers, "Contributor")] },
    "2.0.0": { eligibleAuthorizations: [eligible(engineers, "Contributor")] },
  };
  const upgraded = anOffer({ plans: { standard: { visibility: "public", versions } } });
  expect(findingsIn(eligibleAndStanding, upgraded)).toEqual([]);
});

test("eligible-and-standing does not take two unknown roles for one", () => {
  const offer = anOfferOf({
    authorizations: [standing(engineers, "Some Custom Role")],
    eligibleAuthorizations: [eligible(engineers, "Another Custom Role")],
  });
  expect(findingsIn(eligibleAndStanding, offer)).toEqual([]);
});
