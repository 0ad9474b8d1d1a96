import { expect, test } from "vitest";
import type { AccessGrant } from "../../../lib/access/access-grant.ts";
import { shortenBoth } from "../../../lib/report/phrases.ts";
import { consequencesOf } from "../../../lib/report/review/consequence.ts";
import { describeChange } from "../../../lib/report/review/describe-change.ts";
import { wayText } from "../../../lib/report/review/describe-grant.ts";
import { describeReview } from "../../../lib/report/review/describe-review.ts";
import { htmlReview } from "../../../lib/report/review/html.ts";
import { junitReview } from "../../../lib/report/review/junit.ts";
import { markdownReview } from "../../../lib/report/review/markdown.ts";
import { customersText, principalText } from "../../../lib/report/review/names.ts";
import { sarifReview } from "../../../lib/report/review/sarif.ts";
import { CHANGE_WORDS, gradeText } from "../../../lib/report/review/wording.ts";
import { compareSides } from "../../../lib/review/compare.ts";
import { NameDirectory } from "../../../lib/review/name-directory.ts";
import { guidOf } from "../../support/builders.ts";
import { sampleCatalogue } from "../../support/catalogue.ts";
import { aCustomer, EXIT, REPORT, reviewOf } from "../../support/reviews.ts";
import { aGrant, aSide, OTHER_SUBSCRIPTION, onRequest, ROLE, SUBSCRIPTION } from "../../support/sides.ts";

const [A, B] = ["A", "B"].map((displayName) => ({
  displayName,
  principalId: guidOf(displayName.toLowerCase()),
}));
const elsewhere = { registrationDefinitionId: guidOf("c"), registrationAssignmentId: guidOf("f") };
const contributor = aGrant({ roleDefinitionId: ROLE.contributor, access: onRequest() });

/** What is told of fabrikam when its grants change so. */
function told(before: readonly AccessGrant[], after: readonly AccessGrant[]) {
  const review = reviewOf([aCustomer("fabrikam", ...before)], [aCustomer("fabrikam", ...after)]);
  const changes = review.customers[0]?.changes ?? [];
  const lines = changes
    .map((change) => describeChange(change, REPORT.directory))
    .map(({ sign, line }) => `${sign} ${line}`);
  const concerned = { after: review.customers[0]?.after, directory: REPORT.directory };
  return { lines, consequences: consequencesOf(changes, concerned) };
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
  ["the exit goes", [aGrant(), EXIT], [aGrant()], "only the customer can then remove it"],
  ["the only Reader goes", [aGrant(), contributor, EXIT], [contributor, EXIT], "can no longer be activated"],
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
    "can remove that access too",
  ],
  [
    "Azure refuses",
    [EXIT],
    [EXIT, aGrant({ roleDefinitionId: ROLE.owner })],
    "Azure refuses the whole definition",
  ],
  ["a scope goes", [aGrant(), EXIT], [], "the scope is no longer delegated"],
])("a flag says what happens to access: %s", (_, before, after, words) => {
  expect(told(before, after).consequences).toContainEqual(expect.stringContaining(words));
});

const handingOut = (roleDefinitionId: string, ...delegatedRoleDefinitionIds: string[]) =>
  aGrant({ roleDefinitionId, access: { kind: "standing", delegatedRoleDefinitionIds } });
const { owner, userAccessAdministrator } = ROLE;

