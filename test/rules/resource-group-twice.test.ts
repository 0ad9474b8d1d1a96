import { expect, test } from "vitest";
import { registrationAssignmentGuid } from "../../lib/delegation/arm-guid.ts";
import { resourceGroupTwice } from "../../lib/rules/resource-group-twice.ts";
import { findingsOf, theFindingOf } from "../support/asked-rule.ts";
import { aContext, aCustomer, guidOf } from "../support/builders.ts";

const contextOf = (...groups: readonly (readonly unknown[])[]) =>
  aContext({
    customers: [
      aCustomer({
        subscriptions: { production: guidOf("1"), testing: guidOf("2") },
        delegations: groups.map((resourceGroups, index) => ({
          offer: "operations",
          plan: "standard",
          version: "1.0.0",
          scopes: [{ subscription: index === 0 ? "production" : "testing", resourceGroups }],
        })),
      }),
    ],
  });

test("resource-group-twice finds names that differ only in case", () => {
  const pinned = { name: "RG-Web", registrationAssignmentId: guidOf("3") };
  const finding = theFindingOf(resourceGroupTwice, contextOf(["rg-web", "rg-data", pinned]));
  expect(finding).toMatchObject({
    code: "LH047",
    severity: "error",
    at: { file: "customers/fabrikam.ts", path: ["delegations", 0, "scopes", 0, "resourceGroups", 2] },
    received: "RG-Web",
  });
  expect(finding.problem).toBe(
    "Offer operations names the resource group RG-Web of subscription production twice, first as rg-web",
  );
});

test("resource-group-twice finds each repetition", () => {
  expect(findingsOf(resourceGroupTwice, contextOf(["a", "A", "b", "a"])).map(({ at }) => at.path[5])).toEqual(
    [1, 3],
  );
});

test("resource-group-twice leaves different groups, other scopes and whole subscriptions alone", () => {
  expect(findingsOf(resourceGroupTwice, contextOf(["rg-web", "rg_web", "rg-web-2"], ["rg-web"]))).toEqual([]);
  expect(findingsOf(resourceGroupTwice, aContext({ customers: [aCustomer()] }))).toEqual([]);
});

test("resource-group-twice finds names for which the formulas of GUIDs and addresses give one result", () => {
  expect(findingsOf(resourceGroupTwice, contextOf(["rg-ß", "rg-ẞ"]))).toHaveLength(1);
  expect(registrationAssignmentGuid(guidOf("1"), "rg-ß")).toBe(
    registrationAssignmentGuid(guidOf("1"), "rg-ẞ"),
  );
});
