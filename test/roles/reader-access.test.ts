import { expect, test } from "vitest";
import type { PermissionBlock } from "../../lib/roles/role-catalogue.ts";
import { canReadEverything } from "../../lib/roles/verdict.ts";
import { role, shippedRole } from "./sample-roles.ts";

test.each(["Reader", "Contributor", "Monitoring Reader", "Log Analytics Reader"])(
  "canReadEverything holds for %s",
  (name) => {
    expect(canReadEverything(shippedRole(name))).toBe(true);
  },
);

test.each([
  "Virtual Machine Contributor",
  "Security Reader",
  "User Access Administrator",
  "Support Request Contributor",
])("canReadEverything does not hold for %s", (name) => {
  expect(canReadEverything(shippedRole(name))).toBe(false);
});

const READS: [string, Partial<PermissionBlock>, boolean][] = [
  ["reads in any case", { actions: ["*/READ"] }, true],
  ["everything but a few reads", { actions: ["*"], notActions: ["a/keys/read"] }, true],
  ["everything but reads", { actions: ["*"], notActions: ["*/Read"] }, false],
  ["reads taken back", { actions: ["*/read"], notActions: ["*"] }, false],
  ["reads of one provider", { actions: ["Microsoft.Sql/*/read"] }, false],
  ["data reads", { dataActions: ["*/read"] }, false],
  ["reads under a condition", { actions: ["*/read"], condition: "c" }, false],
];

test.each(READS)("canReadEverything judges %s", (_, lists, verdict) => {
  expect(canReadEverything(role("R", 1, lists))).toBe(verdict);
});

test("canReadEverything does not let one block take back what another grants", () => {
  expect(canReadEverything(role("R", 1, { actions: ["*/read"] }, { notActions: ["*"] }))).toBe(true);
  expect(canReadEverything(role("R", 1, {}, { actions: ["*"] }))).toBe(true);
});
