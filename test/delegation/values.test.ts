import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type AccessGrant,
  distinctGrants,
  grantIdentity,
  grantText,
  sortGrants,
} from "../../lib/access/access-grant.ts";
import { delegatedAnything, lockedCustomer } from "../../lib/delegation/estate-lock.ts";
import { compareVersions, ID_PATTERN, RESOURCE_GROUP_PATTERN } from "../../lib/delegation/identifiers.ts";
import { activationMinutes, canonicalDuration } from "../../lib/delegation/just-in-time-access-policy.ts";
import { registerCustomer } from "../../lib/delegation/register.ts";
import { parseScopeId, scopeId } from "../../lib/delegation/scope.ts";
import { claimedSource, versionMarker } from "../../lib/delegation/version-marker.ts";
import { assignmentName, definitionName, subscriptionName } from "../../lib/formats/azurerm/addresses.ts";
import { compareText } from "../../lib/values/compare-text.ts";
import { own } from "../../lib/values/own.ts";
import { aCustomer, anOffer, guidOf } from "../support/builders.ts";
import { sampleCatalogue } from "../support/catalogue.ts";
import { registered } from "../support/stacks.ts";

test.each([
  ["PT30M", 30],
  ["PT8H", 480],
  ["PT4H30M", 270],
  ["PT480M", 480],
  ["PT1H60M", 120],
  ["PT", undefined],
  ["P1D", 1440],
  ["PT28800S", 480],
  ["P0DT8H0M0S", 480],
  ["PT0.5H", 30],
  ["P1Y", undefined],
  ["8h", undefined],
  ["PT1H30S", undefined],
  ["pt1h", undefined],
])("activationMinutes(%s) is %s", (duration, minutes) => {
  expect(activationMinutes(duration)).toBe(minutes);
});

test("canonicalDuration has one spelling for each number of minutes, and activationMinutes reads it", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 9_000 }), (minutes) => {
      const text = canonicalDuration(minutes);
      expect(activationMinutes(text)).toBe(minutes);
      expect(text).toMatch(/^PT(\d+H)?([1-5]?\dM)?$/);
    }),
  );
});

test("compareVersions orders by numbers, not by text", () => {
  const versions = ["1.10.0", "1.9.0", "0.9.9", "10.0.0", "1.9.10"];
  expect([...versions].sort(compareVersions)).toEqual(["0.9.9", "1.9.0", "1.9.10", "1.10.0", "10.0.0"]);
});

test("compareText orders by code units, whatever the locale", () => {
  expect(["ä", "z", "Z", "a"].sort(compareText)).toEqual(["Z", "a", "z", "ä"]);
});

test.each([
  ["a1", true],
  ["a", false],
  ["A1", false],
  ["../x", false],
  ["a_b", false],
  [`a${"b".repeat(50)}`, false],
])("ID_PATTERN says of %s: %s", (id, valid) => {
  expect(ID_PATTERN.test(id)).toBe(valid);
});

test.each([
  ["rg-1_(x).y", true],
  ["größe", true],
  ["a.", false],
  ["a b", false],
  ["", false],
  ["a/b", false],
  ["${x}", false],
])("RESOURCE_GROUP_PATTERN says of %j: %s", (name, valid) => {
  expect(RESOURCE_GROUP_PATTERN.test(name)).toBe(valid);
});

test("own finds nothing that an object inherits", () => {
  expect(own({}, "constructor")).toBeUndefined();
  expect(own({ constructor: 1 }, "constructor")).toBe(1);
});

test.each([{ subscriptionId: guidOf("1") }, { subscriptionId: guidOf("1"), resourceGroup: "RG.x(1)" }])(
  "parseScopeId reads what scopeId writes: %j",
  (scope) => {
    expect(parseScopeId(scopeId(scope))).toEqual(scope);
  },
);

test.each([
  `/subscriptions/${guidOf("1")}/`,
  `/subscriptions/${guidOf("1")}/resourcegroups/x`,
  `/subscriptions/${guidOf("1")}/resourceGroups/x/providers/y`,
  "/providers/Microsoft.Management/managementGroups/x",
])("parseScopeId refuses %s", (id) => {
  expect(parseScopeId(id)).toBeUndefined();
});

test("assignmentName gives one address to each resource group, and only to it", () => {
  const group = fc
    .array(fc.constantFrom("a", "B", "_", ".", "-", "(", ")", "é", "2e", "0"), { minLength: 1, maxLength: 6 })
    .map((parts) => parts.join(""));
  fc.assert(
    fc.property(group, group, (one, other) => {
      const [first, second] = [one, other].map((name) => assignmentName("offer", guidOf("1"), name));
      expect(first === second).toBe(one.toLowerCase() === other.toLowerCase());
      expect(first).toMatch(/^[a-z][a-z0-9_-]*$/);
    }),
  );
});

test("addresses are made of ids alone, as docs/addresses.md has them", () => {
  const subscription = guidOf("1");
  expect(subscriptionName(subscription)).toBe(`subscription_${subscription}`);
  expect(definitionName("offer", subscription)).toBe(`offer_${subscription}`);
  expect(assignmentName("offer", subscription)).toBe(`offer_${subscription}`);
  expect(assignmentName("offer", subscription, "RG_Batch.Jobs")).toBe(
    `offer_${subscription}_rg__batch_2e_jobs`,
  );
});

const grant: AccessGrant = {
  principalId: guidOf("1"),
  principalDisplayName: "A",
  roleDefinitionId: guidOf("2"),
  scope: `/subscriptions/${guidOf("3")}`,
  access: { kind: "standing", delegatedRoleDefinitionIds: [] },
  managingTenantId: guidOf("4"),
  registrationDefinitionId: guidOf("5"),
  registrationAssignmentId: guidOf("6"),
};

