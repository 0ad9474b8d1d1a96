import fc from "fast-check";
import { expect, test } from "vitest";
import { similarRoleNames } from "../../lib/roles/search.ts";
import { editDistance } from "../../lib/values/edit-distance.ts";
import { role, SHIPPED } from "./sample-roles.ts";

test.each([
  ["", "", 0],
  ["reader", "reader", 0],
  ["raeder", "reader", 1],
  ["nmae", "name", 1],
  ["ab", "bca", 3],
  ["kitten", "sitting", 3],
  ["", "abc", 3],
])("editDistance of %j and %j is %i", (left, right, distance) => {
  expect(editDistance(left, right)).toBe(distance);
  expect(editDistance(right, left)).toBe(distance);
});

test("editDistance is at most the number of slips made", () => {
  const slip = fc.tuple(fc.nat(30), fc.nat(1), fc.string({ maxLength: 1 }));
  fc.assert(
    fc.property(fc.string(), fc.array(slip, { maxLength: 4 }), (text, slips) => {
      let changed = text;
      for (const [at, cut, put] of slips) changed = changed.slice(0, at) + put + changed.slice(at + cut);
      expect(editDistance(text, changed)).toBeLessThanOrEqual(slips.length);
    }),
  );
});

test.each([
  ["Raeder", "Reader"],
  ["contributor", "Contributor"],
  ["Virtual Machine Contributer", "Virtual Machine Contributor"],
  [
    "Managed Services Registration Assignment Delete Role",
    "Managed Services Registration assignment Delete Role",
  ],
])("similarRoleNames proposes first, for %s, %s", (wrong, meant) => {
  expect(similarRoleNames(SHIPPED, wrong, 3)[0]).toBe(meant);
});

test("similarRoleNames puts the nearest name first, before the order of names", () => {
  const catalogue = {
    date: "2026-08-22",
    roles: [
      role("Backup Contributor", 1, {}),
      role("Backup Reader", 2, {}),
      role("Backup Data Reader", 3, {}),
      role("Reader", 4, {}),
    ],
  };
  const names = ["Backup Reader", "Backup Data Reader", "Backup Contributor"];
  expect(similarRoleNames(catalogue, "Backup Reder", 3)).toEqual(names);
  expect(similarRoleNames(catalogue, "Reder", 3)).toEqual(["Reader"]);
});

test("similarRoleNames proposes nothing for a name far from all and never more than asked for", () => {
  expect(similarRoleNames(SHIPPED, "Chief Lighthouse Polisher of the North", 3)).toEqual([]);
  expect(similarRoleNames(SHIPPED, "Key Vault Raeder", 1)).toHaveLength(1);
  expect(similarRoleNames(SHIPPED, "Key Vault Raeder", 2)).toHaveLength(2);
});

test.each([
  ["Azure Sentinel Contributor", ["Microsoft Sentinel Contributor"]],
  ["azure sentinel reader", ["Microsoft Sentinel Reader"]],
  ["SignalR Contributor", ["SignalR/Web PubSub Contributor"]],
  ["Azure Digital Twins Reader (Preview)", ["Azure Digital Twins Data Reader"]],
])("similarRoleNames proposes for the former name %s its present one", (former, present) => {
  expect(similarRoleNames(SHIPPED, former, 3)).toEqual(present);
});

test.each(["KeyVault Reader", "keyvaultreader"])(
  "similarRoleNames proposes Key Vault Reader for %s",
  (name) => {
    expect(similarRoleNames(SHIPPED, name, 1)).toEqual(["Key Vault Reader"]);
  },
);

test.each(["Azure Spheer Contributor", "BizTalc Reader", "Monitoring Raeder", "AcrPul"])(
  "similarRoleNames proposes for %s no role of another service",
  (name) => {
    const service = name.split(" ").find((word) => word !== "Azure") ?? "";
    const beginning = service.slice(0, 4).toLowerCase();
    const names = similarRoleNames(SHIPPED, name, 5);
    expect(names.length).toBeGreaterThan(0);
    for (const each of names) expect(each.toLowerCase()).toContain(beginning);
  },
);
