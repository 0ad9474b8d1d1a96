import fc from "fast-check";
import { expect, test } from "vitest";
import { eligibleAccess, standingAccess } from "../../lib/access/normalized-access.ts";
import { guidOf } from "../support/builders.ts";

const [A, B] = [guidOf("a"), guidOf("b")];

test("standing access has its roles in lower case, in order and once", () => {
  expect(standingAccess([B.toUpperCase(), A, B])).toEqual({
    kind: "standing",
    delegatedRoleDefinitionIds: [A, B],
  });
});

test("access on request has what ARM assumes where nothing is said", () => {
  const silent = { multiFactorAuthProvider: undefined, maximumActivationDuration: null, approvers: [] };
  expect(eligibleAccess(silent)).toEqual({
    kind: "eligible",
    multiFactorAuthProvider: "None",
    maximumActivationDuration: "PT8H",
    approvers: [],
  });
});

test.each([
  ["PT480M", "PT8H"],
  ["PT1H60M", "PT2H"],
  ["PT30M", "PT30M"],
  ["P1D", "PT24H"],
  ["P1M", "P1M"],
])("a duration of %s is %s", (written, canonical) => {
  const policy = { multiFactorAuthProvider: "Azure", maximumActivationDuration: written, approvers: [] };
  expect(eligibleAccess(policy).maximumActivationDuration).toBe(canonical);
});

test("approvers in any order, case and number are the same", () => {
  const approvers = [
    { principalId: A, displayName: "Leads" },
    { principalId: A, displayName: "Leads, too" },
    { principalId: B, displayName: "Leads" },
  ];
  const of = (each: typeof approvers) =>
    eligibleAccess({ multiFactorAuthProvider: "Azure", maximumActivationDuration: "PT4H", approvers: each });
  expect(of(approvers).approvers).toEqual(approvers);
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...approvers)), fc.boolean(), (more, upper) => {
      const written = [...more, ...approvers].map(({ principalId, displayName }) => ({
        principalId: upper ? principalId.toUpperCase() : principalId,
        displayName,
      }));
      expect(of(written)).toEqual(of(approvers));
    }),
  );
});
