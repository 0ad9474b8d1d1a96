import { expect, test } from "vitest";
import { blastRadius, grantsAsked } from "../../lib/review/reach.ts";
import { RoleMeaning } from "../../lib/review/role-meaning.ts";
import { guidOf } from "../support/builders.ts";
import { sampleCatalogue } from "../support/catalogue.ts";
import {
  aGrant,
  anAccess,
  aSide,
  OTHER_SUBSCRIPTION,
  onRequest,
  ROLE,
  SUBSCRIPTION,
} from "../support/sides.ts";

const meaning = new RoleMeaning(sampleCatalogue());
const there = { scope: `/subscriptions/${OTHER_SUBSCRIPTION}` };
const contributor = aGrant({ roleDefinitionId: ROLE.contributor });
const side = aSide(
  { ...anAccess([aGrant(), contributor, aGrant({ principalId: guidOf("b") })]), customer: "adatum" },
  { ...anAccess([aGrant(there), { ...contributor, ...there }]), customer: "fabrikam" },
);

test("grantsAsked() answers by principal, customer and role", () => {
  expect(grantsAsked(side, {})).toHaveLength(5);
  expect(grantsAsked(side, { principalId: guidOf("b") })).toMatchObject([{ customer: "adatum" }]);
  expect(grantsAsked(side, { customer: "fabrikam" })).toHaveLength(2);
  expect(grantsAsked(side, { roleDefinitionId: ROLE.contributor })).toHaveLength(2);
  expect(grantsAsked(side, { roleDefinitionId: ROLE.contributor, customer: "nobody" })).toEqual([]);
});

test("blastRadius() tells what allows the most, once for every scope where it is the same", () => {
  const { reaches, approvals } = blastRadius(side, guidOf("a"), meaning);
  expect(approvals).toEqual([]);
  expect(reaches).toMatchObject([
    {
      grants: [{ roleDefinitionId: ROLE.contributor }],
      scopes: [
        { customer: "adatum", scope: `/subscriptions/${SUBSCRIPTION}` },
        { customer: "fabrikam", scope: `/subscriptions/${OTHER_SUBSCRIPTION}` },
      ],
    },
  ]);
});

test("blastRadius() keeps one of two equal grants, and what is standing beside what is on request", () => {
  const again = { ...contributor, registrationDefinitionId: guidOf("c") };
  const eligible = { ...contributor, access: onRequest() };
  const of = (...grants: (typeof contributor)[]) =>
    blastRadius(aSide(anAccess(grants)), guidOf("a"), meaning).reaches;
  expect(of(contributor, again)[0]?.grants).toHaveLength(1);
  expect(of(contributor, eligible)[0]?.grants).toEqual([contributor]);
  expect(of(aGrant(), eligible)[0]?.grants).toHaveLength(2);
});

test("blastRadius() takes one activation for one way, whatever its approver is called in each definition", () => {
  const approvedBy = (displayName: string) =>
    onRequest({ approvers: [{ principalId: guidOf("b"), displayName }] });
  const grants = [
    aGrant({ access: approvedBy("Leads") }),
    { ...contributor, access: approvedBy("Heads") },
    aGrant({ ...there, access: approvedBy("Heads") }),
    { ...contributor, ...there, access: approvedBy("Leads") },
  ];
  const { reaches } = blastRadius(aSide(anAccess(grants)), guidOf("a"), meaning);
  expect(reaches).toHaveLength(1);
  expect(reaches[0]?.ways).toHaveLength(1);
  expect(reaches[0]?.scopes).toHaveLength(2);
});

test("blastRadius() counts what others could activate with an approval of the principal", () => {
  const approvers = [{ principalId: guidOf("b"), displayName: "Leads" }];
  const eligible = aGrant({ access: onRequest({ approvers }) });
  expect(blastRadius(aSide(anAccess([eligible])), guidOf("b"), meaning)).toMatchObject({
    reaches: [],
    approvals: [{ customer: "fabrikam", grant: eligible }],
  });
});

test("blastRadius() begins with what allows the most, and says what it allows", () => {
  const handing = { kind: "standing", delegatedRoleDefinitionIds: [ROLE.reader] } as const;
  const admin = aGrant({ ...there, roleDefinitionId: ROLE.userAccessAdministrator, access: handing });
  const { reaches } = blastRadius(aSide(anAccess([aGrant(), admin])), guidOf("a"), meaning);
  expect(reaches.map(({ grants }) => grants[0]?.roleDefinitionId)).toEqual([
    ROLE.userAccessAdministrator,
    ROLE.reader,
  ]);
  expect(reaches[0]?.allows.delegated).toMatchObject([{ pattern: "*/read" }]);
  expect(reaches[1]?.allows.operations).toMatchObject([{ pattern: "*/read" }]);
});

test("grantsAsked() asked for a role finds who may hand it out, too", () => {
  const handing = { kind: "standing", delegatedRoleDefinitionIds: [ROLE.reader] } as const;
  const admin = aGrant({ roleDefinitionId: ROLE.userAccessAdministrator, access: handing });
  const found = grantsAsked(aSide(anAccess([admin])), { roleDefinitionId: ROLE.reader });
  expect(found).toMatchObject([{ grant: { roleDefinitionId: ROLE.userAccessAdministrator } }]);
});

test("blastRadius() has every customer that lists a subscription", () => {
  const twice = aSide(anAccess([contributor], { customer: "adatum" }), anAccess([contributor]));
  const { reaches } = blastRadius(twice, guidOf("a"), meaning);
  expect(reaches.flatMap(({ scopes }) => scopes.map(({ customer }) => customer))).toEqual([
    "adatum",
    "fabrikam",
  ]);
});
