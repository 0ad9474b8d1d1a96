import { expect, test } from "vitest";
import { registrationAssignmentGuid, registrationDefinitionGuid } from "../../lib/delegation/arm-guid.ts";
import { pinnedIdClash } from "../../lib/rules/pinned-id-clash.ts";
import { findingsOf, theFindingOf } from "../support/asked-rule.ts";
import { aContext, aCustomer, anOffer, guidOf, MANAGING_TENANT } from "../support/builders.ts";

const SUBSCRIPTION = guidOf("1");
const PIN = guidOf("f");
const DERIVED = registrationDefinitionGuid(MANAGING_TENANT.tenantId, SUBSCRIPTION, "operations");

const taken = (offer: string, scope: object = {}) => ({
  offer,
  plan: "standard",
  version: "1.0.0",
  scopes: [{ subscription: "production", ...scope }],
});

const contextOf = (...delegations: readonly object[]) =>
  aContext({
    offers: [anOffer(), anOffer({ id: "security", name: "Security" })],
    customers: [
      aCustomer({ subscriptions: { production: SUBSCRIPTION, testing: guidOf("2") }, delegations }),
    ],
  });

test("pinned-id-clash finds a definition pinned to the GUID that another offer derives", () => {
  const finding = theFindingOf(
    pinnedIdClash,
    contextOf(taken("security", { registrationDefinitionId: DERIVED.toUpperCase() }), taken("operations")),
  );
  expect(finding).toMatchObject({
    code: "LH052",
    severity: "error",
    at: {
      file: "customers/fabrikam.ts",
      path: ["delegations", 0, "scopes", 0, "registrationDefinitionId"],
    },
    received: DERIVED,
  });
  expect(finding.problem).toBe(
    `Offer security is pinned to a registration definition GUID that offer operations has at /subscriptions/${SUBSCRIPTION} without a pin`,
  );
});

test("pinned-id-clash finds two definitions pinned to one GUID, at the second", () => {
  const pin = { registrationDefinitionId: PIN };
  const finding = theFindingOf(pinnedIdClash, contextOf(taken("operations", pin), taken("security", pin)));
  expect(finding.at.path).toEqual(["delegations", 1, "scopes", 0, "registrationDefinitionId"]);
  expect(finding.problem).toContain("by its own pin");
});

test("pinned-id-clash finds an assignment pinned to the GUID that another offer derives", () => {
  const registrationAssignmentId = registrationAssignmentGuid(DERIVED, "");
  const finding = theFindingOf(
    pinnedIdClash,
    contextOf(taken("security", { registrationAssignmentId }), taken("operations")),
  );
  expect(finding.at.path).toEqual(["delegations", 0, "scopes", 0, "registrationAssignmentId"]);
  expect(finding.received).toBe(registrationAssignmentId);
});

test("pinned-id-clash compares resource groups without case", () => {
  const group = (name: string) => ({ resourceGroups: ["other", { name, registrationAssignmentId: PIN }] });
  const finding = theFindingOf(
    pinnedIdClash,
    contextOf(taken("operations", group("RG-Web")), taken("security", group("rg-web"))),
  );
  expect(finding.at.path).toEqual([
    "delegations",
    1,
    "scopes",
    0,
    "resourceGroups",
    1,
    "registrationAssignmentId",
  ]);
  expect(finding.problem).toContain(`/subscriptions/${SUBSCRIPTION}/resourceGroups/rg-web by its own pin`);
});

test("pinned-id-clash knows the derived GUIDs of a pinned definition's assignments", () => {
  const registrationAssignmentId = registrationAssignmentGuid(PIN, "rg-web");
  const finding = theFindingOf(
    pinnedIdClash,
    contextOf(
      taken("operations", { registrationDefinitionId: PIN, resourceGroups: ["RG-Web"] }),
      taken("security", { resourceGroups: [{ name: "rg-web", registrationAssignmentId }] }),
    ),
  );
  expect(finding.received).toBe(registrationAssignmentId);
});

test.each([
  ["an offer pinned to its own GUID", [taken("operations", { registrationDefinitionId: DERIVED })]],
  [
    "one GUID on two subscriptions",
    [
      taken("operations", { registrationDefinitionId: PIN }),
      taken("security", { registrationDefinitionId: PIN, subscription: "testing" }),
    ],
  ],
  [
    "one assignment GUID at two scopes",
    [
      taken("operations", { registrationAssignmentId: PIN }),
      taken("security", { resourceGroups: [{ name: "web", registrationAssignmentId: PIN }] }),
    ],
  ],
  [
    "a definition and an assignment of one GUID",
    [
      taken("operations", { registrationDefinitionId: PIN }),
      taken("security", { registrationAssignmentId: PIN }),
    ],
  ],
  [
    "an offer twice, which is another rule's",
    [taken("operations"), taken("operations", { registrationDefinitionId: DERIVED })],
  ],
  [
    "offers and subscriptions that are not known",
    [
      taken("cost"),
      taken("operations", { subscription: "constructor", registrationDefinitionId: PIN }),
      taken("security", { subscription: "constructor", registrationDefinitionId: PIN }),
    ],
  ],
])("pinned-id-clash leaves alone: %s", (_, delegations) => {
  expect(findingsOf(pinnedIdClash, contextOf(...delegations))).toEqual([]);
});
