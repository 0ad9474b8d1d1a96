import { expect, test } from "vitest";
import { checkRules } from "../../lib/rules/check.ts";
import { noStandingAuthorization } from "../../lib/rules/no-standing-authorization.ts";
import {
  aContext,
  aCustomer,
  anOffer,
  anOfferOf,
  PRINCIPALS,
  TIDY_AUTHORIZATIONS,
} from "../support/builders.ts";
import { findingsIn, theFindingIn, VERSION } from "../support/one-offer.ts";

const ELIGIBLE = [{ principal: PRINCIPALS.engineers, role: "Contributor", justInTimeAccessPolicy: {} }];

test("no-standing-authorization finds a version with eligible authorizations only", () => {
  const finding = theFindingIn(noStandingAuthorization, anOfferOf({ eligibleAuthorizations: ELIGIBLE }));
  expect(finding).toMatchObject({
    code: "LH014",
    severity: "error",
    at: { path: VERSION },
    received: "0 authorizations, 1 eligible",
  });
  expect(finding.problem).toBe("Version 1.0.0 of plan standard has only eligible authorizations");
});

test("no-standing-authorization finds an empty version, also beside a full one", () => {
  const versions = { "1.0.0": { authorizations: TIDY_AUTHORIZATIONS }, "1.1.0": { includes: [{}] } };
  const offer = anOffer({ plans: { standard: { visibility: "public", versions } } });
  const finding = theFindingIn(noStandingAuthorization, offer);
  expect(finding.problem).toBe("Version 1.1.0 of plan standard has no authorizations");
});

test("no-standing-authorization counts the authorizations of included sets", () => {
  const offer = anOfferOf({
    includes: [{ authorizations: TIDY_AUTHORIZATIONS }],
    eligibleAuthorizations: ELIGIBLE,
  });
  expect(findingsIn(noStandingAuthorization, offer)).toEqual([]);
});

test("no-standing-authorization finds what a customer's own revocation leaves, at that customer alone", () => {
  const { objectId } = PRINCIPALS.operators;
  const revoked = [{ objectId, since: "2026-11-30", reason: "was hired by the customer" }];
  const offer = anOfferOf({ authorizations: [{ principal: PRINCIPALS.operators, role: "Reader" }] });
  const [marked, other] = [aCustomer({ revoked }), aCustomer({ id: "proseware" })];
  const context = aContext({ offers: [offer], customers: [marked, other] });
  expect(checkRules(context, [noStandingAuthorization]).findings).toMatchObject([
    {
      problem:
        "Version 1.0.0 of plan standard has no standing authorizations left at fabrikam without the principals that it revokes",
      at: { path: ["delegations", 0] },
    },
  ]);
  const idle = aCustomer({
    revoked,
    delegations: marked.delegations.map((each) => ({ ...each, scopes: [] })),
  });
  expect(
    checkRules(aContext({ offers: [offer], customers: [idle] }), [noStandingAuthorization]).findings,
  ).toEqual([]);
});

test("no-standing-authorization finds what a revocation leaves of a version only where a customer has it", () => {
  const revoked = { since: "2026-11-30", reason: "left the company" };
  const authorizations = [{ principal: { ...PRINCIPALS.operators, revoked }, role: "Reader" }];
  const offer = anOfferOf({ authorizations });
  expect(findingsIn(noStandingAuthorization, offer)).toEqual([]);
  const context = aContext({ offers: [offer], customers: [aCustomer()] });
  expect(checkRules(context, [noStandingAuthorization]).findings).toMatchObject([
    {
      problem: "Version 1.0.0 of plan standard has no authorizations left without the revoked principals",
      at: { path: VERSION },
    },
  ]);
});

test("no-standing-authorization leaves a version alone that a revocation emptied and no customer delegates scopes to", () => {
  const revoked = { since: "2026-11-30", reason: "left the company" };
  const offer = anOfferOf({
    authorizations: [{ principal: { ...PRINCIPALS.operators, revoked }, role: "Reader" }],
  });
  const left = aCustomer();
  const idle = aCustomer({ delegations: left.delegations.map((each) => ({ ...each, scopes: [] })) });
  const context = aContext({ offers: [offer], customers: [idle] });
  expect(checkRules(context, [noStandingAuthorization]).findings).toEqual([]);
});
