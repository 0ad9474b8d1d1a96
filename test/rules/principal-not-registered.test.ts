import { expect, test } from "vitest";
import { principalNotRegistered } from "../../lib/rules/principal-not-registered.ts";
import { anOffer, anOfferOf, guidOf, MANAGING_TENANT, PRINCIPALS } from "../support/builders.ts";
import { findingsIn, theFindingIn, VERSION } from "../support/one-offer.ts";

const { operators, engineers, approvers: leads } = PRINCIPALS;

const STRANGER = { type: "Group", objectId: guidOf("5"), displayName: "Strangers" };

const offerWith = (principal: object) => anOfferOf({ authorizations: [{ principal, role: "Reader" }] });

test("principal-not-registered finds an object id that the registry does not list", () => {
  const finding = theFindingIn(principalNotRegistered, offerWith(STRANGER));
  expect(finding).toMatchObject({
    code: "LH021",
    severity: "error",
    at: { path: [...VERSION, "authorizations", 0, "principal"] },
    received: `group "Strangers" (${guidOf("5")})`,
    facts: { registered: [] },
  });
  expect(finding.problem).toContain("is not among the principals of Test Provider");
});

test("principal-not-registered finds eligible principals and approvers too", () => {
  const offer = anOfferOf({
    eligibleAuthorizations: [
      { principal: STRANGER, role: "Reader", justInTimeAccessPolicy: { approvers: [leads, STRANGER] } },
    ],
  });
  expect(findingsIn(principalNotRegistered, offer).map(({ at }) => at.path.slice(6).join("."))).toEqual([
    "justInTimeAccessPolicy.approvers.1",
    "principal",
  ]);
});

test("principal-not-registered finds a registered object id with another type or display name", () => {
  const asUser = theFindingIn(principalNotRegistered, offerWith({ ...operators, type: "User" }));
  expect(asUser.problem).toContain('is registered as the group "Operators"');
  expect(asUser.received).toContain('user "Operators"');
  const renamed = theFindingIn(
    principalNotRegistered,
    offerWith({ ...operators, displayName: "Operations" }),
  );
  expect(renamed.problem).toBe(
    `The group "Operations" (${operators.objectId}) is registered as the group "Operators"`,
  );
});

test("principal-not-registered leaves registered principals alone, whatever the case of the object id", () => {
  expect(findingsIn(principalNotRegistered, anOffer())).toEqual([]);
  const capitals = { ...engineers, objectId: engineers.objectId.toUpperCase() };
  expect(findingsIn(principalNotRegistered, offerWith(capitals))).toEqual([]);
});

test("principal-not-registered accepts any of two names under which an object id is registered", () => {
  const alias = { ...operators, displayName: "Operations" };
  const managingTenant = { ...MANAGING_TENANT, principals: { ...PRINCIPALS, alias } };
  for (const principal of [operators, alias]) {
    const offer = anOfferOf({ authorizations: [{ principal, role: "Reader" }] }, { managingTenant });
    expect(findingsIn(principalNotRegistered, offer)).toEqual([]);
  }
});

test("principal-not-registered judges against the offer's own managing tenant", () => {
  const managingTenant = { ...MANAGING_TENANT, name: "Empty Provider", principals: {} };
  const offer = anOfferOf({ authorizations: [{ principal: operators, role: "Reader" }] }, { managingTenant });
  expect(theFindingIn(principalNotRegistered, offer).problem).toContain("Empty Provider");
});