test.each<[string, AccessGrant, string]>([
  ["a refused role", aGrant({ roleDefinitionId: owner }), "Owner (it is the Owner role,"],
  [
    "a role of nobody's",
    aGrant({ roleDefinitionId: guidOf("f") }),
    `${guidOf("f")} (not in base's catalogue)`,
  ],
  [
    "User Access Administrator on request",
    aGrant({ roleDefinitionId: userAccessAdministrator, access: onRequest() }),
    "User Access Administrator (it cannot be granted on request)",
  ],
  [
    "User Access Administrator alone",
    aGrant({ roleDefinitionId: userAccessAdministrator }),
    "User Access Administrator (it must name the roles that it may assign)",
  ],
  [
    "Owner to be assigned",
    handingOut(userAccessAdministrator, ROLE.contributor, owner),
    "User Access Administrator (it may not assign Owner)",
  ],
  [
    "roles to be assigned by another role",
    handingOut(ROLE.reader, ROLE.contributor),
    "Reader (only User Access Administrator may assign roles)",
  ],
  [
    "a whole day's activation",
    aGrant({ access: onRequest({ maximumActivationDuration: "PT24H" }) }),
    "Reader (activation takes at least 30 min and at most 8 h)",
  ],
  [
    "a crowd of approvers",
    aGrant({
      access: onRequest({
        approvers: [...Array(11).keys()].map((at) => ({
          principalId: guidOf(at.toString(16)),
          displayName: "P",
        })),
      }),
    }),
    "Reader (at most 10 may approve)",
  ],
])(
  "a refused change names the role and the reason, also where it changed before: %s",
  (_, refused, named) => {
    const consequence = expect.stringContaining(
      `Azure refuses the whole definition as long as it grants ${named}`,
    );
    expect(told([EXIT], [EXIT, refused]).consequences).toEqual([consequence]);
    // somebody else comes into the same definition
    const newcomer = aGrant({ principalId: guidOf("b"), roleDefinitionId: ROLE.monitoringReader });
    expect(told([EXIT, refused], [EXIT, refused, newcomer]).consequences).toEqual([consequence]);
    // and into another one, which Azure takes
    expect(told([EXIT, refused], [EXIT, refused, { ...newcomer, ...elsewhere }]).consequences).toEqual([]);
  },
);

test("a role on request on several terms in one definition is named once", () => {
  const [one, other] = ["PT4H", "PT8H"].map((maximumActivationDuration, at) =>
    aGrant({ access: onRequest({ maximumActivationDuration }), principalId: guidOf(at === 0 ? "a" : "b") }),
  );
  const after = [EXIT, ...[one, other].flatMap((each) => each ?? [])];
  expect(told([EXIT], after).consequences).toEqual([
    expect.stringMatching(
      /grants Reader \(one definition can grant it on request on one set of terms only\)$/,
    ),
  ]);
});

test.each([
  ["markdown", markdownReview],
  ["html", htmlReview],
  ["junit", junitReview],
  ["sarif", sarifReview],
] as const)("the report as %s names the refused role", (_, render) => {
  const refused = aGrant({ roleDefinitionId: owner });
  const review = reviewOf([aCustomer("fabrikam", EXIT)], [aCustomer("fabrikam", EXIT, refused)]);
  expect(render(review, REPORT)).toContain("as long as it grants Owner (it is the Owner role,");
});

const eligible = (roleDefinitionId: string, changes: object = {}) =>
  aGrant({ roleDefinitionId, access: onRequest(changes) });
const standing = aGrant({ roleDefinitionId: ROLE.contributor });

test.each<[string, readonly AccessGrant[], readonly AccessGrant[], RegExp, string]>([
  [
    "a grant that comes beside one that stays",
    [standing],
    [standing, aGrant()],
    /^\+ .*Reader/,
    "no new permissions: already covered by another grant that stays",
  ],
  [
    "a grant that goes beside one that stays",
    [standing, aGrant()],
    [standing],
    /^- .*Reader/,
    "no permissions lost: still covered by another grant that stays",
  ],
  [
    "a grant in the place of one that allowed more",
    [standing],
    [aGrant()],
    /^\+ .*Reader/,
    "no new permissions: already covered by the grant that this one replaces",
  ],
  [
    "a grant in whose place one comes that allows more",
    [aGrant()],
    [standing],
    /^- .*Reader/,
    "no permissions lost: still covered by the grant that replaces this one",
  ],
  [
    "a grant beside one that must be activated from now on",
    [standing],
    [eligible(ROLE.contributor), aGrant()],
    /^\+ .*Reader/,
    "no new permissions: already covered by another grant, which this change alters",
  ],
  [
    "a grant of which one that stays allows all, and one that goes as well",
    [standing, eligible(ROLE.virtualMachineContributor)],
    [standing, eligible(ROLE.reader)],
    /^\+ .*Reader/,
    "no new permissions: already covered by another grant that stays",
  ],
])("a grant that changes no permissions says which grant covers it: %s", (_, before, after, line, words) => {
  const review = reviewOf([aCustomer("fabrikam", EXIT, ...before)], [aCustomer("fabrikam", EXIT, ...after)]);
  const described = (review.customers[0]?.changes ?? []).map((change) =>
    describeChange(change, REPORT.directory),
  );
  const details = described
    .filter((each) => line.test(`${each.sign} ${each.line}`))
    .map((each) => each.details);
  expect(details).toEqual([[words]]);
});

