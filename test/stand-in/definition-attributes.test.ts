import fc from "fast-check";
import { expect, test } from "vitest";
import { definitionAttributes, definitionBody } from "../../lib/stand-in/definition-attributes.ts";
import type { PluginObject } from "../../lib/stand-in/plugin-values.ts";
import { stableJson } from "../../lib/values/canonical-json.ts";
import { guidOf } from "../support/builders.ts";

const ID = `/subscriptions/${guidOf("1")}/providers/Microsoft.ManagedServices/registrationDefinitions/${guidOf("2")}`;

test("what is not set is sent all the same, empty, as azurerm does", () => {
  const attributes = {
    name: "Operations",
    managing_tenant_id: guidOf("9"),
    description: null,
    authorization: [
      {
        principal_id: guidOf("a"),
        role_definition_id: guidOf("b"),
        principal_display_name: null,
        delegated_role_definition_ids: null,
      },
    ],
    eligible_authorization: [],
    plan: [],
  };
  expect(definitionBody(attributes)).toEqual({
    properties: {
      registrationDefinitionName: "Operations",
      description: "",
      managedByTenantId: guidOf("9"),
      authorizations: [
        {
          principalId: guidOf("a"),
          roleDefinitionId: guidOf("b"),
          principalIdDisplayName: "",
          delegatedRoleDefinitionIds: [],
        },
      ],
    },
  });
});

test("a policy without MFA is sent as None, and a plan beside the properties", () => {
  const body = definitionBody({
    name: "x",
    managing_tenant_id: guidOf("9"),
    authorization: [],
    eligible_authorization: [
      {
        principal_id: guidOf("a"),
        role_definition_id: guidOf("b"),
        principal_display_name: "A",
        just_in_time_access_policy: [
          {
            multi_factor_auth_provider: null,
            maximum_activation_duration: "PT1H",
            approver: [{ principal_id: guidOf("c"), principal_display_name: "C" }],
          },
        ],
      },
    ],
    plan: [{ name: "complete", publisher: "northwind", product: "operations", version: "1.0.0" }],
  });
  expect(body.properties.eligibleAuthorizations?.[0]?.justInTimeAccessPolicy).toEqual({
    multiFactorAuthProvider: "None",
    maximumActivationDuration: "PT1H",
    managedByTenantApprovers: [{ principalId: guidOf("c"), principalIdDisplayName: "C" }],
  });
  expect(body.plan).toEqual({
    name: "complete",
    publisher: "northwind",
    product: "operations",
    version: "1.0.0",
  });
});

const digit = fc.constantFrom("1", "2", "3", "a", "b", "c").map(guidOf);
const name = fc.option(fc.string({ minLength: 1 }), { nil: null });
const policy = fc.record({
  multi_factor_auth_provider: fc.constantFrom("Azure", null),
  maximum_activation_duration: fc.constantFrom("PT30M", "PT8H"),
  approver: fc.array(fc.record({ principal_id: digit, principal_display_name: name }), { maxLength: 2 }),
});
const attributes = fc.record({
  id: fc.constant(ID),
  lighthouse_definition_id: fc.constant(guidOf("2")),
  scope: fc.constant(`/subscriptions/${guidOf("1")}`),
  name: fc.string({ minLength: 1 }),
  description: name,
  managing_tenant_id: digit,
  authorization: fc.array(
    fc.record({
      principal_id: digit,
      role_definition_id: digit,
      principal_display_name: name,
      delegated_role_definition_ids: fc.array(digit, { maxLength: 2 }),
    }),
    { minLength: 1, maxLength: 3 },
  ),
  eligible_authorization: fc.array(
    fc.record({
      principal_id: digit,
      role_definition_id: digit,
      principal_display_name: name,
      just_in_time_access_policy: fc.array(policy, { maxLength: 1 }),
    }),
    { maxLength: 2 },
  ),
  plan: fc.array(
    fc.record({
      name: fc.constant("n"),
      publisher: fc.constant("p"),
      product: fc.constant("q"),
      version: fc.constant("1.0.0"),
    }),
    { maxLength: 1 },
  ),
});

/** Every list sorted: their order means nothing in Terraform, which compares sets. */
function unordered(value: unknown): unknown {
  if (Array.isArray(value)) {
    const texts = value.map((each) => stableJson(unordered(each)));
    return texts.sort().map((each) => JSON.parse(each));
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, unordered(each)]));
}

test("what is sent and echoed is read back as it was set, so that a second plan is empty", () => {
  fc.assert(
    fc.property(attributes, (set: PluginObject) => {
      const resource = {
        id: ID,
        name: guidOf("2"),
        type: "Microsoft.ManagedServices/registrationDefinitions" as const,
        ...definitionBody(set),
      };
      expect(unordered(definitionAttributes(resource, ID))).toEqual(unordered(set));
    }),
  );
});
