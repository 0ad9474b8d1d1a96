import { test } from "vitest";
import type { ProblemKind } from "../../lib/documents/problem.ts";
import { readPlan } from "../../lib/formats/terraform/plan.ts";
import { DEFINITION_CHANGE, fixture, SUBSCRIPTION } from "./plan-samples.ts";
import { expectRefused, type Loose, put, without } from "./refused.ts";

const CHANGE = fixture("change");
const CREATE = fixture("create");
const PROVIDER = `configuration provider_config azurerm.subscription_${SUBSCRIPTION}`;
const ROOT = "configuration root_module";
const OTHER = "c2e6d3a1-4b5f-4c7d-9e8f-00000000dead";
const constant = (value: unknown) => ({ constant_value: value });
const stranger = (type: string) => ({ ...CREATE.resource_changes[0], type, address: `${type}.x` });

test.each<[string, ProblemKind, string, Loose]>([
  [
    "a resource of another type",
    "value-not-allowed",
    "resource_changes 2 type",
    put(CREATE, "resource_changes 2", stranger("terraform_data")),
  ],
  [
    "a role assignment",
    "value-not-allowed",
    "resource_changes 2 type",
    put(CREATE, "resource_changes 2", stranger("azurerm_role_assignment")),
  ],
  [
    "a foreign provider of a resource",
    "value-not-allowed",
    `${DEFINITION_CHANGE} provider_name`,
    put(CREATE, `${DEFINITION_CHANGE} provider_name`, "registry.terraform.io/evil/azurerm"),
  ],
  [
    "a resource in a module",
    "part-unknown",
    `${DEFINITION_CHANGE} module_address`,
    put(CREATE, `${DEFINITION_CHANGE} module_address`, "module.x"),
  ],
  [
    "one of several instances",
    "part-unknown",
    `${DEFINITION_CHANGE} index`,
    put(CREATE, `${DEFINITION_CHANGE} index`, 0),
  ],
  [
    "a deposed object",
    "part-unknown",
    `${DEFINITION_CHANGE} deposed`,
    put(CREATE, `${DEFINITION_CHANGE} deposed`, "abc"),
  ],
  [
    "a configuration that is generated",
    "part-unknown",
    `${DEFINITION_CHANGE} change generated_config`,
    put(CREATE, `${DEFINITION_CHANGE} change generated_config`, "x"),
  ],
  ["a child module", "part-unknown", `${ROOT} module_calls`, put(CHANGE, `${ROOT} module_calls`, { x: {} })],
  [
    "planned values of a module",
    "part-unknown",
    "planned_values root_module child_modules",
    put(CHANGE, "planned_values root_module child_modules", []),
  ],
  ["a variable", "part-unknown", "variables", put(CHANGE, "variables", { x: { value: 1 } })],
  [
    "a variable's declaration",
    "part-unknown",
    `${ROOT} variables`,
    put(CHANGE, `${ROOT} variables`, { x: {} }),
  ],
  [
    "a provisioner",
    "part-unknown",
    `${ROOT} resources 0 provisioners`,
    put(CHANGE, `${ROOT} resources 0 provisioners`, [{ type: "local-exec" }]),
  ],
  [
    "a count",
    "part-unknown",
    `${ROOT} resources 0 count_expression`,
    put(CHANGE, `${ROOT} resources 0 count_expression`, constant(1)),
  ],
  [
    "a for_each",
    "part-unknown",
    `${ROOT} resources 0 for_each_expression`,
    put(CHANGE, `${ROOT} resources 0 for_each_expression`, {}),
  ],
  [
    "a data source of another type",
    "value-not-allowed",
    `${ROOT} resources 2 type`,
    put(CHANGE, `${ROOT} resources 2 type`, "external"),
  ],
  [
    "a foreign provider",
    "value-not-allowed",
    "configuration provider_config null name",
    put(CHANGE, "configuration provider_config null", {
      name: "null",
      full_name: "registry.terraform.io/hashicorp/null",
    }),
  ],
  [
    "azurerm from somewhere else",
    "value-not-allowed",
    `${PROVIDER} full_name`,
    put(CHANGE, `${PROVIDER} full_name`, "registry.terraform.io/evil/azurerm"),
  ],
  [
    "an azurerm that is too old",
    "value-not-allowed",
    `${PROVIDER} version_constraint`,
    put(CHANGE, `${PROVIDER} version_constraint`, "1.0.0"),
  ],
  [
    "a provider in a module",
    "part-unknown",
    `${PROVIDER} module_address`,
    put(CHANGE, `${PROVIDER} module_address`, "module.x"),
  ],
  [
    "a provider that goes elsewhere",
    "part-unknown",
    `${PROVIDER} expressions metadata_host`,
    put(CHANGE, `${PROVIDER} expressions metadata_host`, constant("x.org")),
  ],
  [
    "a subscription that is computed",
    "value-not-allowed",
    `${PROVIDER} expressions subscription_id constant_value`,
    put(CHANGE, `${PROVIDER} expressions subscription_id constant_value`, '${file("x")}'),
  ],
  [
    "a tenant that refers",
    "part-unknown",
    `${PROVIDER} expressions tenant_id references`,
    put(CHANGE, `${PROVIDER} expressions tenant_id references`, ["var.x"]),
  ],
  [
    "another subscription behind a provider",
    "invariant-broken",
    PROVIDER,
    put(CHANGE, `${PROVIDER} expressions subscription_id`, constant(OTHER)),
  ],
  [
    "a default provider with a configuration",
    "invariant-broken",
    "configuration provider_config azurerm",
    put(
      CHANGE,
      "configuration provider_config azurerm expressions",
      CHANGE.configuration.provider_config[`azurerm.subscription_${SUBSCRIPTION}`].expressions,
    ),
  ],
  [
    "a resource of the default provider",
    "invariant-broken",
    `${ROOT} resources 0 provider_config_key`,
    put(CHANGE, `${ROOT} resources 0 provider_config_key`, "azurerm"),
  ],
  [
    "a guard of another subscription",
    "address-foreign",
    `${ROOT} resources 2 address`,
    put(CHANGE, `${ROOT} resources 2 expressions subscription_id`, constant(OTHER)),
  ],
  [
    "a scope that is computed",
    "value-not-allowed",
    `${ROOT} resources 1`,
    put(CHANGE, `${ROOT} resources 1 expressions scope`, { references: ["var.x"] }),
  ],
  [
    "an import that is not ours",
    "part-unknown",
    `${DEFINITION_CHANGE} change importing unknown`,
    put(CHANGE, `${DEFINITION_CHANGE} change importing`, { id: "x", unknown: true }),
  ],
  [
    "an output of somebody's",
    "part-unknown",
    "output_changes secret",
    put(CHANGE, "output_changes secret", {}),
  ],
  ["a part of tomorrow", "part-unknown", "action_invocations", put(CHANGE, "action_invocations", [])],
  [
    "a definition that waits for nothing",
    "invariant-broken",
    `${ROOT} resources 1 depends_on`,
    without(CHANGE, `${ROOT} resources 1 depends_on`),
  ],
  [
    "a definition without a guard",
    "invariant-broken",
    `${ROOT} resources 1 depends_on`,
    without(CHANGE, `${ROOT} resources 2`),
  ],
  ["a guard without a condition", "invariant-broken", "checks", put(CHANGE, "checks", [])],
  ["another format", "value-not-allowed", "format_version", put(CHANGE, "format_version", "2.0")],
  ["a __proto__", "part-unknown", "__proto__", put(CHANGE, "__proto__", {})],
  [
    "a constructor",
    "part-unknown",
    `${DEFINITION_CHANGE} constructor`,
    put(CHANGE, `${DEFINITION_CHANGE} constructor`, {}),
  ],
])("readPlan refuses %s", (_, kind, place, plan) => {
  expectRefused(readPlan("fabrikam", plan), kind, place);
});
