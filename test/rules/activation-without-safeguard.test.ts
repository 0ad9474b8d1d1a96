import { expect, test } from "vitest";
import { activationWithoutSafeguard } from "../../lib/rules/activation-without-safeguard.ts";
import { anOfferOf, PRINCIPALS, TIDY_AUTHORIZATIONS } from "../support/builders.ts";
import { findingsIn } from "../support/one-offer.ts";

const offerWith = (justInTimeAccessPolicy: object) =>
  anOfferOf({
    authorizations: TIDY_AUTHORIZATIONS,
    eligibleAuthorizations: [
      { principal: PRINCIPALS.operators, role: "Contributor", justInTimeAccessPolicy },
    ],
  });

test("activation-without-safeguard reports a policy with neither multifactor authentication nor approvers", () => {
  const findings = findingsIn(activationWithoutSafeguard, offerWith({ multiFactorAuthProvider: "None" }));
  expect(findings).toMatchObject([
    {
      code: "LH029",
      received: "None",
      at: {
        path: [
          "plans",
          "standard",
          "versions",
          "1.0.0",
          "eligibleAuthorizations",
          0,
          "justInTimeAccessPolicy",
        ],
      },
      problem: expect.stringContaining("Operators"),
    },
  ]);
});

test.each([
  ["multifactor authentication alone", { multiFactorAuthProvider: "Azure" }],
  ["an approver alone", { multiFactorAuthProvider: "None", approvers: [PRINCIPALS.approvers] }],
])("activation-without-safeguard passes %s", (_, policy) => {
  expect(findingsIn(activationWithoutSafeguard, offerWith(policy))).toEqual([]);
});
