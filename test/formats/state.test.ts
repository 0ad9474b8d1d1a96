import fc from "fast-check";
import { expect, test } from "vitest";
import type { ProblemKind } from "../../lib/documents/problem.ts";
import { readPlan } from "../../lib/formats/terraform/plan.ts";
import { readState } from "../../lib/formats/terraform/state.ts";
import { anyMutation, mutated } from "./mutations.ts";
import { ASSIGNMENT_ID, fixture, SUBSCRIPTION } from "./plan-samples.ts";
import { expectRefused, type Loose, put, readOf, without } from "./refused.ts";

const FILE = fixture("state");
const SHOWN = fixture("state-show");
const ATTRIBUTES = "resources 2 instances 0 attributes";
const SHOWN_VALUES = "values root_module resources 2 values";

test("readState: the file and what is shown of it say what a plan finds, and at which address", () => {
  const found = readOf(readPlan("fabrikam", fixture("no-op"))).before;
  const definitions = found.definitions.map((each) => ({ ...each, addressedOffer: "watch" }));
  const before = { ...found, definitions };
  expect(readOf(readState("fabrikam", FILE))).toEqual({ access: before, tainted: [] });
  expect(readOf(readState("fabrikam", SHOWN))).toEqual({ access: before, tainted: [] });
});

test("readState: an empty state has no access", () => {
  const nothing = { customer: "x", subscriptionIds: [], definitions: [], assignments: [], grants: [] };
  expect(readOf(readState("x", { format_version: "1.0" }))).toEqual({ access: nothing, tainted: [] });
  const file = {
    version: 4,
    terraform_version: "1.11.4",
    serial: 1,
    lineage: "x",
    outputs: {},
    resources: [],
  };
  expect(readOf(readState("x", file))).toEqual({ access: nothing, tainted: [] });
});

test("readState: what is tainted is read, and named", () => {
  const address = "azurerm_lighthouse_definition.managed-operations_c2e6d3a1-4b5f-4c7d-9e8f-000000000111";
  for (const name of ["tainted-state", "tainted-state-show"]) {
    const { access, tainted } = readOf(readState("fabrikam", fixture(name)));
    expect(tainted).toEqual([address]);
    expect(access.definitions).toHaveLength(1);
    expect(access.grants).toEqual([]);
  }
  const other = put(fixture("tainted-state"), "resources 1 instances 0 status", "deposed");
  expectRefused(readState("fabrikam", other), "value-not-allowed", "resources 1 instances 0 status");
});

test.each<[string, ProblemKind, string, unknown]>([
  ["another version", "value-not-allowed", "version", 3],
  ["a resource of another type", "value-not-allowed", "resources 1 type", "terraform_data"],
  ["a data source of another type", "value-not-allowed", "resources 0 type", "external"],
  [
    "a foreign provider",
    "value-not-allowed",
    "resources 1 provider",
    'provider["registry.terraform.io/evil/azurerm"]',
  ],
  ["a resource in a module", "part-unknown", "resources 1 module", "module.x"],
  ["no instance", "value-not-allowed", "resources 1 instances", []],
  [
    "two instances",
    "value-not-allowed",
    "resources 1 instances",
    [FILE.resources[1].instances[0], FILE.resources[1].instances[0]],
  ],
  ["one of several instances", "part-unknown", "resources 1 instances 0 index_key", 0],
  ["a deposed object", "part-unknown", "resources 1 instances 0 deposed", "abc"],
  ["an object of another status", "value-not-allowed", "resources 1 instances 0 status", "x"],
  ["an attribute more", "part-unknown", `${ATTRIBUTES} authorization 0 condition`, "x"],
  ["a principal that is none", "value-not-allowed", `${ATTRIBUTES} authorization 0 principal_id`, "x"],
  ["a scope that is none", "value-not-allowed", `${ATTRIBUTES} scope`, "/"],
  [
    "an assignment of another definition",
    "reference-unresolved",
    "resources 1 instances 0 attributes lighthouse_definition_id",
    `/subscriptions/${SUBSCRIPTION}/providers/Microsoft.ManagedServices/registrationDefinitions/${SUBSCRIPTION}`,
  ],
  ["an encrypted state", "part-unknown", "encrypted_data", "x"],
  ["a __proto__", "part-unknown", `${ATTRIBUTES} __proto__`, {}],
])("readState refuses a file with %s", (_, kind, place, value) => {
  expectRefused(readState("fabrikam", put(FILE, place, value)), kind, place);
});

