import fc from "fast-check";
import { expect, test } from "vitest";
import { restrictedActionsOf } from "../../lib/roles/restricted-actions.ts";
import { role } from "./sample-roles.ts";

const LIST = [
  "Microsoft.Authorization/*",
  "Microsoft.Authorization/*/write",
  "Microsoft.Authorization/*/delete",
  "Microsoft.Authorization/roleAssignments/write",
  "Microsoft.Authorization/roleAssignments/delete",
  "Microsoft.Authorization/roleDefinitions/write",
  "Microsoft.Authorization/roleDefinitions/delete",
  "Microsoft.Authorization/classicAdministrators/write",
  "Microsoft.Authorization/classicAdministrators/delete",
  "Microsoft.Authorization/locks/write",
  "Microsoft.Authorization/locks/delete",
  "Microsoft.Authorization/denyAssignments/write",
  "Microsoft.Authorization/denyAssignments/delete",
];

test.each(LIST)("restrictedActionsOf finds %s in either case, whatever notActions take back", (action) => {
  const shouted = action.toUpperCase();
  expect(restrictedActionsOf(role("R", 1, { actions: [shouted, "a/read"], notActions: ["*"] }))).toEqual([
    shouted,
  ]);
});

test.each([
  "*",
  "*/write",
  "Microsoft.*",
  "Microsoft.Authorization/roleAssignments/*",
  "Microsoft.Authorization/lock*",
  "*/denyAssignments/delete",
])("restrictedActionsOf finds the wider wildcard %s unless its block takes all of it back", (action) => {
  const taken = ["Microsoft.Authorization/*/Write", "Microsoft.Authorization/*/Delete"];
  expect(restrictedActionsOf(role("R", 1, { actions: [action] }))).toEqual([action]);
  expect(restrictedActionsOf(role("R", 1, { actions: [action], notActions: taken }))).toEqual([]);
});

test("restrictedActionsOf finds a wildcard of which one restricted action is left", () => {
  const notActions = LIST.slice(3).filter((action) => !action.endsWith("locks/delete"));
  expect(restrictedActionsOf(role("R", 1, { actions: ["*"], notActions }))).toEqual(["*"]);
});

test("restrictedActionsOf does not let the notActions of one block help another block", () => {
  const tame = {
    actions: ["*"],
    notActions: ["Microsoft.Authorization/*/write", "Microsoft.Authorization/*/delete"],
  };
  expect(restrictedActionsOf(role("R", 1, tame))).toEqual([]);
  expect(restrictedActionsOf(role("R", 1, tame, { actions: ["*"] }))).toEqual(["*"]);
  expect(restrictedActionsOf(role("R", 1, { actions: ["*"] }, tame))).toEqual(["*"]);
});

test.each([
  "*/read",
  "Microsoft.Authorization/*/read",
  "Microsoft.Authorization/policyAssignments/*",
  "Microsoft.Authorization/locks/read",
])("restrictedActionsOf lets %s pass", (action) => {
  expect(restrictedActionsOf(role("R", 1, { actions: [action] }))).toEqual([]);
});

test("restrictedActionsOf never finds less when a role gains a block", () => {
  const actions = fc.subarray(["*", "*/write", "*/read", ...LIST]);
  const blocks = fc.array(fc.record({ actions, notActions: actions }), { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(blocks, blocks, (some, more) => {
      const all = new Set(restrictedActionsOf(role("R", 1, ...some, ...more)));
      expect(restrictedActionsOf(role("R", 1, ...some)).every((action) => all.has(action))).toBe(true);
    }),
  );
});
