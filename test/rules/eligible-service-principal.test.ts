import { expect, test } from "vitest";
import { eligibleServicePrincipal } from "../../lib/rules/eligible-service-principal.ts";
import { anOfferOf, PRINCIPALS } from "../support/builders.ts";
import { findingsIn, theFindingIn, VERSION } from "../support/one-offer.ts";

const eligible = (principal: object, role: unknown = "Contributor") => ({
  principal,
  role,
  justInTimeAccessPolicy: {},
});

test("eligible-service-principal finds a service principal that is to activate a role", () => {
  const offer = anOfferOf({
    eligibleAuthorizations: [eligible(PRINCIPALS.engineers), eligible(PRINCIPALS.automation)],
  });
  const finding = theFindingIn(eligibleServicePrincipal, offer);
  expect(finding).toMatchObject({
    code: "LH010",
    severity: "error",
    at: { path: [...VERSION, "eligibleAuthorizations", 1, "principal"] },
    received: 'service principal "Automation"',
  });
  expect(finding.problem).toContain("eligible for Contributor but cannot activate a role");
});

test("eligible-service-principal finds it whether or not the role is known", () => {
  const offer = anOfferOf({ eligibleAuthorizations: [eligible(PRINCIPALS.automation, "Some Custom Role")] });
  expect(theFindingIn(eligibleServicePrincipal, offer).problem).toContain("Some Custom Role");
});

test("eligible-service-principal leaves users, groups and standing service principals alone", () => {
  const offer = anOfferOf({
    authorizations: [{ principal: PRINCIPALS.automation, role: "Contributor" }],
    eligibleAuthorizations: [eligible(PRINCIPALS.engineers), eligible(PRINCIPALS.person)],
  });
  expect(findingsIn(eligibleServicePrincipal, offer)).toEqual([]);
});
