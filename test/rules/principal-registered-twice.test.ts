import { expect, test } from "vitest";
import { principalRegisteredTwice } from "../../lib/rules/principal-registered-twice.ts";
import { anOffer, MANAGING_TENANT, PRINCIPALS } from "../support/builders.ts";
import { findingsIn, theFindingIn } from "../support/one-offer.ts";

const registering = (principals: object) =>
  anOffer({ managingTenant: { ...MANAGING_TENANT, principals: { ...PRINCIPALS, ...principals } } });

test("principal-registered-twice finds the second name of an object id", () => {
  const deputies = { ...PRINCIPALS.operators, displayName: "Deputies" };
  const finding = theFindingIn(principalRegisteredTwice, registering({ deputies }));
  expect(finding).toMatchObject({
    code: "LH022",
    severity: "warning",
    at: { file: "offers/operations.ts", path: ["managingTenant", "principals", "deputies"] },
    received: PRINCIPALS.operators.objectId,
  });
  expect(finding.problem).toContain('"deputies" has the object id of "operators"');
});

test("principal-registered-twice finds the same principal in capitals, and a third name too", () => {
  const again = { ...PRINCIPALS.operators, objectId: PRINCIPALS.operators.objectId.toUpperCase() };
  const offer = registering({ again, constructor: PRINCIPALS.operators });
  expect(findingsIn(principalRegisteredTwice, offer).map(({ at }) => at.path[2])).toEqual([
    "again",
    "constructor",
  ]);
});

test("principal-registered-twice leaves two object ids with one display name alone", () => {
  const namesake = { ...PRINCIPALS.engineers, objectId: "00000000-0000-4000-8000-000000000001" };
  expect(findingsIn(principalRegisteredTwice, registering({ namesake }))).toEqual([]);
});
