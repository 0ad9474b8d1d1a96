import { expect, test } from "vitest";
import type { AccessGrant } from "../../../lib/delegation/access-grant.ts";
import { consequencesOf } from "../../../lib/report/review/consequence.ts";
import { tell } from "../../../lib/report/review/tell-change.ts";
import { CHANGE_WORDS, gradeText, wayText } from "../../../lib/report/review/wording.ts";
import { guidOf } from "../../support/builders.ts";
import { aCustomer, EXIT, REPORT, reviewOf } from "../../support/reviews.ts";
import { aGrant, onRequest, ROLE } from "../../support/sides.ts";

const elsewhere = { registrationDefinitionId: guidOf("c"), registrationAssignmentId: guidOf("f") };
const contributor = aGrant({ roleDefinitionId: ROLE.contributor, access: onRequest() });

/** What is told of fabrikam when its grants change so. */
function told(before: readonly AccessGrant[], after: readonly AccessGrant[]) {
  const review = reviewOf([aCustomer("fabrikam", ...before)], [aCustomer("fabrikam", ...after)]);
  const changes = review.customers[0]?.changes ?? [];
  const lines = changes
    .map((change) => tell(change, REPORT.labels))
    .map(({ sign, line }) => `${sign} ${line}`);
  return { lines, consequences: consequencesOf(changes) };
}

test("a grant altered in place says both ways", () => {
  const { lines } = told(
    [contributor, aGrant(), EXIT],
    [{ ...contributor, access: onRequest({ maximumActivationDuration: "PT8H" }) }, aGrant(), EXIT],
  );
  expect(lines).toEqual([
    `~ Operators (${guidOf("a")}): Contributor on the whole subscription: on request, up to 4 h, MFA, self-activated -> on request, up to 8 h, MFA, self-activated`,
  ]);
});

test.each<[string, readonly AccessGrant[], readonly AccessGrant[], string]>([
  ["the exit goes", [aGrant(), EXIT], [aGrant()], "only the customer can end it"],
  ["the only Reader goes", [aGrant(), contributor, EXIT], [contributor, EXIT], "can be activated no more"],
  [
    "access moves to another delegation",
    [aGrant(), EXIT],
    [aGrant(elsewhere), { ...EXIT, ...elsewhere }],
    "this access moves to another delegation",
  ],
  [
    "one of two overlapping delegations goes",
    [aGrant(), aGrant(elsewhere), EXIT],
    [aGrant(), EXIT],
    "can take it away as well",
  ],
  [
    "Azure refuses",
    [EXIT],
    [EXIT, aGrant({ roleDefinitionId: ROLE.owner })],
    "Azure refuses a definition as a whole",
  ],
  ["a scope goes", [aGrant(), EXIT], [], "the scope is delegated no more"],
])("a flag says what happens to access: %s", (_, before, after, words) => {
  expect(told(before, after).consequences).toContainEqual(expect.stringContaining(words));
});

test("what a grant brings that another one allows anyway is said to be nothing", () => {
  const { customers } = reviewOf(
    [aCustomer("fabrikam", aGrant({ roleDefinitionId: ROLE.contributor }), EXIT)],
    [aCustomer("fabrikam", aGrant({ roleDefinitionId: ROLE.contributor }), aGrant(), EXIT)],
  );
  const details = customers[0]?.changes.map((change) => tell(change, REPORT.labels).details);
  expect(details).toEqual([["gains nothing: another grant allows as much"]]);
});

test("what customers read is said to be read by them", () => {
  const [name, description] = ["Other Operations", "Other words"];
  const before = aCustomer("fabrikam", aGrant(), EXIT);
  const after = {
    ...before,
    definitions: before.definitions.map((each) => ({ ...each, name, description })),
    grants: before.grants.map((each) => ({ ...each, principalDisplayName: "Helpers" })),
  };
  const { customers } = reviewOf([before], [after]);
  const details = (customers[0]?.changes ?? []).flatMap((change) => tell(change, REPORT.labels).details);
  expect([...new Set(details)]).toEqual([
    'the customer reads the name "Other Operations" instead of "Test Operations"',
    'the customer reads the description "Other words" instead of "For tests"',
    'the customer reads the name "Helpers" instead of "Operators"',
  ]);
});

test("names are base's: a change cannot call a known principal otherwise", () => {
  const [line] = told([EXIT], [EXIT, aGrant({ principalDisplayName: "Harmless Robots" })]).lines;
  expect(line).toContain("+ Operators (");
});

test("approvers and roles to hand out are counted where they would push a line out of sight", () => {
  const approvers = [...Array(12).keys()].map((at) => ({
    principalId: guidOf(at.toString(16)),
    displayName: `P${at}`,
  }));
  expect(wayText(aGrant({ access: onRequest({ approvers }) }), REPORT.labels)).toMatch(/ or 2 more$/);
  const delegatedRoleDefinitionIds = Array.from({ length: 30 }, () => ROLE.reader);
  const grant = aGrant({ access: { kind: "standing", delegatedRoleDefinitionIds } });
  expect(wayText(grant, REPORT.labels)).toMatch(/, 10 more$/);
});

test("a grade of nothing is not said beside a flag", () => {
  expect(gradeText({ grade: "none", flags: ["offboarding"] })).toBe("offboarding");
  expect(gradeText({ grade: "none", flags: [] })).toBe("no change");
  expect(Object.keys(CHANGE_WORDS).length).toBe(11);
});