test.each<[string, Partial<AccessGrant>]>([
  ["principalId", { principalId: guidOf("f") }],
  ["principalDisplayName", { principalDisplayName: "B" }],
  ["roleDefinitionId", { roleDefinitionId: guidOf("f") }],
  ["scope", { scope: `/subscriptions/${guidOf("f")}` }],
  ["managingTenantId", { managingTenantId: guidOf("f") }],
  ["registrationDefinitionId", { registrationDefinitionId: guidOf("f") }],
  ["registrationAssignmentId", { registrationAssignmentId: guidOf("f") }],
  ["delegated roles", { access: { kind: "standing", delegatedRoleDefinitionIds: [guidOf("f")] } }],
  [
    "kind of access",
    {
      access: {
        kind: "eligible",
        multiFactorAuthProvider: "None",
        maximumActivationDuration: "PT1H",
        approvers: [],
      },
    },
  ],
])("grantText tells grants apart that differ in their %s alone", (_, changes) => {
  expect(grantText({ ...grant, ...changes })).not.toBe(grantText(grant));
  expect(grantText({ ...grant })).toBe(grantText(grant));
  const isName = "principalDisplayName" in changes;
  expect(grantIdentity({ ...grant, ...changes }) === grantIdentity(grant)).toBe(isName);
});

test("no display name is part of a grant's identity: neither the principal's nor an approver's, nor how many it has", () => {
  const approvedBy = (...displayNames: string[]): AccessGrant => ({
    ...grant,
    access: {
      kind: "eligible",
      multiFactorAuthProvider: "Azure",
      maximumActivationDuration: "PT1H",
      approvers: displayNames.map((displayName) => ({ principalId: guidOf("7"), displayName })),
    },
  });
  fc.assert(
    fc.property(
      fc.string(),
      fc.array(fc.string(), { minLength: 1, maxLength: 3 }),
      (principalDisplayName, names) => {
        const named = { ...approvedBy(...names), principalDisplayName };
        expect(grantIdentity(named)).toBe(grantIdentity(approvedBy("Leads")));
        expect(grantIdentity(named)).not.toBe(grantIdentity(approvedBy()));
      },
    ),
  );
});

test("sortGrants has one order, whatever the order before: that of grantText", () => {
  const subscription = `/subscriptions/${guidOf("1")}`;
  const some = fc.record({
    scope: fc.constantFrom(
      subscription,
      `${subscription}/resourceGroups/a`,
      `${subscription}/resourceGroups/a!`,
    ),
    principalId: fc.constantFrom(guidOf("2"), guidOf("3")),
    roleDefinitionId: fc.constantFrom(guidOf("4"), guidOf("5")),
    principalDisplayName: fc.constantFrom("A", 'A"', "é"),
  });
  fc.assert(
    fc.property(fc.array(some, { maxLength: 6 }), (changes) => {
      const grants = changes.map((each): AccessGrant => ({ ...grant, ...each }));
      const keys = grants.map(grantText).sort(compareText);
      expect(sortGrants(grants).map(grantText)).toEqual(keys);
      expect(distinctGrants(grants).map(grantText)).toEqual([...new Set(keys)]);
    }),
  );
});

test("registerCustomer ends the description with the version in force, alone where there is no other text", () => {
  const marker = versionMarker("operations", "standard", "1.0.0");
  expect(marker).toBe("[keeper operations/standard@1.0.0]");
  expect(claimedSource(`Two\nlines\n${marker}`)).toBe("operations/standard@1.0.0");
  expect(claimedSource(`${marker}\nanother line`)).toBeUndefined();
  const description = (text: string) =>
    registered(aCustomer(), [anOffer({ description: text })])[0]?.registrations[0]?.definition.description;
  expect(description("Two\nlines")).toBe(`Two\nlines\n${marker}`);
  expect(description("")).toBe(marker);
});

test("registerCustomer has a definition for each offer and subscription, and none where nothing is delegated", () => {
  const scopes = [{ subscription: "production" }, { subscription: "testing", resourceGroups: ["b", "A"] }];
  const customer = aCustomer({
    subscriptions: { testing: guidOf("2"), production: guidOf("1"), empty: guidOf("3") },
    delegations: [{ offer: "operations", plan: "standard", version: "1.0.0", scopes }],
  });
  const made = registered(customer, [anOffer()]);
  expect(made.map(({ name, registrations }) => [name, registrations.length])).toEqual([
    ["production", 1],
    ["testing", 1],
    ["empty", 0],
  ]);
  expect(made[1]?.registrations[0]?.assignments.map(({ scope }) => scope.resourceGroup)).toEqual(["A", "b"]);
});

test("registerCustomer is a defect before the rules were asked", () => {
  expect(() => registerCustomer(aCustomer(), new Map(), sampleCatalogue())).toThrow(
    "unknown offer operations",
  );
});

test("lockedCustomer notes the offers of each listed subscription", () => {
  const customer = aCustomer({ subscriptions: { production: guidOf("1"), empty: guidOf("2") } });
  const locked = lockedCustomer(customer);
  expect(locked).toEqual({
    tenantId: guidOf("7"),
    subscriptions: { [guidOf("1")]: ["operations"], [guidOf("2")]: [] },
  });
  expect(delegatedAnything(locked)).toBe(true);
  expect(delegatedAnything(lockedCustomer(aCustomer({ delegations: [] })))).toBe(false);
});
