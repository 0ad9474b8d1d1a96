import { expect, test } from "vitest";
import { compareSides } from "../../lib/review/compare.ts";
import type { BuiltInRole, RoleCatalogue } from "../../lib/roles/role-catalogue.ts";
import { guidOf } from "../support/builders.ts";
import { sampleCatalogue } from "../support/catalogue.ts";
import { aGrant, anAccess, aSide, onRequest, ROLE } from "../support/sides.ts";

const catalogue = sampleCatalogue();

/** The catalogue with one role changed. */
function edited(id: string, edit: (role: BuiltInRole) => BuiltInRole): RoleCatalogue {
  return { ...catalogue, roles: catalogue.roles.map((role) => (role.id === id ? edit(role) : role)) };
}

const withActions = (actions: readonly string[]) => (role: BuiltInRole) => ({
  ...role,
  permissions: role.permissions.map((block) => ({ ...block, actions })),
});

function review(changeCatalogue: RoleCatalogue) {
  const side = aSide(anAccess([aGrant()]));
  const result = compareSides(side, side, { catalogue, changeCatalogue });
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

test.each([
  ["narrowing", ["Microsoft.Compute/*/read"]],
  ["broadening", ["*/read", "Microsoft.Compute/*"]],
  ["mixed", ["Microsoft.Compute/*"]],
  ["cosmetic", ["*/READ"]],
] as const)("a catalogue in which Reader means something else is a %s change", (grade, actions) => {
  expect(review(edited(ROLE.reader, withActions(actions)))).toMatchObject({
    grade,
    customers: [],
    redefinedRoles: [{ roleDefinitionId: ROLE.reader, roleName: "Reader", grade, customers: ["fabrikam"] }],
  });
});

test("a catalogue without a granted role takes its meaning away", () => {
  const roles = catalogue.roles.filter(({ id }) => id !== ROLE.reader);
  expect(review({ ...catalogue, roles })).toMatchObject({ grade: "narrowing" });
});

test.each([
  ["means less", edited(ROLE.contributor, withActions(["*/read"])), "narrowing"],
  [
    "is gone",
    { ...catalogue, roles: catalogue.roles.filter(({ id }) => id !== ROLE.contributor) },
    "narrowing",
  ],
  ["is called otherwise", edited(ROLE.contributor, (role) => ({ ...role, name: "Helper" })), "cosmetic"],
] as const)(
  "a role that nobody holds and that %s is told, though it is not a change of access",
  (_, changed, grade) => {
    expect(review(changed)).toMatchObject({
      grade: "none",
      redefinedRoles: [{ roleDefinitionId: ROLE.contributor, grade, customers: [] }],
    });
  },
);

test("a role that comes is told, and one that may be handed out is held", () => {
  const [first] = catalogue.roles;
  if (first === undefined) throw new Error("no roles");
  const added = { ...first, id: "f".repeat(8).concat("-0000-4000-8000-000000000000"), name: "New" };
  expect(review({ ...catalogue, roles: [...catalogue.roles, added] })).toMatchObject({
    grade: "none",
    redefinedRoles: [{ roleName: "New", grade: "broadening", customers: [] }],
  });
  const handsOut = aGrant({
    roleDefinitionId: ROLE.userAccessAdministrator,
    access: { kind: "standing", delegatedRoleDefinitionIds: [ROLE.contributor] },
  });
  const side = aSide(anAccess([handsOut]));
  const changeCatalogue = edited(ROLE.contributor, withActions(["*/read"]));
  expect(compareSides(side, side, { catalogue, changeCatalogue })).toMatchObject({
    ok: true,
    value: { grade: "narrowing", redefinedRoles: [{ customers: ["fabrikam"] }] },
  });
});

test("lock-out: the catalogue takes what is read from the only Reader of somebody who must activate a role", () => {
  const eligible = aGrant({ roleDefinitionId: ROLE.contributor, access: onRequest() });
  const narrower = edited(ROLE.reader, withActions(["Microsoft.Compute/*/read"]));
  const flagsOf = (...grants: Parameters<typeof anAccess>[0]) => {
    const side = aSide(anAccess(grants), anAccess([aGrant()], { customer: "other" }));
    const result = compareSides(side, side, { catalogue, changeCatalogue: narrower });
    if (!result.ok) throw new Error(JSON.stringify(result.error));
    expect(result.value.flags).toEqual(result.value.redefinedRoles[0]?.flags);
    return result.value.flags;
  };
  expect(flagsOf(aGrant(), eligible)).toEqual(["lock-out"]);
  expect(flagsOf(aGrant(), eligible, aGrant({ roleDefinitionId: ROLE.contributor }))).toEqual([]);
  expect(flagsOf(aGrant(), { ...eligible, principalId: guidOf("b") })).toEqual([]);
});

test("a role counts as held by those alone who are compared", () => {
  const side = aSide(anAccess([aGrant()]), anAccess([], { customer: "other" }));
  const changeCatalogue = edited(ROLE.reader, withActions(["*"]));
  expect(compareSides(side, side, { catalogue, changeCatalogue, customers: ["other"] })).toMatchObject({
    ok: true,
    value: { grade: "none", redefinedRoles: [{ customers: [] }] },
  });
});
