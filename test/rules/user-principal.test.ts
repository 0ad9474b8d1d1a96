import { expect, test } from "vitest";
import { userPrincipal } from "../../lib/rules/user-principal.ts";
import { anOfferOf, PRINCIPALS } from "../support/builders.ts";
import { findingsIn, theFindingIn, VERSION } from "../support/one-offer.ts";

const { operators, person, automation } = PRINCIPALS;

test("user-principal finds a user with a standing authorization", () => {
  const finding = theFindingIn(
    userPrincipal,
    anOfferOf({ authorizations: [{ principal: person, role: "Reader" }] }),
  );
  expect(finding).toMatchObject({
    code: "LH026",
    severity: "warning",
    at: { path: [...VERSION, "authorizations", 0, "principal"] },
    received: 'user "A Person"',
  });
  expect(finding.problem).toBe('Reader goes to the single user "A Person"');
});

test("user-principal finds a user with an eligible authorization, known role or not", () => {
  const offer = anOfferOf({
    eligibleAuthorizations: [{ principal: person, role: "Some Custom Role", justInTimeAccessPolicy: {} }],
  });
  const finding = theFindingIn(userPrincipal, offer);
  expect(finding.at.path).toEqual([...VERSION, "eligibleAuthorizations", 0, "principal"]);
  expect(finding.problem).toContain("Some Custom Role");
});

test("user-principal leaves groups, service principals and users who only approve alone", () => {
  const offer = anOfferOf({
    authorizations: [{ principal: automation, role: "Reader" }],
    eligibleAuthorizations: [
      { principal: operators, role: "Contributor", justInTimeAccessPolicy: { approvers: [person] } },
    ],
  });
  expect(findingsIn(userPrincipal, offer)).toEqual([]);
});
