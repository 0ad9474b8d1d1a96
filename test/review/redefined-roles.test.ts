import { expect, test } from "vitest";
import { compareSides } from "../../lib/review/compare.ts";
import type { BuiltInRole, RoleCatalogue } from "../../lib/roles/role-catalogue.ts";
import { sampleCatalogue } from "../support/catalogue.ts";
import { aGrant, anAccess, aSide, ROLE } from "../support/sides.ts";

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
  if (!result.ok) throw new Error(result.problem);
  return result.review;
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
    redefinedRoles: [{ roleDefinitionId: ROLE.reader, roleName: "Reader", grade }],
  });
});

test("a catalogue without a granted role takes its meaning away, and one with other roles changed nothing", () => {
  const roles = catalogue.roles.filter(({ id }) => id !== ROLE.reader);
  expect(review({ ...catalogue, roles })).toMatchObject({ grade: "narrowing" });
  expect(review(edited(ROLE.contributor, withActions(["*/read"])))).toMatchObject({
    grade: "none",
    redefinedRoles: [],
  });
});
