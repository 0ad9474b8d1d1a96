import { expect, test } from "vitest";
import { armGuid } from "../../lib/delegation/arm-guid.ts";
import { foundInTemplate } from "../../lib/formats/arm/found-in-template.ts";
import type { PassedValue } from "../../lib/templates/parameters.ts";
import { SUBSCRIPTION, TENANT } from "./evaluated.ts";
import {
  AUTHORIZATIONS,
  BICEP_SAMPLE,
  BROKEN_MULTI_GROUP_SAMPLE,
  ELIGIBLE_SAMPLE,
  GROUP_SAMPLE,
  GROUPS_SAMPLE,
  MANAGING_TENANT,
  MARKETPLACE_SAMPLE,
  MULTI_GROUP_SAMPLE,
  POLICY_SAMPLE,
  PORTAL_SAMPLE,
  type SampleTemplate,
  SUBSCRIPTION_SAMPLE,
  VALUES,
} from "./sample-templates.ts";

function passed(values: object): ReadonlyMap<string, PassedValue> {
  return new Map(
    Object.entries(values).map(([name, value]) => [
      name.toLowerCase(),
      { value: () => value, at: { document: "parameters", path: [name] } },
    ]),
  );
}

function found(template: SampleTemplate, values: object = VALUES) {
  return foundInTemplate(JSON.parse(JSON.stringify(template)), {
    subscriptionId: SUBSCRIPTION,
    facts: { tenantId: TENANT },
    passed: passed(values),
  });
}

function delegations(template: SampleTemplate, values: object = VALUES) {
  const read = found(template, values);
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  expect(read.value.leftOut).toEqual([]);
  return read.value.delegations.map(({ definition, assignments, customerTenantId }) => {
    expect(customerTenantId).toBe(TENANT);
    expect(definition).toMatchObject({
      subscriptionId: SUBSCRIPTION,
      managingTenantId: MANAGING_TENANT,
      name: VALUES.mspOfferName,
      description: VALUES.mspOfferDescription,
    });
    expect(definition.authorizations).toHaveLength(AUTHORIZATIONS.length);
    return {
      id: definition.registrationDefinitionId,
      eligible: definition.eligibleAuthorizations.length,
      plan: definition.marketplacePlan?.product,
      at: assignments.map(({ scope, registrationAssignmentId }) => [
        scope.resourceGroup ?? "",
        registrationAssignmentId,
      ]),
    };
  });
}

// the same GUID is in the table of published examples
const OFFER = "a284898a-fc04-581d-aca0-047861d06160";
const WHOLE = { id: OFFER, eligible: 0, plan: undefined, at: [["", OFFER]] };

test.each<[string, SampleTemplate, object]>([
  ["a subscription", SUBSCRIPTION_SAMPLE, WHOLE],
  ["access on request with approvers", ELIGIBLE_SAMPLE, { ...WHOLE, eligible: 1 }],
  ["one resource group", GROUP_SAMPLE, { ...WHOLE, at: [["rg-app", OFFER]] }],
  [
    "several resource groups under one definition",
    GROUPS_SAMPLE,
    {
      ...WHOLE,
      at: [
        ["test", armGuid("test")],
        ["test2", armGuid("test2")],
      ],
    },
  ],
  ["an offer of the marketplace", MARKETPLACE_SAMPLE, { ...WHOLE, plan: "offer" }],
  ["a policy of a management group", POLICY_SAMPLE, WHOLE],
  [
    "what Bicep builds",
    BICEP_SAMPLE,
    {
      ...WHOLE,
      at: ["rg-app", "rg-data"].map((group) => [
        group,
        armGuid(`/subscriptions/${SUBSCRIPTION}/resourceGroups/${group}`),
      ]),
    },
  ],
])("the sample of %s gives its delegation", (_, template, delegation) => {
  expect(delegations(template)).toEqual([delegation]);
});

test("the portal's template needs no parameters", () => {
  expect(delegations(PORTAL_SAMPLE, {})).toEqual([{ ...WHOLE, eligible: 1 }]);
});

test("the sample of several resource groups gives a definition for each", () => {
  expect(delegations(MULTI_GROUP_SAMPLE)).toEqual(
    ["test", "test2"].map((group) => ({
      id: armGuid(group),
      eligible: 0,
      plan: undefined,
      at: [[group, armGuid(group)]],
    })),
  );
});

test("without a marketplace offer the same sample has no plan", () => {
  expect(delegations(MARKETPLACE_SAMPLE, { ...VALUES, marketplaceOffer: "No" })).toEqual([WHOLE]);
});

test("the published sample whose assignments name a missing definition is refused where they do", () => {
  expect(found(BROKEN_MULTI_GROUP_SAMPLE)).toMatchObject({
    ok: false,
    error: [
      {
        kind: "value-not-allowed",
        at: {
          path: [
            "resources",
            1,
            "properties",
            "template",
            "resources",
            0,
            "properties",
            "registrationDefinitionId",
          ],
        },
        problem: expect.stringContaining("is not a listed definition"),
      },
      {},
    ],
  });
});

test("a policy that is assigned with values of its own is refused: they are not read", () => {
  const template = JSON.parse(JSON.stringify(POLICY_SAMPLE));
  template.resources[1].properties.parameters = { managedByName: { value: "Other" } };
  expect(found(template)).toMatchObject({
    ok: false,
    error: [{ kind: "part-unknown", at: { path: ["resources", 1, "properties", "parameters"] } }],
  });
});
