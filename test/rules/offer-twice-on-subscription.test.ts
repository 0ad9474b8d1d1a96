import { expect, test } from "vitest";
import { offerTwiceOnSubscription } from "../../lib/rules/offer-twice-on-subscription.ts";
import { findingsOf, theFindingOf } from "../support/asked-rule.ts";
import { aContext, aCustomer, guidOf } from "../support/builders.ts";

const taken = (plan: string, ...scopes: readonly object[]) => ({
  offer: "operations",
  plan,
  version: "1.0.0",
  scopes,
});

const contextOf = (...delegations: readonly object[]) =>
  aContext({
    customers: [
      aCustomer({
        subscriptions: { production: guidOf("1"), testing: guidOf("2"), again: guidOf("1") },
        delegations,
      }),
    ],
  });

const PRODUCTION = { subscription: "production" };

test("offer-twice-on-subscription finds a second plan of the offer on the subscription", () => {
  const finding = theFindingOf(
    offerTwiceOnSubscription,
    contextOf(taken("standard", PRODUCTION), taken("premium", { subscription: "testing" }, PRODUCTION)),
  );
  expect(finding).toMatchObject({
    code: "LH046",
    severity: "error",
    at: { file: "customers/fabrikam.ts", path: ["delegations", 1, "scopes", 1] },
    received: "a second scope of offer operations on the subscription",
  });
  expect(finding.problem).toBe(
    `Offer operations is delegated twice on subscription production (${guidOf("1")}): first as plan standard 1.0.0 on production, here as plan premium 1.0.0 on production`,
  );
});

test.each([
  [
    "two scopes of one delegation",
    [taken("standard", PRODUCTION, PRODUCTION)],
    ["delegations", 0, "scopes", 1],
  ],
  [
    "different resource groups in two scopes",
    [taken("standard", { ...PRODUCTION, resourceGroups: ["a"] }, { ...PRODUCTION, resourceGroups: ["b"] })],
    ["delegations", 0, "scopes", 1],
  ],
  [
    "two names of one subscription",
    [taken("standard", PRODUCTION), taken("standard", { subscription: "again" })],
    ["delegations", 1, "scopes", 0],
  ],
])("offer-twice-on-subscription finds %s", (_, delegations, path) => {
  expect(theFindingOf(offerTwiceOnSubscription, contextOf(...delegations)).at.path).toEqual(path);
});

test("offer-twice-on-subscription leaves two offers on one and one offer on two subscriptions alone", () => {
  const context = contextOf(taken("standard", PRODUCTION), taken("premium", { subscription: "testing" }), {
    ...taken("standard", PRODUCTION),
    offer: "security",
  });
  expect(findingsOf(offerTwiceOnSubscription, context)).toEqual([]);
});

test("offer-twice-on-subscription leaves unlisted subscriptions to another rule", () => {
  const nowhere = { subscription: "constructor" };
  expect(findingsOf(offerTwiceOnSubscription, contextOf(taken("standard", nowhere, nowhere)))).toEqual([]);
});
