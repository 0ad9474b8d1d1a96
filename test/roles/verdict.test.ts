import fc from "fast-check";
import { expect, test } from "vitest";
import type { BuiltInRole } from "../../lib/roles/role-catalogue.ts";
import { hasDataActions, refusedOnlyForData, verdictOf } from "../../lib/roles/verdict.ts";
import { OWNER_ROLE_ID, USER_ACCESS_ADMINISTRATOR_ROLE_ID } from "../../lib/roles/well-known-roles.ts";
import { anyRole } from "./arbitraries.ts";
import { role, SHIPPED, shippedRole } from "./sample-roles.ts";
import { opinions } from "./verdict-oracle.ts";

function reasonKinds(one: BuiltInRole): readonly string[] {
  const verdict = verdictOf(one);
  return verdict.kind === "refused" ? verdict.reasons.map(({ kind }) => kind) : [];
}

// the second opinion knows nothing of deprecation
function classBeforeDeprecation(one: BuiltInRole): string {
  const { kind } = verdictOf(one);
  return kind === "refused" && reasonKinds(one).every((reason) => reason === "deprecated")
    ? "supported"
    : kind;
}

function count(classes: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const one of classes) counts[one] = (counts[one] ?? 0) + 1;
  return counts;
}

test("verdictOf agrees with an independent opinion on every role of the shipped catalogue", () => {
  const mine = SHIPPED.roles.map((one) => ({
    id: one.id,
    name: one.name,
    class: classBeforeDeprecation(one),
    why: reasonKinds(one).filter((reason) => reason !== "deprecated"),
  }));
  expect(mine).toEqual(opinions());
  expect(mine.length).toBe(928);
});

test("verdictOf finds 578 roles supported, 349 refused and 1 conditional before deprecation", () => {
  const expected = { supported: 578, refused: 349, conditional: 1 };
  expect(count(SHIPPED.roles.map(classBeforeDeprecation))).toEqual(expected);
  expect(count(opinions().map((opinion) => opinion.class))).toEqual(expected);
});

test("verdictOf finds 577 roles supported, 350 refused and 1 conditional", () => {
  const kinds = SHIPPED.roles.map((one) => verdictOf(one).kind);
  expect(count(kinds)).toEqual({ supported: 577, refused: 350, conditional: 1 });
});

test.each([
  ["Reader", []],
  ["Contributor", []],
  ["Resource Policy Contributor", []],
  ["Managed Services Registration assignment Delete Role", []],
  ["Owner", ["owner"]],
  ["Role Based Access Control Administrator", ["restrictedAction"]],
  ["Locks Contributor", ["restrictedAction"]],
  ["Storage Account Backup Contributor", ["restrictedAction"]],
  ["Log Analytics Contributor", ["dataActions"]],
  ["Inference Account Operator", ["notDataActions"]],
  ["Purview role 1 (Deprecated)", ["dataActions", "deprecated"]],
  ["Security Manager (Legacy)", ["deprecated"]],
])("verdictOf judges %s: %j", (name, kinds) => {
  expect(reasonKinds(shippedRole(name))).toEqual(kinds);
  expect(verdictOf(shippedRole(name)).kind).toBe(kinds.length === 0 ? "supported" : "refused");
});

test("verdictOf names the actions that a refusal is about", () => {
  expect(verdictOf(shippedRole("Log Analytics Contributor"))).toEqual({
    kind: "refused",
    reasons: [
      { kind: "dataActions", actions: ["Microsoft.OperationalInsights/workspaces/jobs/export/action"] },
    ],
  });
  expect(verdictOf(shippedRole("Locks Contributor"))).toEqual({
    kind: "refused",
    reasons: [
      {
        kind: "restrictedAction",
        actions: ["Microsoft.Authorization/locks/delete", "Microsoft.Authorization/locks/write"],
      },
    ],
  });
});

test("verdictOf supports User Access Administrator on condition, and not if it gained data actions", () => {
  const assigner = shippedRole("User Access Administrator");
  expect(verdictOf(assigner)).toEqual({ kind: "conditional", condition: "delegatedRoleDefinitions" });
  const [first] = assigner.permissions;
  const changed = { ...assigner, permissions: [{ ...first!, dataActions: ["a/read"] }] };
  expect(verdictOf(changed).kind).toBe("refused");
});

test("verdictOf refuses a role with Owner's rights that is not Owner", () => {
  expect(reasonKinds(role("New Owner", 1, { actions: ["*"] }))).toEqual(["restrictedAction"]);
});

test("verdictOf refuses any role with data actions or notDataActions in some block and never supports Owner", () => {
  fc.assert(
    fc.property(anyRole, (one) => {
      const data = one.permissions.some((b) => b.dataActions.length > 0 || b.notDataActions.length > 0);
      expect(hasDataActions(verdictOf(one))).toBe(data);
      expect(verdictOf({ ...one, id: OWNER_ROLE_ID }).kind).toBe("refused");
      expect(verdictOf({ ...one, id: USER_ACCESS_ADMINISTRATOR_ROLE_ID }).kind).not.toBe("supported");
    }),
  );
});

test("refusedOnlyForData tells a data role from a role with another reason", () => {
  const only = (name: string): boolean => refusedOnlyForData(verdictOf(shippedRole(name)));
  expect(["Storage Blob Data Reader", "Inference Account Operator"].map(only)).toEqual([true, true]);
  expect(["Purview role 1 (Deprecated)", "Owner", "Locks Contributor", "Reader"].map(only)).toEqual([
    false,
    false,
    false,
    false,
  ]);
});
