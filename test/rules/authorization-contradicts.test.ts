import { expect, test } from "vitest";
import { authorizationContradicts } from "../../lib/rules/authorization-contradicts.ts";
import { anOffer, anOfferOf, PRINCIPALS } from "../support/builders.ts";
import { findingsIn, theFindingIn, VERSION } from "../support/one-offer.ts";

const { automation, operators } = PRINCIPALS;

const assigning = (delegatedRoleDefinitions: readonly unknown[], principal: object = automation) => ({
  principal,
  role: "User Access Administrator",
  delegatedRoleDefinitions,
});

test("authorization-contradicts finds two lists for one principal and role", () => {
  const offer = anOfferOf({
    authorizations: [assigning(["Contributor"]), assigning(["Contributor", "Monitoring Contributor"])],
  });
  const finding = theFindingIn(authorizationContradicts, offer);
  expect(finding).toMatchObject({
    code: "LH023",
    severity: "error",
    at: { path: [...VERSION, "authorizations", 1] },
    received: "Contributor, Monitoring Contributor",
    allowed: "the delegated role definitions of the first such authorization: Contributor",
  });
  expect(finding.problem).toContain(
    'service principal "Automation" is given User Access Administrator twice',
  );
});

test("authorization-contradicts finds a list against none, and an included set against the version's own", () => {
  const offer = anOfferOf({
    authorizations: [assigning(["Contributor"])],
    includes: [{ authorizations: [{ principal: automation, role: "User Access Administrator" }] }],
  });
  const finding = theFindingIn(authorizationContradicts, offer);
  expect(finding.at.path).toEqual([...VERSION, "includes", 0, "authorizations", 0]);
  expect(finding.received).toBe("none");
});

test("authorization-contradicts leaves exact repetitions alone, in any order, by name or GUID, with repeats", () => {
  const contributor = { id: "b24988ac-6180-42a0-ab88-20f7382dd24c" };
  const offer = anOfferOf({
    authorizations: [
      assigning(["Contributor", "Monitoring Contributor"]),
      assigning(["Monitoring Contributor", contributor, "Contributor"]),
      { principal: operators, role: "Reader" },
      { principal: operators, role: "Reader" },
    ],
  });
  expect(findingsIn(authorizationContradicts, offer)).toEqual([]);
});

test("authorization-contradicts leaves other principals, other versions and unknown roles alone", () => {
  const different = anOfferOf({
    authorizations: [
      assigning(["Contributor"]),
      assigning(["Reader"], operators),
      assigning(["Some Custom Role"]),
      { ...assigning(["Contributor"]), role: "Another Custom Role" },
      { ...assigning(["Reader"]), role: "Another Custom Role" },
    ],
  });
  expect(findingsIn(authorizationContradicts, different)).toEqual([]);
  const versions = {
    "1.0.0": { authorizations: [assigning(["Contributor"])] },
    "2.0.0": { authorizations: [assigning(["Reader"])] },
  };
  const offer = anOffer({ plans: { standard: { visibility: "public", versions } } });
  expect(findingsIn(authorizationContradicts, offer)).toEqual([]);
});
