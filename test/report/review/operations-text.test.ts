import { expect, test } from "vitest";
import type { Operations } from "../../../lib/permissions/block.ts";
import { describeChange } from "../../../lib/report/review/describe-change.ts";
import { mostDangerousFirst } from "../../../lib/report/review/operations-text.ts";
import { guidOf } from "../../support/builders.ts";
import { aCustomer, EXIT, REPORT, reviewOf } from "../../support/reviews.ts";
import { aGrant, ROLE } from "../../support/sides.ts";

const operations = (pattern: string, plane: Operations["plane"] = "control"): Operations => ({
  pattern,
  except: [],
  example: null,
  plane,
  condition: null,
});

/** The first change of a customer to whom somebody comes with this role. */
function describeNewcomer(roleDefinitionId: string, delegatedRoleDefinitionIds: string[] = []) {
  const newcomer = aGrant({
    principalId: guidOf("c"),
    roleDefinitionId,
    access: { kind: "standing", delegatedRoleDefinitionIds },
  });
  const review = reviewOf([aCustomer("fabrikam", EXIT)], [aCustomer("fabrikam", EXIT, newcomer)]);
  const [change] = review.customers[0]?.changes ?? [];
  if (change === undefined) throw new Error("nothing changes");
  return describeChange(change, REPORT.directory);
}

test.each<[string, readonly string[], readonly string[]]>([
  ["what does something before what reads", ["A/b/read", "A/b/write"], ["A/b/write", "A/b/read"]],
  ["every operation first of all", ["A/*", "A/b/write", "*"], ["*", "A/*", "A/b/write"]],
  ["reading everything after doing something", ["*/read", "A/c/action"], ["A/c/action", "*/read"]],
  ["reading everything before reading something", ["A/b/read", "*/read"], ["*/read", "A/b/read"]],
  ["a resource before its single operations", ["A/b/delete", "A/b/*"], ["A/b/*", "A/b/delete"]],
  ["patterns before operations", ["A/b/write", "A/*/write"], ["A/*/write", "A/b/write"]],
  ["keys before resources", ["A/b/*", "A/b/listKeys/action"], ["A/b/listKeys/action", "A/b/*"]],
  ["a word that only sounds like keys", ["A/b/keysets/action", "A/b/*"], ["A/b/*", "A/b/keysets/action"]],
  ["a resource called read", ["A/b/*/read", "A/read/write"], ["A/read/write", "A/b/*/read"]],
  ["equals as they come", ["B/*", "A/*", "C/*"], ["B/*", "A/*", "C/*"]],
])("mostDangerousFirst(): %s", (_, given, ordered) => {
  expect(mostDangerousFirst(given.map((each) => operations(each))).map(({ pattern }) => pattern)).toEqual(
    ordered,
  );
});

test("mostDangerousFirst(): data before control, where both are as wide", () => {
  const [control, data] = [operations("A/*"), operations("A/*", "data")];
  expect(mostDangerousFirst([control, data])).toEqual([data, control]);
  expect(mostDangerousFirst([operations("A/b/read", "data"), control])[0]).toBe(control);
});

test("of a long role what matters most is named, and nothing of it is lost", () => {
  const { details, unabridged } = describeNewcomer(ROLE.virtualMachineContributor);
  const named = details.join("\n");
  expect(named).toContain("gains Microsoft.Compute/virtualMachines/*");
  expect(named).toContain("gains Microsoft.Storage/storageAccounts/listKeys/action");
  expect(named).not.toMatch(/\/read$/m);
  expect(named).toMatch(/gains (\d+) more patterns of operations$/);
  expect(unabridged).toContain("gains Microsoft.Compute/disks/read");
  expect(unabridged.slice(0, details.length - 1)).toEqual(details.slice(0, -1));
  expect(describeNewcomer(ROLE.contributor).unabridged).toEqual([]);
});

test("what may be handed out stands above what may be done", () => {
  const { details } = describeNewcomer(ROLE.userAccessAdministrator, [ROLE.contributor]);
  expect(details[0]).toMatch(/^may newly hand out \*/);
  expect(details[1]).toMatch(/^gains Microsoft\.Support\/\*/);
});
