import { describe, expect, test } from "vitest";
import { eligiblePoliciesDiffer } from "../../lib/rules/eligible-policies-differ.ts";
import { anOffer, anOfferOf, PRINCIPALS } from "../support/builders.ts";
import { findingsIn, theFindingIn, VERSION } from "../support/one-offer.ts";

const { operators, engineers, approvers: leads, person } = PRINCIPALS;

const POLICY = { multiFactorAuthProvider: "Azure", maximumActivationDuration: "PT4H", approvers: [leads] };

const eligible = (principal: object, policy: object, role: unknown = "Contributor") => ({
  principal,
  role,
  justInTimeAccessPolicy: policy,
});

const offerWith = (...eligibleAuthorizations: readonly object[]) => anOfferOf({ eligibleAuthorizations });

describe("eligible-policies-differ finds policies of one role that differ", () => {
  test.each([
    ["multifactor authentication", { ...POLICY, multiFactorAuthProvider: "None" }],
    ["longest activation", { ...POLICY, maximumActivationDuration: "PT4H30M" }],
    ["approvers", { ...POLICY, approvers: [leads, person] }],
    ["approvers", { ...POLICY, approvers: [person] }],
    ["approvers", { ...POLICY, approvers: [] }],
    ["multifactor authentication, longest activation, approvers", { multiFactorAuthProvider: "None" }],
  ])("in %s", (difference, policy) => {
    const finding = theFindingIn(
      eligiblePoliciesDiffer,
      offerWith(eligible(operators, POLICY), eligible(engineers, policy)),
    );
    expect(finding).toMatchObject({
      code: "LH012",
      severity: "error",
      at: { path: [...VERSION, "eligibleAuthorizations", 1, "justInTimeAccessPolicy"] },
    });
    expect(finding.problem).toBe(
      `For Contributor the policy of the group "Engineers" differs from that of the group "Operators" in ${difference}`,
    );
    expect(finding.allowed).toContain('MFA Azure, PT4H, approved by "Approvers"');
  });
});

test("eligible-policies-differ says which policy it received", () => {
  const other = { multiFactorAuthProvider: "None", maximumActivationDuration: "PT2H" };
  const offer = offerWith(eligible(operators, POLICY), eligible(engineers, other));
  expect(theFindingIn(eligiblePoliciesDiffer, offer).received).toBe("MFA None, PT2H, no approvers");
});

test("eligible-policies-differ compares each with the first of the role, named or by GUID", () => {
  const contributor = { id: "b24988ac-6180-42a0-ab88-20f7382dd24c" };
  const other = { ...POLICY, multiFactorAuthProvider: "None" };
  const offer = offerWith(
    eligible(operators, POLICY),
    eligible(engineers, other, contributor),
    eligible(person, POLICY),
    eligible(leads, other),
  );
  expect(findingsIn(eligiblePoliciesDiffer, offer).map(({ at }) => at.path[5])).toEqual([1, 3]);
});

test("eligible-policies-differ leaves policies alone that say the same in other words", () => {
  const again = {
    ...POLICY,
    maximumActivationDuration: "PT3H60M",
    approvers: [{ ...leads, displayName: "Leads" }, leads],
  };
  const two = { ...POLICY, approvers: [leads, person] };
  const turned = { ...POLICY, approvers: [person, leads] };
  expect(
    findingsIn(eligiblePoliciesDiffer, offerWith(eligible(operators, POLICY), eligible(engineers, again))),
  ).toEqual([]);
  expect(
    findingsIn(eligiblePoliciesDiffer, offerWith(eligible(operators, two), eligible(engineers, turned))),
  ).toEqual([]);
});

test("eligible-policies-differ leaves other roles, unknown roles and other versions alone", () => {
  const other = { ...POLICY, multiFactorAuthProvider: "None" };
  const different = offerWith(
    eligible(operators, POLICY),
    eligible(engineers, other, "Reader"),
    eligible(operators, POLICY, "Some Custom Role"),
    eligible(engineers, other, "Some Custom Role"),
  );
  expect(findingsIn(eligiblePoliciesDiffer, different)).toEqual([]);
  const versions = {
    "1.0.0": { eligibleAuthorizations: [eligible(operators, POLICY)] },
    "2.0.0": { eligibleAuthorizations: [eligible(operators, other)] },
  };
  const offer = anOffer({ plans: { standard: { visibility: "public", versions } } });
  expect(findingsIn(eligiblePoliciesDiffer, offer)).toEqual([]);
});
