import { expect, test } from "vitest";
import { readStack } from "../../lib/formats/stack/decode.ts";
import { guidOf } from "../support/builders.ts";
import { expectRefused, put, without } from "./refused.ts";
import { ASSIGNMENT, DEFINITION, GUARD, NAME, ONE, STACK, TWO, textOf } from "./stack-samples.ts";

const GRANT = `${DEFINITION} authorization 0`;
const POLICY = `${DEFINITION} eligible_authorization 0 just_in_time_access_policy`;
const REFERENCE = `azurerm_lighthouse_definition.${NAME}.id`;
const FILE = '${file("/etc/passwd")}';
const DEFINITION_ID = `/subscriptions/${ONE}/providers/Microsoft.ManagedServices/registrationDefinitions/${TWO}`;

test.each<[string, string, unknown]>([
  ["azurerm from somewhere else", "terraform required_providers azurerm source", "evil/azurerm"],
  ["azurerm from another registry", "terraform required_providers azurerm source", "x.org/hashicorp/azurerm"],
  ["azurerm in any version", "terraform required_providers azurerm version", "!= 4.0.0"],
  ["an azurerm that is too old", "terraform required_providers azurerm version", "1.0.0"],
  ["another Terraform", "terraform required_version", ">= 0.12.0"],
  ["a path of state that is none", "terraform backend local path", 7],
  ["a GUID in upper case", `${GRANT} principal_id`, guidOf("a").toUpperCase()],
  ["a role by its name", `${GRANT} role_definition_id`, "Reader"],
  ["a role by its ARM id", `${GRANT} role_definition_id`, `/providers/x/roleDefinitions/${ONE}`],
  ["a display name that is none", `${GRANT} principal_display_name`, null],
  ["delegated roles by themselves", `${GRANT} delegated_role_definition_ids`, ONE],
  ["no authorization", `${DEFINITION} authorization`, []],
  ["an authorization by itself", `${DEFINITION} authorization`, {}],
  ["authorizations by name", `${DEFINITION} authorization`, { 0: {} }],
  ["two policies", POLICY, [{}, {}]],
  ["a duration spelled otherwise", `${POLICY} maximum_activation_duration`, "PT240M"],
  ["a duration of a day", `${POLICY} maximum_activation_duration`, "P1D"],
  ["no multifactor authentication, written out", `${POLICY} multi_factor_auth_provider`, "None"],
  ["a management group", `${DEFINITION} scope`, "/providers/Microsoft.Management/managementGroups/x"],
  ["a scope spelled otherwise", `${ASSIGNMENT} scope`, `/subscriptions/${ONE}/resourcegroups/rg`],
  ["a scope with an end", `${DEFINITION} scope`, `/subscriptions/${ONE}/`],
  [
    "a group that Terraform would compose",
    `${ASSIGNMENT} scope`,
    `/subscriptions/${ONE}/resourceGroups/\u212b`,
  ],
  ["a subscription of dashes", `${DEFINITION} scope`, `/subscriptions/${"-".repeat(36)}`],
  ["a switch that is text", "provider azurerm 0 use_cli", "true"],
  ["registrations of azurerm's own", "provider azurerm 0 resource_provider_registrations", "extended"],
  ["another registration", "provider azurerm 0 resource_providers_to_register 0", "Microsoft.Compute"],
  ["another cloud", "provider azurerm 0 environment", "german"],
  ["no resources", "resource", null],
  ["resources in a list", "resource", []],
  ["two guards to wait for", `${DEFINITION} depends_on`, ["x", "y"]],
  ["two conditions", `${GUARD} lifecycle postcondition`, [{}, {}]],
])("readStack refuses %s", (_, path, value) => {
  expectRefused(readStack("fabrikam", textOf(put(STACK, path, value))), "value-not-allowed", path);
});

test.each([
  ["a name that reads a file", `${DEFINITION} name`, FILE],
  ["a name that reads a file inside", `${DEFINITION} name`, `Northwind ${FILE}`],
  ["a text that chooses", `${DEFINITION} description`, "%{ if true }x%{ endif }"],
  ["a display name that is computed", `${GRANT} principal_display_name`, "${timestamp()}"],
  ["a principal that is computed", `${GRANT} principal_id`, "${uuid()}"],
  ["a role that is computed", `${GRANT} role_definition_id`, "${var.role}"],
  ["a tenant that is computed", `${DEFINITION} managing_tenant_id`, FILE],
  ["a scope that is computed", `${DEFINITION} scope`, `/subscriptions/\${x}`],
  ["a reference through a function", `${ASSIGNMENT} lighthouse_definition_id`, `\${coalesce(${REFERENCE})}`],
  ["a reference with more", `${ASSIGNMENT} lighthouse_definition_id`, `\${${REFERENCE}}\${${REFERENCE}}`],
  ["a definition that is no reference", `${ASSIGNMENT} lighthouse_definition_id`, DEFINITION_ID],
  ["a condition that always holds", `${GUARD} lifecycle postcondition 0 condition`, "${true}"],
  ["a condition that reads a file", `${GUARD} lifecycle postcondition 0 error_message`, FILE],
  ["an output that reads a file", `output registration_assignments value ${NAME}`, FILE],
  ["a tenant of a provider that is computed", "provider azurerm 0 tenant_id", FILE],
  ["a state's path that is computed", "terraform backend local path", `${FILE}/fabrikam.tfstate`],
  ["an import's id that is computed", "import 0 id", FILE],
])("readStack refuses %s", (_, path, value) => {
  expectRefused(readStack("fabrikam", textOf(put(STACK, path, value))), "text-evaluated", path);
});

test.each([
  `${GRANT} principal_id`,
  `${GRANT} role_definition_id`,
  `${DEFINITION} scope`,
  `${DEFINITION} managing_tenant_id`,
  `${DEFINITION} lighthouse_definition_id`,
  `${DEFINITION} depends_on`,
  `${POLICY} maximum_activation_duration`,
  `${DEFINITION} eligible_authorization 0 just_in_time_access_policy`,
  `${ASSIGNMENT} name`,
  `${ASSIGNMENT} provider`,
  `${GUARD} lifecycle`,
  "provider azurerm 0 subscription_id",
  "provider azurerm 0 tenant_id",
  "terraform",
])("readStack refuses a stack without %s", (path) => {
  expectRefused(readStack("fabrikam", textOf(without(STACK, path))), "value-not-allowed", path);
});

test.each([[[]], [7], [null], ["text"], [true]])("readStack refuses %j", (document) => {
  expectRefused(readStack("fabrikam", textOf(document)), "value-not-allowed", "");
});

test("readStack: the same authorization, delegated role or approver twice is there once", () => {
  const twice = structuredClone(STACK);
  const block = twice.resource.azurerm_lighthouse_definition[NAME];
  for (const each of block.authorization)
    each.delegated_role_definition_ids?.push(each.delegated_role_definition_ids[0]);
  const { approver } = block.eligible_authorization[0].just_in_time_access_policy;
  approver.push(approver[0]);
  block.authorization.push(block.authorization[0]);
  expect(readStack("fabrikam", textOf(twice))).toEqual(readStack("fabrikam", textOf(STACK)));
});