test.each<[string, ProblemKind, string, unknown]>([
  ["another format", "value-not-allowed", "format_version", "2.0"],
  ["a child module", "part-unknown", "values root_module child_modules", []],
  [
    "a resource of another type",
    "value-not-allowed",
    "values root_module resources 1 type",
    "terraform_data",
  ],
  ["a foreign provider", "value-not-allowed", "values root_module resources 1 provider_name", "evil/azurerm"],
  ["one of several instances", "part-unknown", "values root_module resources 1 index", 0],
  ["a deposed object", "part-unknown", "values root_module resources 1 deposed_key", "abc"],
  ["an attribute more", "part-unknown", `${SHOWN_VALUES} authorization 0 condition`, "x"],
])("readState refuses to be shown %s", (_, kind, place, value) => {
  expectRefused(readState("fabrikam", put(SHOWN, place, value)), kind, place);
});

test("readState refuses the state of another Terraform configuration, by every address", () => {
  const path = "values root_module resources";
  const read = readState("munson", fixture("foreign-state"));
  for (const index of [0, 1, 2]) expectRefused(read, "address-foreign", `${path} ${index} address`);
  expect(read.ok ? [] : read.error.map(({ allowed, received }) => [allowed, received])).toContainEqual([
    "azurerm_lighthouse_definition.<offer id>_<subscription id> with the subscription 3f9b6c10-7a21-4d53-8e64-00000000b001",
    "azurerm_lighthouse_definition.msp",
  ]);
});

test.each<[string, ProblemKind, string, unknown]>([
  ["a guard of no GUID", "address-foreign", "resources 0 name", "subscription_not-a-guid../.."],
  ["a guard by another name", "address-foreign", "resources 0 name", "primary"],
  [
    "a guard that read another subscription",
    "address-foreign",
    "resources 0 name",
    put(FILE, "resources 0 instances 0 attributes subscription_id", ASSIGNMENT_ID),
  ],
  [
    "a guard that read no subscription",
    "value-not-allowed",
    "resources 0 instances 0 attributes subscription_id",
    without(FILE, "resources 0 instances 0 attributes subscription_id"),
  ],
  ["a definition by another name", "address-foreign", "resources 2 name", "msp"],
  [
    "a definition that is named after another subscription",
    "address-foreign",
    "resources 2 name",
    `watch_${ASSIGNMENT_ID}`,
  ],
  [
    "a definition of what is not an offer's id",
    "address-foreign",
    "resources 2 name",
    `${"w".repeat(51)}_${SUBSCRIPTION}`,
  ],
  [
    "an assignment by the name of another scope",
    "address-foreign",
    "resources 1 name",
    `watch_${SUBSCRIPTION}_rg-app`,
  ],
  ["an assignment by its definition's name", "address-foreign", "resources 1 name", `watch_${SUBSCRIPTION}`],
  ["an index instead of a name", "address-foreign", "resources 1 name", `watch_${SUBSCRIPTION}_rg-web["a"]`],
])("readState refuses a file with %s", (_, kind, place, value) => {
  const document = typeof value === "string" ? put(FILE, place, value) : value;
  expectRefused(readState("fabrikam", document), kind, place);
});

test.each([0, 1, 2])(
  "readState refuses what is shown of resource %d in a module or with an index",
  (index) => {
    const place = `values root_module resources ${index} address`;
    const address = SHOWN.values.root_module.resources[index].address;
    for (const other of [`module.x.${address}`, `${address}[0]`, `${address}["a"]`])
      expectRefused(readState("fabrikam", put(SHOWN, place, other)), "address-foreign", place);
  },
);

test("readState refuses a definition that is there twice, and one without a principal", () => {
  const twice = put(FILE, "resources 3", { ...FILE.resources[2], name: `other_${SUBSCRIPTION}` });
  expectRefused(readState("fabrikam", twice), "duplicate", "");
  const place = `${ATTRIBUTES} authorization 0 principal_id`;
  expectRefused(readState("fabrikam", without(FILE, place)), "value-not-allowed", place);
});

test("readState: a mutilated state is read or refused, and gives no grant that it does not hold", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(FILE, SHOWN),
      fc.array(anyMutation, { minLength: 1, maxLength: 3 }),
      (whole, mutations) => {
        const text = JSON.stringify(mutations.reduce(mutated, whole)) ?? "null";
        const read = readState("fabrikam", JSON.parse(text) as Loose);
        if (!read.ok) return;
        for (const { principalId } of read.value.access.grants)
          expect(text.toLowerCase()).toContain(`"principal_id":"${principalId}"`);
      },
    ),
    { numRuns: 500 },
  );
});
