import fc from "fast-check";
import { expect, test } from "vitest";
import { grantsOfAssignment } from "../../lib/access/access-parts.ts";
import { firstSpelling } from "../../lib/access/scope-spelling.ts";
import { compareScopes, scopeId } from "../../lib/delegation/scope.ts";
import { assignmentKey } from "../../lib/emulator/access-ledger.ts";
import { digestOf } from "../../lib/gate/digest.ts";
import { coversScope } from "../../lib/review/access-order.ts";
import { accessCell } from "../../lib/review/match-grants.ts";
import { asciiLowerCase } from "../../lib/values/ascii-lower-case.ts";
import { sampleCatalogue } from "../support/catalogue.ts";
import { aCustomer, EXIT, reviewOf } from "../support/reviews.ts";
import { aGrant, anAccess, SUBSCRIPTION } from "../support/sides.ts";

// letters that some folding makes one: sharp s, Kelvin and k, dotted and dotless i, long s, a ligature, Greek sigmas
const letters = fc.constantFrom(..."aAkKsSiI-ßẞK\u212AſİıéÉσςΣ\uFB01");
const name = fc.string({ unit: letters, minLength: 1, maxLength: 4 });
/** Two names; every other time the same but for case, by one folding or another. */
const names = fc.oneof(
  fc.tuple(name, name),
  name.map((each) => [each, each.toUpperCase()] as const),
  name.map((each) => [each, each.toLowerCase()] as const),
  name.map((each) => [each, asciiLowerCase(each)] as const),
);

const at = (resourceGroup: string) => scopeId({ subscriptionId: SUBSCRIPTION, resourceGroup });
const digest = (resourceGroup: string) =>
  digestOf(
    reviewOf(
      [aCustomer("fabrikam", EXIT)],
      [aCustomer("fabrikam", EXIT, aGrant({ scope: at(resourceGroup) }))],
    ),
    [],
    sampleCatalogue(),
  ).change;

/** Everything that says of two names whether they are one resource group. */
const QUESTIONS: Readonly<Record<string, (a: string, b: string) => boolean>> = {
  "access: the grants of an assignment": (a, b) => {
    const { assignments, grants } = anAccess([aGrant({ scope: at(a) })]);
    return assignments.some((each) => grantsOfAssignment({ ...each, scope: at(b) }, grants).length > 0);
  },
  "review: which scope reaches which": (a, b) => coversScope(at(a), at(b)),
  "review: which grants are paired": (a, b) =>
    accessCell(aGrant({ scope: at(a) })) === accessCell(aGrant({ scope: at(b) })),
  "gate: the digest of a change": (a, b) => digest(a) === digest(b),
  "documents: one spelling a group": (a, b) => {
    const spelling = firstSpelling();
    return (
      spelling({ subscriptionId: SUBSCRIPTION, resourceGroup: a }) ===
      spelling({ subscriptionId: SUBSCRIPTION, resourceGroup: b })
    );
  },
  "order of scopes": (a, b) =>
    compareScopes(
      { subscriptionId: SUBSCRIPTION, resourceGroup: a },
      { subscriptionId: SUBSCRIPTION, resourceGroup: b },
    ) === 0,
  "emulator: one assignment": (a, b) => assignmentKey(at(a), "x") === assignmentKey(at(b), "x"),
};

test.each(Object.entries(QUESTIONS))(
  "two names are one resource group where they differ in the case of A to Z alone: %s",
  (_, isOne) => {
    expect(isOne("rg-ß", "rg-ẞ")).toBe(false);
    expect(isOne("rg-\u212A", "rg-k")).toBe(false);
    expect(isOne("RG-ß", "rg-ß")).toBe(true);
    fc.assert(
      fc.property(names, ([a, b]) => {
        expect(isOne(a, b)).toBe(asciiLowerCase(a) === asciiLowerCase(b));
      }),
      { numRuns: 60 },
    );
  },
);
