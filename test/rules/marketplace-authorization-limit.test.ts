import { expect, test } from "vitest";
import { marketplaceAuthorizationLimit as rule } from "../../lib/rules/marketplace-authorization-limit.ts";
import { anOfferOf, PRINCIPALS } from "../support/builders.ts";
import { sampleCatalogue } from "../support/catalogue.ts";
import { findingsIn, theFindingIn, VERSION } from "../support/one-offer.ts";

const { operators, engineers } = PRINCIPALS;

const MARKETPLACE = { marketplace: { publisher: "provider", product: "operations" } };

const ROLES = sampleCatalogue().roles.slice(0, 30);

const standing = (count: number) =>
  ROLES.slice(0, count).map(({ name }) => ({ principal: operators, role: name }));
const eligible = (count: number) =>
  ROLES.slice(0, count).map(({ name }) => ({ principal: operators, role: name, justInTimeAccessPolicy: {} }));

test("marketplace-authorization-limit finds the twenty-first authorization, standing and eligible together", () => {
  const version = { authorizations: standing(18), eligibleAuthorizations: eligible(3) };
  const finding = theFindingIn(rule, anOfferOf(version, MARKETPLACE));
  expect(finding).toMatchObject({
    code: "LH027",
    severity: "warning",
    at: { path: VERSION },
    received: "21 authorizations",
  });
  expect(finding.problem).toContain("Version 1.0.0 of plan standard has 21 authorizations");
});

test("marketplace-authorization-limit counts another principal and another list of delegated roles", () => {
  const assigning = (...delegatedRoleDefinitions: readonly string[]) => ({
    principal: operators,
    role: "User Access Administrator",
    delegatedRoleDefinitions,
  });
  const version = {
    authorizations: [
      ...standing(18),
      { ...standing(1)[0], principal: engineers },
      assigning("Reader"),
      assigning("Contributor"),
    ],
  };
  expect(theFindingIn(rule, anOfferOf(version, MARKETPLACE)).received).toBe("21 authorizations");
});

test("marketplace-authorization-limit leaves twenty alone, and does not count repetitions", () => {
  const full = { authorizations: standing(10), eligibleAuthorizations: eligible(10) };
  expect(findingsIn(rule, anOfferOf(full, MARKETPLACE))).toEqual([]);
  const byGuid = ROLES.slice(0, 10).map(({ id }) => ({ principal: operators, role: { id } }));
  const repeated = { ...full, includes: [full, { authorizations: byGuid }] };
  expect(findingsIn(rule, anOfferOf(repeated, MARKETPLACE))).toEqual([]);
});

test("marketplace-authorization-limit leaves an offer alone that is not in the marketplace", () => {
  expect(findingsIn(rule, anOfferOf({ authorizations: standing(30) }))).toEqual([]);
});
