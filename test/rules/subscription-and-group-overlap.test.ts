import { expect, test } from "vitest";
import { subscriptionAndGroupOverlap } from "../../lib/rules/subscription-and-group-overlap.ts";
import { findingsOf, theFindingOf } from "../support/asked-rule.ts";
import { aContext, aCustomer, anOffer, guidOf, MANAGING_TENANT } from "../support/builders.ts";

const taken = (offer: string, scope: object) => ({
  offer,
  plan: "standard",
  version: "1.0.0",
  scopes: [scope],
});

const WHOLE = { subscription: "production" };
const GROUPS = { subscription: "production", resourceGroups: ["web", "data"] };

const contextOf = (delegations: readonly object[], securityTenant = MANAGING_TENANT.tenantId) =>
  aContext({
    offers: [
      anOffer(),
      anOffer({
        id: "security",
        name: "Security",
        managingTenant: { ...MANAGING_TENANT, tenantId: securityTenant },
      }),
    ],
    customers: [
      aCustomer({
        subscriptions: { production: guidOf("1"), testing: guidOf("2"), again: guidOf("1") },
        delegations,
      }),
    ],
  });

test.each([
  ["after", [taken("operations", WHOLE), taken("security", GROUPS)], 1],
  ["before", [taken("security", GROUPS), taken("operations", WHOLE)], 0],
])(
  "subscription-and-group-overlap finds the groups, written %s the whole subscription",
  (_, delegations, index) => {
    const finding = theFindingOf(subscriptionAndGroupOverlap, contextOf(delegations));
    expect(finding).toMatchObject({
      code: "LH050",
      severity: "warning",
      at: { file: "customers/fabrikam.ts", path: ["delegations", index, "scopes", 0] },
      received: "resource groups web, data",
    });
    expect(finding.problem).toBe(
      `On subscription production (${guidOf("1")}) Test Provider gets the whole subscription by offer operations and resource groups by offer security`,
    );
  },
);

test("subscription-and-group-overlap knows a subscription by its id", () => {
  const context = contextOf([
    taken("operations", WHOLE),
    taken("security", { ...GROUPS, subscription: "again" }),
  ]);
  expect(theFindingOf(subscriptionAndGroupOverlap, context).at.path).toEqual(["delegations", 1, "scopes", 0]);
});

test.each([
  ["both on the whole subscription", [taken("operations", WHOLE), taken("security", WHOLE)]],
  ["both on groups", [taken("operations", GROUPS), taken("security", GROUPS)]],
  ["different subscriptions", [taken("operations", { subscription: "testing" }), taken("security", GROUPS)]],
  ["one offer, which is another rule's", [taken("operations", WHOLE), taken("operations", GROUPS)]],
  ["unknown offers", [taken("cost", WHOLE), taken("security", GROUPS)]],
])("subscription-and-group-overlap leaves alone: %s", (_, delegations) => {
  expect(findingsOf(subscriptionAndGroupOverlap, contextOf(delegations))).toEqual([]);
});

test("subscription-and-group-overlap leaves two managing tenants alone", () => {
  const delegations = [taken("operations", WHOLE), taken("security", GROUPS)];
  expect(findingsOf(subscriptionAndGroupOverlap, contextOf(delegations, guidOf("8")))).toEqual([]);
});
