import { expect, test } from "vitest";
import { eligibleWithoutStandingReader as rule } from "../../lib/rules/eligible-without-standing-reader.ts";
import { anOffer, anOfferOf, guidOf, PRINCIPALS, TIDY_AUTHORIZATIONS } from "../support/builders.ts";
import { sampleCatalogue } from "../support/catalogue.ts";
import { findingsIn, theFindingIn, VERSION } from "../support/one-offer.ts";

const { date } = sampleCatalogue();

const { engineers } = PRINCIPALS;

const eligible = (role: unknown) => ({ principal: engineers, role, justInTimeAccessPolicy: {} });

const offerWith = (standing: readonly unknown[], roles: readonly unknown[] = ["Contributor"]) =>
  anOfferOf({
    authorizations: [...TIDY_AUTHORIZATIONS, ...standing.map((role) => ({ principal: engineers, role }))],
    eligibleAuthorizations: roles.map(eligible),
  });

test("eligible-without-standing-reader finds a principal with eligible authorizations only", () => {
  const finding = theFindingIn(rule, offerWith([]));
  expect(finding).toMatchObject({
    code: "LH013",
    severity: "warning",
    at: { path: [...VERSION, "eligibleAuthorizations", 0, "principal"] },
    received: 'group "Engineers"',
  });
  expect(finding.problem).toContain(
    "eligible for Contributor, but no standing authorization gives it Reader access",
  );
  expect(finding.problem).toContain(`role catalogue of ${date}`);
});

test("eligible-without-standing-reader speaks once for a principal, of all its roles", () => {
  const finding = theFindingIn(rule, offerWith([], ["Contributor", "Security Admin", "Contributor"]));
  expect(finding.facts["roles"]).toEqual(["Contributor", "Security Admin"]);
});

test("eligible-without-standing-reader finds a standing role that reads only some things", () => {
  expect(theFindingIn(rule, offerWith(["Virtual Machine Contributor"])).code).toBe("LH013");
});

test("eligible-without-standing-reader does not count the Reader of another version", () => {
  const versions = {
    "1.0.0": { authorizations: [{ principal: engineers, role: "Reader" }] },
    "2.0.0": { eligibleAuthorizations: [eligible("Contributor")] },
  };
  const finding = theFindingIn(rule, anOffer({ plans: { standard: { visibility: "public", versions } } }));
  expect(finding.at.path[3]).toBe("2.0.0");
});

test("eligible-without-standing-reader leaves Reader and roles that include Reader access alone", () => {
  for (const role of ["Reader", "Monitoring Reader", "Contributor"]) {
    expect(findingsIn(rule, offerWith([role], ["Security Admin"]))).toEqual([]);
  }
  const kept = { keep: "Log Analytics Reader", onSubscriptions: [guidOf("1")], reason: "was there" };
  expect(findingsIn(rule, offerWith([kept]))).toEqual([]);
});

test("eligible-without-standing-reader leaves a standing role alone that is not known", () => {
  expect(findingsIn(rule, offerWith(["Some Custom Role"]))).toEqual([]);
});

test("eligible-without-standing-reader counts the Reader of an included set", () => {
  const offer = anOfferOf({
    includes: [{ authorizations: [{ principal: engineers, role: "Reader" }] }],
    eligibleAuthorizations: [eligible("Contributor")],
  });
  expect(findingsIn(rule, offer)).toEqual([]);
});
