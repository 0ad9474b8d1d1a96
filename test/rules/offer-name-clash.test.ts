import { expect, test } from "vitest";
import { offerNameClash } from "../../lib/rules/offer-name-clash.ts";
import { findingsOf, theFindingOf } from "../support/asked-rule.ts";
import { aContext, aCustomer, anOffer, guidOf, MANAGING_TENANT } from "../support/builders.ts";

const taken = (offer: string, subscription = "production", ...resourceGroups: readonly string[]) => ({
  offer,
  plan: "standard",
  version: "1.0.0",
  scopes: [resourceGroups.length === 0 ? { subscription } : { subscription, resourceGroups }],
});

const customerOf = (...delegations: readonly object[]) =>
  aCustomer({ subscriptions: { production: guidOf("1"), testing: guidOf("2") }, delegations });

const contextOf = (name: string, ...delegations: readonly object[]) =>
  aContext({
    offers: [
      anOffer(),
      anOffer({ id: "security", name, managingTenant: { ...MANAGING_TENANT, tenantId: guidOf("8") } }),
    ],
    customers: [customerOf(...delegations)],
  });

test("offer-name-clash finds two offers with one name on a subscription, whatever its case", () => {
  const context = contextOf("test OPERATIONS", taken("operations"), taken("security"));
  expect(theFindingOf(offerNameClash, context)).toMatchObject({
    code: "LH049",
    severity: "error",
    at: { file: "customers/fabrikam.ts", path: ["delegations", 1, "scopes", 0] },
    problem: `On subscription production (${guidOf("1")}) the offers operations and security have one name: "test OPERATIONS"`,
    received: 'offer security named "test OPERATIONS" beside offer operations named "Test Operations"',
  });
});

test("offer-name-clash compares names on each scope: resource groups apart may share one, as in Microsoft's sample", () => {
  const on = (...groups: readonly string[]) =>
    contextOf(
      "Test Operations",
      taken("operations", "production", "rg-app"),
      taken("security", "production", ...groups),
    );
  expect(findingsOf(offerNameClash, on("rg-data"))).toEqual([]);
  // another rule warns of a group beside its whole subscription
  expect(findingsOf(offerNameClash, on())).toEqual([]);
  expect(theFindingOf(offerNameClash, on("rg-data", "RG-App"))).toMatchObject({
    at: { path: ["delegations", 1, "scopes", 0, "resourceGroups", 1] },
    problem: `On resource group RG-App of subscription production (${guidOf("1")}) the offers operations and security have one name: "Test Operations"`,
  });
});

test("offer-name-clash leaves other names and other subscriptions alone", () => {
  expect(findingsOf(offerNameClash, contextOf("Security", taken("operations"), taken("security")))).toEqual(
    [],
  );
  const apart = contextOf("Test Operations", taken("operations"), taken("security", "testing"));
  expect(findingsOf(offerNameClash, apart)).toEqual([]);
});

test("offer-name-clash leaves one offer twice and unknown offers to other rules", () => {
  const context = contextOf(
    "Security",
    taken("operations"),
    taken("operations"),
    taken("cost"),
    taken("costs"),
  );
  expect(findingsOf(offerNameClash, context)).toEqual([]);
});