test("a role that allows nothing is not said to be covered", () => {
  const catalogue = sampleCatalogue();
  const roles = catalogue.roles.map((role) =>
    role.id === ROLE.reader ? { ...role, permissions: [] } : role,
  );
  const [before, after] = [[EXIT], [EXIT, aGrant()]].map((grants) => aSide(aCustomer("fabrikam", ...grants)));
  const result = compareSides(before ?? aSide(), after ?? aSide(), { catalogue: { ...catalogue, roles } });
  const changes = result.ok ? (result.value.customers[0]?.changes ?? []) : [];
  expect(changes.map((change) => describeChange(change, REPORT.directory).details)).toEqual([
    ["no new permissions: the role allows nothing here"],
  ]);
});

test("a definition is said to be destroyed at its address only where both sides have one", () => {
  const at = (addressedOffer?: string) => {
    const access = aCustomer("fabrikam", aGrant(), EXIT);
    const definitions = access.definitions.map((each) => ({
      ...each,
      description: addressedOffer ?? "",
      ...(addressedOffer === undefined ? {} : { addressedOffer }),
    }));
    return { ...access, definitions };
  };
  const described = (before?: string, after?: string) => {
    const { customers, flags } = reviewOf([at(before)], [at(after)]);
    const details = (customers[0]?.changes ?? []).flatMap(
      (change) => describeChange(change, REPORT.directory).details,
    );
    return { flags, details: details.filter((each) => each.includes("address")) };
  };
  expect(described(undefined, "bellows")).toEqual({ flags: [], details: [] });
  expect(described("bellows", undefined)).toEqual({ flags: [], details: [] });
  expect(described("anvil", "bellows")).toEqual({
    flags: ["interruption"],
    details: ["is at the Terraform address of the offer bellows now: the old one is destroyed"],
  });
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
  const details = (customers[0]?.changes ?? []).flatMap(
    (change) => describeChange(change, REPORT.directory).details,
  );
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
  expect(wayText(aGrant({ access: onRequest({ approvers }) }), REPORT.directory)).toMatch(/ or 2 more$/);
  const delegatedRoleDefinitionIds = Array.from({ length: 30 }, () => ROLE.reader);
  const grant = aGrant({ access: { kind: "standing", delegatedRoleDefinitionIds } });
  expect(wayText(grant, REPORT.directory)).toMatch(/, 10 more$/);
});

test("to end access and to leave it standing are told apart", () => {
  const [ended, left] = [
    reviewOf([aCustomer("fabrikam", aGrant(), EXIT)], [aCustomer("fabrikam")]),
    reviewOf([aCustomer("fabrikam", aGrant(), EXIT)], []),
  ].map(({ groups }) => gradeText(groups[0] ?? { grade: "none", flags: [] }));
  expect(ended).toBe("offboarding, narrowing");
  expect(left).toBe("LEFT STANDING");
});

