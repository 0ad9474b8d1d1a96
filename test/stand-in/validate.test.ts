import { expect, test } from "vitest";
import { checkFeatures, validateProvider } from "../../lib/stand-in/configuration.ts";
import type { PluginObject } from "../../lib/stand-in/plugin-values.ts";
import { Unknown } from "../../lib/stand-in/plugin-values.ts";
import { validateResource } from "../../lib/stand-in/validate.ts";
import { guidOf } from "../support/builders.ts";

const AUTHORIZATION = {
  principal_id: guidOf("a"),
  role_definition_id: guidOf("b"),
  principal_display_name: "A",
  delegated_role_definition_ids: null,
};
const POLICY = { multi_factor_auth_provider: "Azure", maximum_activation_duration: "PT8H", approver: [] };
const DEFINITION: PluginObject = {
  name: "Operations",
  managing_tenant_id: guidOf("9"),
  scope: `/subscriptions/${guidOf("1")}`,
  lighthouse_definition_id: null,
  description: "",
  authorization: [AUTHORIZATION],
  eligible_authorization: [],
  plan: [],
};
const ASSIGNMENT: PluginObject = {
  name: guidOf("3"),
  scope: `/subscriptions/${guidOf("1")}/resourceGroups/Web`,
  lighthouse_definition_id: `/subscriptions/${guidOf("1")}/providers/Microsoft.ManagedServices/registrationDefinitions/${guidOf("2")}`,
};
const eligible = (policy: PluginObject) => ({
  eligible_authorization: [{ ...AUTHORIZATION, just_in_time_access_policy: [{ ...POLICY, ...policy }] }],
});
const full = `/subscriptions/${guidOf("1")}/providers/Microsoft.Authorization/roleDefinitions/${guidOf("b")}`;

test("what azurerm accepts passes, what Azure refuses included", () => {
  for (const changes of [
    {},
    { name: Unknown.value, scope: Unknown.value },
    { scope: `/subscriptions/${guidOf("1").toUpperCase()}` },
    eligible({ maximum_activation_duration: "PT12H" }),
    eligible({ maximum_activation_duration: "P1DT2H" }),
    eligible({ maximum_activation_duration: "PT1.5H" }),
    eligible({ maximum_activation_duration: "P0.5D" }),
    eligible({ maximum_activation_duration: "PT-1H" }),
    eligible({ maximum_activation_duration: "P1DT" }),
    { scope: "/subscriptions/abc" },
    { scope: `/subscriptions/${guidOf("1")}/` },
  ])
    expect(validateResource("azurerm_lighthouse_definition", { ...DEFINITION, ...changes })).toEqual([]);
  const definition = `providers/Microsoft.ManagedServices/registrationDefinitions/${guidOf("2")}`;
  for (const changes of [
    {},
    { scope: "/subscriptions/abc" },
    { scope: `${ASSIGNMENT["scope"]}/` },
    { lighthouse_definition_id: `${ASSIGNMENT["scope"]}/${definition}` },
    {
      lighthouse_definition_id: `/providers/Microsoft.Management/managementGroups/x/${definition}`,
    },
  ])
    expect(validateResource("azurerm_lighthouse_assignment", { ...ASSIGNMENT, ...changes })).toEqual([]);
});

test.each<[string, PluginObject]>([
  ["an empty name", { name: "" }],
  ["a tenant that is not a GUID", { managing_tenant_id: "northwind" }],
  ["a scope that is a resource group", { scope: ASSIGNMENT["scope"] ?? null }],
  ["a scope that is empty", { scope: "" }],
  [
    "a definition id that is a full id",
    { lighthouse_definition_id: ASSIGNMENT["lighthouse_definition_id"] ?? null },
  ],
  ["a role that is a full id", { authorization: [{ ...AUTHORIZATION, role_definition_id: full }] }],
  ["a principal that is not a GUID", { authorization: [{ ...AUTHORIZATION, principal_id: "x" }] }],
  ["an empty display name", { authorization: [{ ...AUTHORIZATION, principal_display_name: "" }] }],
  [
    "a delegated role that is not a GUID",
    { authorization: [{ ...AUTHORIZATION, delegated_role_definition_ids: ["Reader"] }] },
  ],
  ['MFA "None"', eligible({ multi_factor_auth_provider: "None" })],
  ["a duration that is not ISO 8601", eligible({ maximum_activation_duration: "8h" })],
  ["an empty duration", eligible({ maximum_activation_duration: "" })],
  ["a bare P", eligible({ maximum_activation_duration: "P" })],
  [
    "an approver that is not a GUID",
    eligible({ approver: [{ principal_id: "x", principal_display_name: "X" }] }),
  ],
  ["half a plan", { plan: [{ name: "", publisher: "p", product: "q", version: "1" }] }],
])("a definition with %s is refused once", (_, changes) => {
  expect(validateResource("azurerm_lighthouse_definition", { ...DEFINITION, ...changes })).toHaveLength(1);
});

test.each<[string, PluginObject]>([
  ["a name that is not a GUID", { name: "x" }],
  ["a management group", { scope: "/providers/Microsoft.Management/managementGroups/x" }],
  ["a resource", { scope: `${ASSIGNMENT["scope"]}/providers/Microsoft.Web/sites/x` }],
  ["resourcegroups in lower case", { scope: `/subscriptions/${guidOf("1")}/resourcegroups/Web` }],
  ["a definition id that is a GUID", { lighthouse_definition_id: guidOf("2") }],
])("an assignment with %s is refused once", (_, changes) => {
  expect(validateResource("azurerm_lighthouse_assignment", { ...ASSIGNMENT, ...changes })).toHaveLength(1);
});

test("a problem names the place in azurerm's words", () => {
  const problems = validateResource("azurerm_lighthouse_definition", {
    ...DEFINITION,
    authorization: [AUTHORIZATION, { ...AUTHORIZATION, role_definition_id: "Reader" }],
    ...eligible({ multi_factor_auth_provider: "None", maximum_activation_duration: "8h" }),
  });
  expect(problems).toEqual([
    'expected "authorization.1.role_definition_id" to be a valid UUID, got Reader',
    'expected eligible_authorization.0.just_in_time_access_policy.0.multi_factor_auth_provider to be one of ["Azure"], got None',
    'expected a period of ISO 8601, got "8h"',
  ]);
});

test.each<[string, PluginObject, string]>([
  [
    "registrations that azurerm does not know",
    { resource_provider_registrations: "some" },
    'expected resource_provider_registrations to be one of ["all" "core" "extended" "legacy" "none"], got some',
  ],
  [
    "a partner id that is not a GUID",
    { partner_id: "northwind" },
    'expected "partner_id" to be a valid UUID, got northwind',
  ],
])("a provider block with %s is refused", (_, configuration, problem) => {
  expect(validateProvider(configuration)).toEqual([problem]);
});

test("a provider block needs exactly one features block, and no more than that", () => {
  expect(checkFeatures({ features: [] })).toHaveLength(1);
  expect(checkFeatures({ features: [{}, {}] })).toHaveLength(1);
  expect(checkFeatures({ features: [{}] })).toEqual([]);
  expect(validateProvider({ resource_provider_registrations: "core", partner_id: guidOf("1") })).toEqual([]);
  expect(validateProvider({ resource_provider_registrations: Unknown.value, partner_id: "" })).toEqual([]);
});
