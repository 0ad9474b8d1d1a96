import { expect, test } from "vitest";
import { readStack } from "../../lib/formats/stack/decode.ts";
import { expectRefused, put, readOf } from "./refused.ts";
import { ASSIGNMENT, DEFINITION, GUARD, STACK, textOf } from "./stack-samples.ts";

const command = [{ "local-exec": { command: "id" } }];

test.each([
  ["a terraform_data that runs a command", "resource terraform_data", { x: { provisioner: command } }],
  ["a null_resource", "resource null_resource", { x: { provisioner: command } }],
  ["a data source that runs a program", "data external", { x: { program: ["id"] } }],
  ["a data source that calls a host", "data http", { x: { url: "https://example.com" } }],
  ["a role assignment", "resource azurerm_role_assignment", { x: {} }],
  ["a module", "module", { x: { source: "./x" } }],
  ["a variable", "variable", { x: { default: "x" } }],
  ["locals", "locals", { x: "x" }],
  ["a removed block", "removed", [{ from: "x.y", lifecycle: { destroy: false } }]],
  ["a moved block", "moved", [{ from: "x.y", to: "x.z" }]],
  ["a check block", "check", { x: { data: {} } }],
  ["an ephemeral resource", "ephemeral", { x: {} }],
  ["an action", "action", { x: {} }],
  ["a foreign provider", "provider null", [{}]],
  ["a foreign requirement", "terraform required_providers evil", { source: "evil/evil", version: "1.0.0" }],
  ["a provider's other name", "terraform required_providers azurerm configuration_aliases", ["x"]],
  ["an experiment", "terraform experiments", ["x"]],
  ["metadata for a provider", "terraform provider_meta", { azurerm: {} }],
  ["a foreign backend", "terraform backend http", { address: "https://example.com" }],
  ["a backend's workspaces", "terraform backend local workspace_dir", "x"],
  ["an output of somebody's", "output secret", { value: "x" }],
  ["an output with a condition", "output registration_definitions precondition", [{}]],
  ["an output's dependency", "output registration_definitions depends_on", ["x"]],
  ["an import for each", "import 0 for_each", ["x"]],
  ["a provisioner", `${DEFINITION} provisioner`, command],
  ["a connection", `${DEFINITION} connection`, { host: "example.com" }],
  ["ignored changes", `${DEFINITION} lifecycle`, { ignore_changes: ["authorization"] }],
  ["a resource that is never destroyed", `${ASSIGNMENT} lifecycle`, { prevent_destroy: true }],
  ["a count", `${ASSIGNMENT} count`, 0],
  ["a for_each", `${ASSIGNMENT} for_each`, ["x"]],
  ["a dynamic block", `${DEFINITION} dynamic`, { authorization: { for_each: [1], content: {} } }],
  ["timeouts", `${DEFINITION} timeouts`, { create: "1s" }],
  ["a dependency of an assignment", `${ASSIGNMENT} depends_on`, ["x.y"]],
  ["an attribute more", `${DEFINITION} authorization 0 condition`, "x"],
  ["delegated roles on request", `${DEFINITION} eligible_authorization 0 delegated_role_definition_ids`, []],
  ["a policy's attribute more", `${DEFINITION} eligible_authorization 0 just_in_time_access_policy x`, 1],
  [
    "an approver's attribute more",
    `${DEFINITION} eligible_authorization 0 just_in_time_access_policy approver 0 x`,
    1,
  ],
  ["a provider that goes elsewhere", "provider azurerm 0 metadata_host", "example.com"],
  ["a provider with a secret", "provider azurerm 0 client_secret", "x"],
  ["a provider of other tenants", "provider azurerm 0 auxiliary_tenant_ids", []],
  ["a provider feature", "provider azurerm 0 features 0 key_vault", {}],
  ["a precondition of a guard", `${GUARD} lifecycle precondition`, [{}]],
  ["a __proto__", "__proto__", { resource: {} }],
  ["a __proto__ among definitions", "resource azurerm_lighthouse_definition __proto__", {}],
  ["a __proto__ of a definition", `${DEFINITION} __proto__`, {}],
  ["a constructor", `${DEFINITION} constructor`, { prototype: {} }],
  ["a resource by an inherited name", "resource azurerm_lighthouse_definition constructor", {}],
  ["a comment where Terraform has none", "terraform required_providers azurerm //", "x"],
  ["a comment among outputs' values", "output registration_assignments value //", "x"],
])("readStack refuses %s", (_, path, value) => {
  expectRefused(readStack("fabrikam", textOf(put(STACK, path, value))), "part-unknown", path);
});

test("readStack: comments claim what they like, and change nothing", () => {
  const claim = { managing_tenant: "Microsoft", offer: "harmless/plan@1.0.0", deep: [{ "//": [null] }] };
  const places = [
    "//",
    `${DEFINITION} //`,
    `${DEFINITION} authorization 0 //`,
    `${ASSIGNMENT} //`,
    `${GUARD} //`,
  ];
  const claiming = [...places, "provider azurerm 0 //", "terraform //", "resource //"].reduce(
    (stack, path) => put(stack, path, claim),
    STACK,
  );
  expect(readStack("fabrikam", textOf(claiming))).toEqual(readStack("fabrikam", textOf(STACK)));
});

test("readStack: the version is claimed by the description's last line, and by nothing else", () => {
  const claimed = (description: string) => {
    const stack = put(put(STACK, `${DEFINITION} description`, description), `${DEFINITION} //`, {
      offer: "x/y@9.9.9",
    });
    const { definitions } = readOf(readStack("fabrikam", textOf(stack)));
    return definitions.find((each) => each.description === description)?.claimedSource;
  };
  expect(claimed("Text\n[keeper a1/b2@1.0.0]")).toBe("a1/b2@1.0.0");
  expect(claimed("[keeper a1/b2@1.0.0]")).toBe("a1/b2@1.0.0");
  expect(claimed("[keeper a1/b2@1.0.0]\nmore")).toBe(undefined);
  expect(claimed("see [keeper a1/b2@1.0.0]")).toBe(undefined);
  expect(claimed("[keeper <b>/b2@1.0.0]")).toBe(undefined);
});