test.each<[string, object, object, string[]]>([
  ["one more approver", {}, { approvers: [A] }, ["on stricter terms: approval is now required"]],
  [
    "another approver beside",
    { approvers: [A] },
    { approvers: [A, B] },
    ["on easier terms: approvers added: 1"],
  ],
  [
    "another approver instead",
    { approvers: [A] },
    { approvers: [B] },
    ["on easier terms: approvers added: 1", "on stricter terms: approvers removed: 1"],
  ],
  ["no approver", { approvers: [A] }, {}, ["on easier terms: approval is no longer required"]],
  [
    "a longer activation without multifactor authentication",
    {},
    { multiFactorAuthProvider: "None", maximumActivationDuration: "PT8H" },
    ["on easier terms: without multifactor authentication; activation is longer"],
  ],
  [
    "a duration in months, which is not compared",
    { maximumActivationDuration: "P1M" },
    { maximumActivationDuration: "PT8H" },
    ["on other terms: activation lasts 8 h instead of P1M"],
  ],
])("a grant on other terms is told by its terms, not as permissions: %s", (_, old, now, words) => {
  const review = reviewOf(
    [aCustomer("fabrikam", aGrant(), EXIT, { ...contributor, access: onRequest(old) })],
    [aCustomer("fabrikam", aGrant(), EXIT, { ...contributor, access: onRequest(now) })],
  );
  const details = review.customers[0]?.changes.map(
    (change) => describeChange(change, REPORT.directory).details,
  );
  expect(details).toEqual([words]);
});

test("a change at several places of one customer names them all; of several customers none", () => {
  const at = (scope: string) => aGrant({ scope: `/subscriptions/${scope}`, principalId: guidOf("c") });
  const grants = ["/resourceGroups/web", "/resourceGroups/shop"].map((group) => at(SUBSCRIPTION + group));
  const lines = (customers: readonly string[], ...added: readonly AccessGrant[]) => {
    const sides = [[], added].map((more) =>
      customers.map((name) => aCustomer(name, aGrant(), EXIT, ...more)),
    );
    const [part] = describeReview(reviewOf(sides[0] ?? [], sides[1] ?? []), {
      ...REPORT,
      sourceOf: () => undefined,
      sourceOfPlan: () => undefined,
    });
    return (part?.changes ?? []).map(({ line }) => line).filter((line) => line.includes("Reader"));
  };
  expect(lines(["fabrikam"], ...grants)).toEqual([
    expect.stringContaining("Reader on resource groups shop, web: standing"),
  ]);
  expect(lines(["fabrikam", "adatum"], ...grants)).toEqual([
    expect.stringContaining("Reader on a resource group: standing"),
  ]);
  expect(lines(["fabrikam"], ...grants, at(OTHER_SUBSCRIPTION))).toEqual([
    expect.stringContaining(`Reader on resource groups shop, web of subscription ${SUBSCRIPTION}: standing`),
    expect.stringContaining(`Reader on the whole subscription ${OTHER_SUBSCRIPTION}: standing`),
  ]);
});

test("two long texts are shown from where they differ", () => {
  const long = "word ".repeat(100);
  const [old, now] = shortenBoth(`${long}before`, `${long}after`, 60);
  expect(old).toMatch(/^…(word )+before$/);
  expect(now).toMatch(/^…(word )+after$/);
  expect(shortenBoth("a", "b", 60)).toEqual(["a", "b"]);
});

test("a name that is not base's stands in quotation marks after its mark, and cannot end them", () => {
  const name = `Operators" (${guidOf("a")}): Reader`;
  const [line] = told([EXIT], [EXIT, aGrant({ principalId: guidOf("c"), principalDisplayName: name })]).lines;
  expect(line).toContain(
    `[NEW: not in base's registry] "Operators\\" (${guidOf("a")}): Reader" (${guidOf("c")})`,
  );
  const unread = new NameDirectory({ catalogue: sampleCatalogue(), principals: [], withoutRegistry: true });
  expect(principalText(aGrant(), unread)).toContain("[NEW: not seen on the side before]");
});

test("a grade of nothing is not said beside a flag", () => {
  expect(gradeText({ grade: "none", flags: ["offboarding"] })).toBe("offboarding");
  expect(gradeText({ grade: "none", flags: [] })).toBe("access unchanged");
  expect(Object.keys(CHANGE_WORDS).length).toBe(11);
});

test("a single customer is told by base's name, several by their ids, and one that base does not know by its id", () => {
  const { directory } = REPORT;
  expect(customersText(["fabrikam"], 5, directory)).toBe("customer Fabrikam Logistics (fabrikam)");
  expect(customersText(["fabrikam", "adatum"], 1, directory)).toBe("2 customers: fabrikam and 1 more");
  expect(customersText(["adatum"], 5, directory)).toBe("customer adatum");
});
