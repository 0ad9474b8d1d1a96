import { expect, test } from "vitest";
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
  ])
    expect(validateResource("azurerm_lighthouse_definition", { ...DEFINITION, ...changes })).toEqual([]);
  expect(validateResource("azurerm_lighthouse_assignment", ASSIGNMENT)).toEqual([]);
});

test.each<[string, PluginObject]>([
  ["an empty name", { name: "" }],
  ["a tenant that is no GUID", { managing_tenant_id: "northwind" }],
  ["a scope that is a resource group", { scope: ASSIGNMENT["scope"] ?? null }],
  ["a scope with a trailing slash", { scope: `${DEFINITION["scope"]}/` }],
  [
    "a definition id that is a full id",
    { lighthouse_definition_id: ASSIGNMENT["lighthouse_definition_id"] ?? null },
  ],
  ["a role that is a full id", { authorization: [{ ...AUTHORIZATION, role_definition_id: full }] }],
  ["a principal that is no GUID", { authorization: [{ ...AUTHORIZATION, principal_id: "x" }] }],
  ["an empty display name", { authorization: [{ ...AUTHORIZATION, principal_display_name: "" }] }],
  [
    "a delegated role that is no GUID",
    { authorization: [{ ...AUTHORIZATION, delegated_role_definition_ids: ["Reader"] }] },
  ],
  ['MFA "None"', eligible({ multi_factor_auth_provider: "None" })],
  ["a duration that is not ISO 8601", eligible({ maximum_activation_duration: "8h" })],
  ["an empty duration", eligible({ maximum_activation_duration: "" })],
  ["a bare P", eligible({ maximum_activation_duration: "P" })],
  [
    "an approver that is no GUID",
    eligible({ approver: [{ principal_id: "x", principal_display_name: "X" }] }),
  ],
  ["half a plan", { plan: [{ name: "", publisher: "p", product: "q", version: "1" }] }],
])("a definition with %s is refused once", (_, changes) => {
  expect(validateResource("azurerm_lighthouse_definition", { ...DEFINITION, ...changes })).toHaveLength(1);
});

test.each<[string, PluginObject]>([
  ["a name that is no GUID", { name: "x" }],
  ["a management group", { scope: "/providers/Microsoft.Management/managementGroups/x" }],
  ["a resource", { scope: `${ASSIGNMENT["scope"]}/providers/Microsoft.Web/sites/x` }],
  ["resourcegroups in lower case", { scope: `/subscriptions/${guidOf("1")}/resourcegroups/Web` }],
  ["a definition id that is a GUID", { lighthouse_definition_id: guidOf("2") }],
])("an assignment with %s is refused once", (_, changes) => {
  expect(validateResource("azurerm_lighthouse_assignment", { ...ASSIGNMENT, ...changes })).toHaveLength(1);
});
